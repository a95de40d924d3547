/** Hvem har kigget: by day, by person or by part of the plan, calmly. What the list cannot know is said too. */

import { useEffect, useState } from "preact/hooks";
import { type PlanView, draft, linesTo, net, plan } from "../../state";
import { type KeptLog, fetchNew, fetchOlder, log, openLog } from "../../state/log";
import { keepReceipts } from "../../state/receipts";
import { clock, hours, moment, t } from "../../texts";
import { Act, Acts, Face, Icon, Message, Row, Rows, Screen, Ways } from "../../ui";
import { problemWords } from "./bits";
import { type Act as LogAct, type LogDay, type Reader, type Visit, byDay, byPart, byPerson, byUnit, peopleSinceYesterday } from "./looks";
import { dayName, lineWords, manyWords, partName, partSaid } from "./logWords";
import { Lines } from "../safety/Lines";
import "./people.css";

export default function Looks() {
  const view = plan.value;
  if (view?.role !== "citizen") return null;
  return <List view={view} />;
}

type Way = "day" | "person" | "part";

function List({ view }: { view: PlanView }) {
  const way = draft("looks:way");
  const fetchedAt = draft(`looks-at:${view.id}`);
  const [fresh, setFresh] = useState(false);
  const [busy, setBusy] = useState(false);
  const [unlike, setUnlike] = useState(false);
  const [error, setError] = useState<unknown>();
  const online = net.value.online;
  const kept = log.value?.plan === view.id ? log.value : undefined;

  const load = async (work: () => Promise<boolean | void>) => {
    setBusy(true);
    setError(undefined);
    try {
      setUnlike((await work()) === true);
      setFresh(true);
      fetchedAt.value = new Date().toISOString();
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  useEffect(() => {
    void keepReceipts(view.id, online);
    void openLog(view.id).then(() => { if (online) void load(() => fetchNew(view.id)); });
  }, [online]);

  const words = t.log.looks;
  const lines = kept?.lines ?? [];
  const chosen: Way = way.value === "person" || way.value === "part" ? way.value : "day";
  const pick = (one: Way) => () => { way.value = one === "day" ? "" : one; };
  const read = lines.some((line) => line.kind === "look");
  // What stands under the list comes when the list stands still: else it moves away under a finger.
  const stands = fresh || error !== undefined || !online;
  return (
    <Screen title={fresh ? words.titleCount(peopleSinceYesterday(lines, new Date())) : words.title} lead={words.lead} back={{ href: "/", label: t.common.tabs.today }} quiet>
      {!online && <p class="note strong after" role="status">{lines.length > 0 && fetchedAt.value ? words.cached(moment(fetchedAt.value)) : words.noneCached}</p>}
      {!kept?.lines.length && busy && <Waiting />}
      {error !== undefined && online && (
        <div class="after"><Message alert title={t.common.failed} acts={<Act onPress={() => void load(() => fetchNew(view.id))}>{t.common.tryAgain}</Act>}>{lines.length ? words.failed : problemWords(error)}</Message></div>
      )}
      {unlike && <div class="after"><Message edge title={t.log.check.must} acts={<Act href="/looks/check">{t.log.check.see}</Act>} /></div>}
      {lines.length > 0 && (
        <Ways label={words.ways} ways={[
          { words: words.byDay, current: chosen === "day", onPick: pick("day") },
          { words: words.byPerson, current: chosen === "person", onPick: pick("person") },
          { words: words.byPart, current: chosen === "part", onPick: pick("part") },
        ]} />
      )}
      {fresh && !read && <p class="after">{words.empty}</p>}
      {chosen === "day" && byDay(lines).map((one) => <Day key={one.day} view={view} of={one} />)}
      {chosen === "person" && read && <People view={view} kept={kept} />}
      {chosen === "part" && read && <Parts view={view} kept={kept} />}
      {(lines[0]?.seq ?? 1) > 1 && online && (
        <div class="after l"><Act wide busy={busy && t.common.fetching} onPress={() => void load(() => fetchOlder(view.id))}>{words.older}</Act></div>
      )}
      {stands && <Whole kept={kept} />}
      {stands && <section class="block sheet">
        <h2>{words.truthTitle}</h2>
        {words.truths.map((truth) => <p class="note after s" key={truth}>{truth}</p>)}
      </section>}
      {stands && <section class="block">
        <h2>{words.wrong}</h2>
        <p class="note">{words.wrongText}</p>
        {linesTo("questions").length > 0 && <div class="calls after s"><Lines to="questions" /></div>}
        <Acts><Act href="/consents">{words.who}</Act></Acts>
        <div class="after"><Rows><Row href="/consents/receipts" icon="check" title={words.receipts} /></Rows></div>
      </section>}
    </Screen>
  );
}

/** How the last check went, and the way to a new one. */
function Whole({ kept }: { kept: KeptLog | undefined }) {
  const words = t.log.check;
  const check = kept?.check;
  const fits = check?.faults.length === 0;
  return (
    <section class="block sheet">
      <p class="checked">{fits && <Icon name="check" />}<span>{!check ? words.never : fits ? words.whole(moment(check.at)) : check.restored ? words.restored : words.broken(moment(check.at))}</span></p>
      <Act plain href="/looks/check">{check && !fits ? words.see : check ? words.again : words.now}</Act>
    </section>
  );
}

/** Nothing for 400 ms, then words: no boxes that look like content taken away. */
export function Waiting() {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 400);
    return () => clearTimeout(timer);
  }, []);
  return <p class="after" role="status">{late ? t.common.fetching : ""}</p>;
}

