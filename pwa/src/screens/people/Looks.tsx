/** Hvem har kigget: by day, by name, calmly. What the list cannot know is said too. */

import { useEffect, useState } from "preact/hooks";
import { type Look, type Looks as LooksAnswer, type PlanView, api, draft, net, plan } from "../../state";
import { daysAway, hours, moment, t, upper, weekdayDay } from "../../texts";
import { Act, Acts, Face, Message, Screen } from "../../ui";
import { dayWithYear, partInside, partWords, problemWords } from "./bits";
import { type LookDay, byDay, peopleSinceYesterday } from "./looks";
import "./people.css";

export default function Looks() {
  const view = plan.value;
  if (view?.role !== "citizen") return null;
  return <List view={view} />;
}

interface Kept {
  looks: Look[];
  before?: number | undefined;
  people?: number | undefined;
  at: string;
}

function List({ view }: { view: PlanView }) {
  // The last answer stays on the citizen's own phone: the list can be read without a network.
  const saved = draft(`looks:${view.id}`);
  const [kept, setKept] = useState<Kept | undefined>(() => read(saved.value));
  const [fresh, setFresh] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const online = net.value.online;

  const fetchPage = async (before?: number) => {
    setBusy(true);
    setError(undefined);
    try {
      const answer = await api.get<LooksAnswer & { peopleSinceYesterday?: number }>(`/api/plans/${view.id}/looks${before === undefined ? "" : `?before=${before}`}`);
      const looks = before === undefined ? answer.looks : [...(kept?.looks ?? []), ...answer.looks];
      const next: Kept = { looks, before: answer.before, people: before === undefined ? answer.peopleSinceYesterday : kept?.people, at: new Date().toISOString() };
      setKept(next);
      setFresh(true);
      if (before === undefined) saved.value = JSON.stringify(next);
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  useEffect(() => {
    if (online) void fetchPage();
  }, [online]);

  const words = t.people.looks;
  const days = byDay(kept?.looks ?? []);
  const count = kept?.people ?? peopleSinceYesterday(kept?.looks ?? [], new Date());
  const title = !kept || !fresh ? words.title : words.titleCount(count);
  return (
    <Screen title={title} lead={words.lead} back={{ href: "/", label: t.common.tabs.today }} quiet>
      {kept && !fresh && !online && <p class="note strong after" role="status">{words.cached(moment(kept.at))}</p>}
      {!kept && !online && <p class="after">{words.noneCached}</p>}
      {!kept && busy && <Waiting />}
      {error !== undefined && online && (
        <div class="after"><Message alert title={t.common.failed} acts={<Act onPress={() => void fetchPage()}>{t.common.tryAgain}</Act>}>{kept ? words.cached(moment(kept.at)) : problemWords(error)}</Message></div>
      )}
      {kept && kept.looks.length === 0 && <p class="after">{words.empty}</p>}
      {days.map((one) => <Day key={one.day} view={view} of={one} />)}
      {kept?.before !== undefined && online && (
        <div class="after l"><Act wide busy={busy && t.common.fetching} onPress={() => void fetchPage(kept.before)}>{words.older}</Act></div>
      )}
      <section class="block sheet">
        <h2>{words.truthTitle}</h2>
        {words.truths.map((truth) => <p class="note after s" key={truth}>{truth}</p>)}
      </section>
      <section class="block">
        <h2>{words.wrong}</h2>
        <p class="note">{words.wrongText}</p>
        <Acts><Act href="/consents">{words.who}</Act></Acts>
      </section>
    </Screen>
  );
}

/** Nothing for 400 ms, then words: no boxes that look like content taken away. */
function Waiting() {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 400);
    return () => clearTimeout(timer);
  }, []);
  return <p class="after" role="status">{late ? t.common.fetching : ""}</p>;
}

function read(text: string): Kept | undefined {
  try {
    return text ? (JSON.parse(text) as Kept) : undefined;
  } catch {
    return undefined;
  }
}

function dayName(of: string): string {
  const away = daysAway(of);
  if (away === 0) return t.people.looks.today;
  if (away === -1) return t.people.looks.yesterday;
  return upper(away > -300 ? weekdayDay(of) : dayWithYear(of));
}

function Day({ view, of }: { view: PlanView; of: LookDay }) {
  return (
    <section class="block">
      <h2>{dayName(of.day)}</h2>
      <ul class="sheet rows">
        {of.entries.map((entry) => (
          <li class="row top" key={`${entry.at} ${entry.member}`}>
            <Face name={entry.name} />
            <span class="grow">
              {entry.name || t.people.looks.gone}
              {entry.organisation && <span class="note">{entry.organisation}</span>}
              <Parts view={view} scopes={entry.scopes} />
            </span>
            <span class="note log-time">{hours(entry.at)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** One part stands in a sentence; several stand under each other, because "Det, jeg kan" has a comma of its own. */
function Parts({ view, scopes }: { view: PlanView; scopes: readonly string[] }) {
  const [only] = scopes;
  const words = t.people.looks;
  if (scopes.length === 1 && only !== undefined) {
    return <span class="note">{words.read(only === "responsible" ? words.agreements.charAt(0).toLocaleLowerCase("da") + words.agreements.slice(1) : partInside(view, only, "yours"))}</span>;
  }
  return (
    <>
      <span class="note">{words.readParts(scopes.length)}</span>
      {scopes.map((scope) => <span class="note part" key={scope}>{scope === "responsible" ? words.agreements : partWords(view, scope)}</span>)}
    </>
  );
}
