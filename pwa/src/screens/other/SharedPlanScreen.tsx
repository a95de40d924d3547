/** What one person shares with me: until when, that my reading is seen, and a way out that is one press. */

import { signal, useSignal } from "@preact/signals";
import { clearDraft, draft, go, net, plans, write, type Item, type PlanView, type ScreenProps } from "../../state";
import { day, t } from "../../texts";
import { Act, Acts, Field, Note, Row, Rows, Screen } from "../../ui";
import { NewsLines } from "../history/NewsLines";
import { NotHere } from "../meetings/NotHere";
import { wallOf } from "../meetings/times";
import { nameOf, now } from "../meetings/words";
import { howWasIt } from "./course-words";
import { Desk, isKin, Kin } from "./Frame";
import Framed from "./Framed";
import { entryOf, ListOf, sharedCount } from "./Lists";
import { waiting } from "./on-desk";
import { PlanAsSeen } from "./PlanAsSeen";
import { proposePath, proposeWords } from "./proposing";
import { Told } from "./Told";
import { pathOf } from "./waiting";

/** Whose team was just left, so that the page after the press can say so kindly. Gone with the tab. */
const left = signal<{ plan: string; name: string } | undefined>(undefined);

export default function SharedPlan({ params }: ScreenProps) {
  const id = params["plan"] ?? "";
  const plan = plans.value.find((other) => other.id === id && other.role === "member");
  if (left.value?.plan === id && !plan) return <Left name={left.value.name} />;
  if (!plan) return <Nothing />;
  const name = nameOf(plan, "citizen");
  const count = sharedCount(plan);
  const screen = (
    <Screen tabs="none" title={t.desk.shared(name)} until={count > 0 ? <>{t.desk.lets(name, count, plan.me?.unit)} <b>{endsWords(plan)}</b></> : undefined} {...(isKin(plan) ? {} : { back: { href: "/desk?show=people", label: t.desk.people } })}>
      {count === 0 && <p class="lead">{t.desk.sharedNothing(name)}</p>}
      {isKin(plan) ? <Told /> : <WaitsHere plan={plan} />}
      {isKin(plan) && plan.me?.courseAskedAt && <div class="after"><Rows><Row href={`/shared/${plan.id}/course`} title={howWasIt.text} note={howWasIt.kind} /></Rows></div>}
      <NewsLines plan={plan} />
      {(plan.me?.baton || plan.me?.standsInUntil || plan.me?.batonNoAt) && <Act plain href={`/shared/${plan.id}/baton`}>{t.baton.title}</Act>}
      {plan.me?.proposes && <Act plain href={proposePath(plan)}>{proposeWords.propose}</Act>}
      {!isKin(plan) && <Act plain href={`/calls/${plan.id}`}>{t.desk.calls}</Act>}
      <PlanAsSeen plan={plan} links />
      {count > 0 && <Act plain href={`/shared/${plan.id}/paper`}>{t.common.onPaper}</Act>}
      {isKin(plan) && <Worried plan={plan} name={name} />}
      {isKin(plan) && <Noticed plan={plan} name={name} />}
      {plan.me?.keepsDoor && (
        <section class="block"><Rows><Row href={`/shared/${plan.id}/unit`} icon="team" title={t.desk.door} note={t.desk.doorNote(name)} /></Rows></section>
      )}
      <Leaving plan={plan} name={name} />
    </Screen>
  );
  return isKin(plan) ? <Kin plan={plan}>{screen}</Kin> : <Desk at="people" list={<ListOf place="people" />}>{screen}</Desk>;
}

/** Until when, said once on top: the day all of it ends, or the first of the days. */
function endsWords(plan: PlanView): string {
  const ends = [...plan.scopes.values()].flatMap(({ until }) => (until ? [until] : [])).sort();
  const days = new Set(ends.map((until) => day(until)));
  return ends[0] ? (days.size === 1 ? t.desk.endsAll : t.desk.endsFirst)(day(ends[0])) : "";
}

/** What this citizen waits for from me, before what may be read. */
function WaitsHere({ plan }: { plan: PlanView }) {
  const mine = waiting.value.filter((waits) => waits.plan === plan.id);
  if (mine.length === 0) return null;
  return (
    <section class="block near">
      <h2>{t.desk.nav.waiting}</h2>
      <Rows>{mine.map((waits) => { const { kind, text } = entryOf(waits); return <Row key={`${waits.kind}${waits.item}`} href={pathOf(waits)} title={text} note={kind} />; })}</Rows>
    </section>
  );
}