function Day({ view, of }: { view: PlanView; of: LogDay }) {
  return (
    <section class="block">
      <h2>{dayName(of.day)}</h2>
      <ul class="sheet rows">
        {of.entries.map((entry) => (entry.kind === "visit" ? <VisitRow key={entry.seq} view={view} of={entry} /> : <ActRow key={entry.seq} view={view} of={entry} />))}
      </ul>
    </section>
  );
}

function VisitRow({ view, of }: { view: PlanView; of: Visit }) {
  const words = t.log.looks;
  const [only] = of.scopes;
  return (
    <li class="row top">
      <Face name={of.name} />
      <span class="grow">
        {of.name || words.gone}
        {of.organisation && <span class="note">{of.organisation}</span>}
        {/* Several stand under each other, because "Det, jeg kan" has a comma of its own. */}
        {of.scopes.length === 1 && only !== undefined ? <span class="note">{words.read(partSaid(view, only))}</span> : (
          <>
            <span class="note">{words.readParts(of.scopes.length)}</span>
            {of.scopes.map((scope) => <span class="note part" key={scope}>{partName(view, scope)}</span>)}
          </>
        )}
        {of.afterStop && <span class="note strong">{words.afterStop(clock(of.afterStop.said), clock(of.afterStop.heard))}</span>}
      </span>
      <span class="note log-time">{hours(of.at)}</span>
    </li>
  );
}

/** What the citizen did: a calm line, without a face. */
function ActRow({ view, of }: { view: PlanView; of: LogAct }) {
  const late = of.said.madeAt && clock(of.said.madeAt) !== clock(of.at);
  return (
    <li class="row top act-row">
      <span class="grow">
        {of.scopes.length === 1 ? <span class="note">{lineWords(view, of.line)}</span> : (
          <>
            <span class="note">{manyWords(view, of.line, of.scopes.length)}</span>
            {of.scopes.map((scope) => <span class="note part" key={scope}>{partName(view, scope)}</span>)}
          </>
        )}
        {late && <span class="note">{t.log.acts.phoneSaid(clock(of.said.madeAt))}</span>}
      </span>
      <span class="note log-time">{hours(of.at)}</span>
    </li>
  );
}

function People({ view, kept }: { view: PlanView; kept: KeptLog | undefined }) {
  const words = t.log.looks;
  const parts = (reader: Reader) => (
    <ul>
      {reader.parts.map((part) => <li class="line" key={part.scope}><span class="grow">{partName(view, part.scope)}<span class="note">{words.last(moment(part.at))}</span></span></li>)}
    </ul>
  );
  return (
    <ul class="stack after">
      {byUnit(byPerson(kept?.lines ?? [])).map((group) => {
        const [first] = group;
        const unit = first?.unit && (view.person(first.unit).name || first.organisation);
        return (
          <li class="sheet" key={first && first.who + first.name}>
            {unit && <h2>{unit}</h2>}
            {group.map((reader) => (
              <div class={unit ? "of-unit" : undefined} key={reader.who}>
                <div class="holder">
                  <Face name={reader.name} />
                  <div class="grow">{unit ? <h3>{reader.name || words.gone}</h3> : <h2>{reader.name || words.gone}</h2>}{!unit && reader.organisation && <p class="note">{reader.organisation}</p>}</div>
                </div>
                {parts(reader)}
              </div>
            ))}
          </li>
        );
      })}
    </ul>
  );
}

function Parts({ view, kept }: { view: PlanView; kept: KeptLog | undefined }) {
  const words = t.log.looks;
  return (
    <ul class="stack after">
      {byPart(kept?.lines ?? []).map((part) => (
        <li class="sheet" key={part.scope}>
          <div class="holder"><h2 class="grow">{partName(view, part.scope)}</h2></div>
          <ul>
            {part.people.map((one) => (
              <li class="line" key={one.who + one.name}>
                <span class="grow">{one.name || words.gone}<span class="note">{[one.organisation, words.last(moment(one.at))].filter(Boolean).join(". ")}</span></span>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}
