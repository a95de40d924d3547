/** Who may call whom, for the citizen: what is asked, each with its exact words and two equal answers; what holds; a card of one's own. */

import { useMemo, useState } from "preact/hooks";
import { api, draft, type Item, type MemberItem, mustProve, net, type PlanView, saveDrafts, sync, write } from "../../state";
import { day, t } from "../../texts";
import { Act, Acts, ClosedToOthers, Empty, Field, Message, Pick, Picks, Row, Rows, Screen, Sheet, State, Words } from "../../ui";
import { Announcer, announceStop, callName, dayWithYear, JustNow, problemWords, receiptHref, say, Sentences, untilDay } from "../people/bits";
import { isOpen, isStopping } from "../people/lines";
import { LAY } from "../people/parts";
import { lastDay, latestDay, untilMoment } from "../people/period";
import { isWordingChanged, useWording } from "../people/wording";
import { today } from "../meetings/times";
import { AskForm, type Asked, forget, Reasons } from "./AskForm";
import { words } from "./words";
import "../people/people.css";

type Card = Item<"call">;

const grantOf = (view: PlanView, card: Card) => view.grants.find((one) => one.scope === `call:${card.id}`);

function nameOf(view: PlanView, id: string): string {
  const member = view.members.find((one) => one.id === id);
  return member ? callName(member, view.members) : view.person(id).name;
}

export function MyCalls({ view }: { view: PlanView }) {
  const cards = [...view.all("call")].reverse();
  const now = new Date();
  const asked = cards.filter((one) => one.body.state === "asked");
  const holds = cards.filter((one) => { const grant = grantOf(view, one); return grant && (isOpen(grant, now) || isStopping(grant, now)); });
  const before = cards.filter((one) => !asked.includes(one) && !holds.includes(one));
  const here = `/calls/${view.id}`;
  return (
    <Screen title={words.title} lead={words.lead} back={{ href: "/consents", label: t.people.consents.title }}>
      <JustNow />
      {view.suspended && <ClosedToOthers />}
      {!net.value.online && <div class="after"><Message title={t.common.states.offline}>{words.offline}</Message></div>}
      {asked.map((one) => <Question key={one.id} view={view} card={one} here={here} />)}
      {holds.map((one) => <Holds key={one.id} view={view} card={one} />)}
      {asked.length + holds.length === 0 && <p class="after">{words.none}</p>}
      <p class="note after">{words.opens}</p>
      {before.length > 0 && (
        <details class="block">
          <summary>{words.before}</summary>
          <Rows>{before.map((one) => <Over key={one.id} view={view} card={one} now={now} />)}</Rows>
        </details>
      )}
      <Own view={view} />
      <Announcer />
    </Screen>
  );
}

/** What the card says, as it was written. */
function Says({ card }: { card: Card }) {
  const { about, why, visit, talkedOn } = card.body;
  return (
    <>
      <Reasons about={about} why={why} />
      {visit && <p class="after s">{words.visit}</p>}
      {talkedOn && <p class="after s">{words.talked(day(talkedOn))}</p>}
    </>
  );
}

function Holds({ view, card }: { view: PlanView; card: Card }) {
  const grant = grantOf(view, card);
  if (!grant) return null;
  const who = nameOf(view, card.body.caller);
  const stopping = isStopping(grant, new Date());
  const said = words.theirMay(who, card.body.whom);
  const stop = () => void write.withdraw(grant.member, grant.scope).then(() => announceStop(t.people.consents.callStopped(who)));
  return (
    <div class="after">
      <Sheet as="section">
        <h2>{said}</h2>
        <p class="note after s">{stopping ? <State of="saved" /> : t.people.until(untilDay(grant.until))}</p>
        <Says card={card} />
        <Acts>
          {!stopping && <Act onPress={stop} about={` ${said}`}>{t.people.stop}</Act>}
          <Act plain href={receiptHref(grant.id)} about={` ${said}`}>{t.people.seeReceipt}</Act>
        </Acts>
      </Sheet>
    </div>
  );
}

function Over({ view, card, now }: { view: PlanView; card: Card; now: Date }) {
  const grant = grantOf(view, card);
  const state = grant ? (grant.endedAt ? "stopped" : new Date(grant.until) <= now ? "over" : "open") : card.body.state === "no" ? "no" : "gone";
  const talked = card.body.talkedOn ? ` ${words.talked(day(card.body.talkedOn))}` : "";
  return <Row {...(grant ? { href: receiptHref(grant.id) } : {})} title={`${nameOf(view, card.body.caller)}: ${card.body.whom}`} note={`${words.states[state]}.${talked}`} />;
}

type Period = "asked" | "month" | "months3" | "own";