/** Somebody who is worried shall not have to look for what to do, nor believe that this page is watched. */
function Worried({ plan, name }: { plan: PlanView; name: string }) {
  const words = t.desk;
  const writes = nextToWriteTo(plan) !== undefined;
  return (
    <section class="block">
      <h2>{words.worried(name)}</h2>
      <p class="after s">{words.worriedDanger} {plan.scopes.has("safety") && words.worriedPlan(name)}</p>
      <div class="after s"><Rows><Row href="/safety" icon="lamp" lamp title={words.worriedNumbers} /></Rows></div>
      <div class="after s"><Note>{writes ? words.worriedNobody(name) : words.worriedMeeting(name)}</Note></div>
    </section>
  );
}

/** What is gone and what never was look the same. */
export function Nothing() {
  return <Framed><NothingHere /></Framed>;
}

function NothingHere() {
  return <NotHere tabs="none" title={t.desk.planGone} note={t.desk.planGoneNote} back={{ href: "/", label: t.desk.home }} />;
}

/** A relative's words go to the next meeting as a proposal: the citizen sees them first, and chooses. */
function Noticed({ plan, name }: { plan: PlanView; name: string }) {
  const next = nextToWriteTo(plan);
  return next ? <NoticedFor plan={plan} meeting={next} name={name} title={t.desk.noticed(name)} /> : null;
}

function nextToWriteTo(plan: PlanView): Item<"meeting"> | undefined {
  const wall = wallOf(now());
  return plan.all("meeting")
    .filter((meeting) => meeting.body.state === "planned" && meeting.body.startsAt >= wall && plan.may("respond", meeting.scope))
    .sort((a, b) => (a.body.startsAt < b.body.startsAt ? -1 : 1))[0];
}

function NoticedFor({ plan, meeting, name, title }: { plan: PlanView; meeting: Item<"meeting">; name: string; title: string }) {
  const text = draft(`noticed:${meeting.id}`);
  // The sentence is begun for her: she writes on from its end.
  const begun = useSignal(false);
  const missing = useSignal(false);
  const sent = useSignal(false);
  async function send() {
    if (["", t.plan.worry].includes(text.value.trim())) {
      missing.value = true;
      return;
    }
    await write.create(meeting.scope, { kind: "agenda_item", text: text.value.trim(), state: "proposed" }, { plan: plan.id });
    clearDraft(`noticed:${meeting.id}`);
    missing.value = false;
    sent.value = true;
  }
  return (
    <section class="block">
      <form onSubmit={(event) => { event.preventDefault(); void send(); }}>
        <Field key={begun.value ? "begun" : ""} focus={begun.value} rows={3} label={<b>{title}</b>} note={t.desk.noticedNote(name)} value={text.value} maxLength={4000}
          missing={missing.value && ["", t.plan.worry].includes(text.value.trim()) ? t.meetings.missingPoint : undefined} onInput={(value) => { text.value = value; sent.value = false; }} />
        {text.value === "" && <Act plain onPress={() => { text.value = `${t.plan.worry} `; begun.value = true; }}>{t.plan.worry} ...</Act>}
        <Act main wide submit>{t.desk.noticedSend(name)}</Act>
        <p class="note strong after s" role="status">{sent.value && (net.value.online ? t.desk.noticedSent(name) : t.desk.sentSaved)}</p>
      </form>
    </section>
  );
}

/** One press, no question, no reason. */
function Leaving({ plan, name }: { plan: PlanView; name: string }) {
  const words = t.desk;
  async function leave() {
    left.value = { plan: plan.id, name };
    go(`/shared/${plan.id}`, { replace: true });
    await write.leave(plan.id);
    scrollTo(0, 0);
  }
  return (
    <section class="block noprint">
      <h2>{isKin(plan) ? words.tooMuch : words.notYours}</h2>
      <Note>{isKin(plan) ? words.tooMuchNote(name) : words.notYoursNote(name)}</Note>
      {held(plan) && <Note>{words.notYoursHeld(name)}</Note>}
      <Acts><Act wide onPress={() => void leave()}>{words.leave(name)}</Act></Acts>
    </section>
  );
}

/** Whether somebody goes on waiting for what I promised. */
const held = (plan: PlanView): boolean => plan.all("agreement").some(({ body }) => body.state === "agreed" && body.responsible === plan.me?.member);

function Left({ name }: { name: string }) {
  const words = t.desk;
  return (
    <Screen tabs="none" title={words.leftTitle(name)}>
      <p class="lead">{words.left(name)} {net.value.online ? words.leftGone : words.leftOffline}</p>
      <p class="lead">{words.leftBack(name)}</p>
      <p class="lead">{words.leftHelp}</p>
      <Acts><Act href="/">{words.home}</Act></Acts>
    </Screen>
  );
}