/** One question: how long, the exact words, yes or no. Nothing is chosen beforehand. */
function Question({ view, card, here }: { view: PlanView; card: Card; here: string }) {
  const { caller, whom, askedBy, untilAsked } = card.body;
  const own = askedBy === "citizen";
  const who = nameOf(view, caller);
  const asker = own ? "" : nameOf(view, askedBy);
  // The choice is a draft: whoever is asked to show that it is them comes back to it.
  const kept = draft(`call:${card.id}`);
  const [period = "", chosen = ""] = kept.value.split(" ");
  const choose = (one: Period, last = "") => { setError(undefined); kept.value = `${one} ${last}`.trim(); };
  const now = new Date();
  const last = period === "asked" ? untilAsked : period === "" ? undefined : lastDay(period as "month" | "months3" | "own", chosen, now);
  const [pressed, setPressed] = useState(0);
  const [saying, setSaying] = useState(false);
  const [word, setWord] = useState("");
  const [busy, setBusy] = useState("");
  const [error, setError] = useState<unknown>();
  const path = `/api/plans/${view.id}/calls/${card.id}`;
  // What is shown is what is sent: the moment it was worded for, and not a later one.
  const until = useMemo(() => last && untilMoment(last, new Date()).toISOString(), [last]);
  const worded = useWording(`${path}/wording`, until ? { until } : undefined);
  const { wording } = worded;
  const act = (which: string, doing: () => Promise<unknown>, done: string) => {
    setBusy(which);
    setError(undefined);
    doing()
      .then(async () => { kept.value = ""; await sync.now().catch(() => undefined); say(done, here); })
      .catch(async (problem: unknown) => {
        if (isWordingChanged(problem)) { worded.again(true); return; }
        await saveDrafts();
        if (!mustProve(problem)) setError(problem);
      })
      .finally(() => setBusy(""));
  };
  const yes = () => {
    setPressed(pressed + 1);
    if (last && wording) act("yes", () => api.post(`${path}/answer`, { yes: true, until, sha256: wording.sha256 }), words.said(day(last)));
  };
  const no = () => {
    if (own) act("no", () => api.delete(path), words.gone);
    else if (!saying) setSaying(true);
    else act("no", () => api.post(`${path}/answer`, { yes: false, word: word.trim() }), words.saidNo);
  };
  const working = (which: string) => busy === which && t.people.working;
  return (
    <div class="after">
      <Sheet as="section" edge>
        <p class="kind">{own ? words.yours : words.asks(asker)}</p>
        <h2>{words.mayThey(who, whom)}</h2>
        <Says card={card} />
        <form class="questions" onSubmit={(event) => { event.preventDefault(); yes(); }}>
          <Picks legend={words.long} missing={pressed > 0 && !period ? words.longMissing : undefined}>
            {untilAsked >= today(now) && <Choice of="asked" last={untilAsked}>{words.suggested(asker)}</Choice>}
            <Choice of="month" last={lastDay("month", "", now)}>{words.month}</Choice>
            <Choice of="months3" last={lastDay("months3", "", now)}>{words.months3}</Choice>
            <Choice of="own">{words.own}</Choice>
          </Picks>
          {period === "own" && (
            <Field type="date" label={words.ownDay} min={today(now)} max={latestDay(now)} value={chosen} missing={pressed > 0 && !last ? words.dayMissing : undefined}
              onInput={(text) => choose("own", text)} />
          )}
          {last && (
            <div class="after" role="status">
              <p class="kind">{words.words}</p>
              {wording ? <Words><Sentences>{wording.words}</Sentences></Words> : <p class="note">{worded.fetching ? words.fetching : t.people.offlineYes}</p>}
            </div>
          )}
          {worded.changed && wording && <Message alert title={words.changed} />}
          {error !== undefined && <Message alert title={t.common.failed}>{problemWords(error)}</Message>}
          {saying && <Field focus label={words.word} note={words.wordNote} value={word} maxLength={200} onInput={setWord} />}
          <Acts column>
            <Act wide submit busy={working("yes")}>{words.yes}</Act>
            <Act wide busy={working("no")} onPress={no}>{own ? words.away : saying ? words.noNow : words.no}</Act>
          </Acts>
        </form>
      </Sheet>
    </div>
  );

  function Choice({ of, last: lasts, children }: { of: Period; last?: string | undefined; children: string }) {
    return <Pick name={`long-${card.id}`} value={of} checked={period === of} note={lasts && t.people.until(dayWithYear(lasts))} onPick={() => choose(of)}>{children}</Pick>;
  }
}

/** A card that nobody has asked for. It waits on this page for its own yes. */
function Own({ view }: { view: PlanView }) {
  const [open, setOpen] = useState(false);
  const [caller, setCaller] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const active = view.members.filter((one) => one.status === "active");
  const callers = active.filter((one) => !LAY.has(one.role) && !one.unit);
  if (!open) {
    return <section class="block"><Act wide icon="plus" onPress={() => setOpen(true)}>{words.make}</Act><p class="note after s">{words.makeNote}</p></section>;
  }
  const send = (asked: Asked) => {
    setBusy(true);
    setError(undefined);
    api.post(`/api/plans/${view.id}/calls`, { ...asked, caller })
      .then(async () => { forget(view.id); setOpen(false); await sync.now().catch(() => undefined); scrollTo(0, 0); })
      .catch(setError)
      .finally(() => setBusy(false));
  };
  return (
    <section class="block">
      <h2>{words.make}</h2>
      {callers.length === 0 ? <Empty action={t.people.team.invite} href="/invite">{words.nobody}</Empty> : (
        <AskForm view={view} mine team={active.filter((one: MemberItem) => one.id !== caller && !one.unit)} visit={words.visitMine} busy={busy && t.people.working} submit={words.next} onSend={send} lacks={!caller}>
          {(pressed) => <Picks legend={words.who} missing={pressed && !caller ? words.whoMissing : undefined}>
            {callers.map((one) => <Pick key={one.id} name="caller" value={one.id} checked={caller === one.id} note={one.organisation || undefined} onPick={() => setCaller(one.id)}>{callName(one, view.members)}</Pick>)}
          </Picks>}
        </AskForm>
      )}
      {error !== undefined && <div class="after"><Message alert title={t.common.failed}>{problemWords(error)}</Message></div>}
    </section>
  );
}
