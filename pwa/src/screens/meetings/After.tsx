/** After a meeting: what one agreed on, in one paragraph and as agreements, and the next meeting. */

import { useSignal } from "@preact/signals";
import { daysOff, draft, formDraft, go, write, type Item, type PlanView } from "../../state";
import { clock, day, t, today as todayIs, upper, weekdayDay } from "../../texts";
import { Act, Acts, Empty, Field, Knot, Note, Pick, Picks, Screen, State, Thread, voiceClass } from "../../ui";
import { AgreementFields, dealOf, dealt, placeOfAgreement, type Deal } from "./Agreement";
import { useArrive, useReopened } from "./arrive";
import { AgreementActs } from "../plan/AgreementActs";
import { Whose, Why } from "../plan/entries";
import { keepToAsk } from "./Asking";
import { HowItWas } from "./HowItWas";
import { NotHere } from "./NotHere";
import { Outcomes } from "./Outcomes";
import { ownPlan } from "./own";
import { Origin, originOf, voiceOf } from "./Point";
import { agreementsOf, pointsOf } from "./thread";
import { clockOf, dayOf, followUp, INTERVALS, isDay, nearestWorkingDay, today, wallAt, wallOf, type FollowUp, type Interval } from "./times";
import { brief, nameOf, namesOf, now, saidWhen } from "./words";
import "./meetings.css";

export function AfterScreen({ id }: { id: string }) {
  const mine = ownPlan.value;
  const found = mine?.item(id);
  const meeting = found?.kind === "meeting" ? (found as Item<"meeting">) : undefined;
  const back = { href: "/meetings", label: t.meetings.title };
  if (!mine || !meeting) {
    return <NotHere title={t.meetings.gone} note={t.meetings.goneNote} back={back} />;
  }
  return (
    <Screen title={t.meetings.agreedOn} kind={`${t.meetings.kinds[meeting.body.meetingKind]}, ${weekdayDay(meeting.body.startsAt)}`} back={back}>
      <After plan={mine} meeting={meeting} />
    </Screen>
  );
}

function After({ plan, meeting }: { plan: PlanView; meeting: Item<"meeting"> }) {
  const words = t.meetings;
  const opened = useSignal(false);
  const byItself = useReopened(opened, newAgreement(meeting).touched || undefined);
  const writing = opened.value;
  const points = plan.items(meeting.scope, "agenda_item");
  const next = plan.all("meeting").find((other) => other.from?.item === meeting.id && other.body.state !== "cancelled");
  const agreements = agreementsOf(meeting, points, plan.all("agreement"), next);
  const ahead = meeting.body.startsAt > wallOf(now());
  return (
    <>
      {ahead && meeting.body.state === "planned" && <p class="lead">{words.notYet}</p>}
      <Outcomes plan={plan} meeting={meeting} points={pointsOf(points, [])} />
      {!ahead && meeting.body.state === "planned" && (
        <Acts><Act onPress={() => void write.change(meeting, { state: "held" })}>{words.markHeld}</Act></Acts>
      )}

      <section class="block">
        <h2>{words.agreements(agreements.filter((agreement) => agreement.body.state !== "proposed").length)}</h2>
        {agreements.length === 0 && !writing && <Empty>{words.noAgreements}</Empty>}
        <ol class="agenda">
          {agreements.map((agreement) => (
            <li key={agreement.id}><AgreementThread plan={plan} agreement={agreement} /></li>
          ))}
          {writing && <li><NewAgreement plan={plan} meeting={meeting} pressed={!byItself} onDone={() => { opened.value = false; }} /></li>}
        </ol>
        {!writing && <Acts><Act icon="plus" onPress={() => { opened.value = true; }}>{words.newAgreement}</Act></Acts>}
      </section>

      <HowItWas plan={plan} meeting={meeting} />

      {next ? (
        <section class="block">
          <h2>{words.followUp}</h2>
          <p>{words.isBooked(`${weekdayDay(next.body.startsAt)}`)}</p>
          <Act plain href={`/meetings/${next.id}`}>{words.see}</Act>
        </section>
      ) : <FollowUpForm plan={plan} meeting={meeting} />}
    </>
  );
}

function promise(plan: PlanView, agreement: Item<"agreement">): string {
  const { responsible, byOn } = agreement.body;
  const words = t.meetings;
  if (responsible === "citizen") return byOn ? words.youDoBy(day(byOn)) : words.youDo;
  const name = nameOf(plan, responsible);
  return byOn ? words.doesBy(name, day(byOn)) : words.does(name);
}

function AgreementThread({ plan, agreement }: { plan: PlanView; agreement: Item<"agreement"> }) {
  const words = t.meetings;
  const righting = useSignal(false);
  const byItself = useReopened(righting, draft(`right:${agreement.id}`).value !== "" || undefined);
  const { responsible, state, byOn } = agreement.body;
  const title = (agreed: boolean) =>
    responsible === "citizen" ? (agreed ? words.youAlone : words.ownProposal) : (agreed ? words.agreementWith : words.proposalWith)(nameOf(plan, responsible));

  if (righting.value) {
    return (
      <Thread>
        <Origin plan={plan} item={agreement} />
        <Knot kind="slack"><RightWords plan={plan} agreement={agreement} pressed={!byItself} onDone={() => { righting.value = false; }} /></Knot>
      </Thread>
    );
  }
  if (state === "proposed") {
    return (
      <Thread>
        <Origin plan={plan} item={agreement} />
        <Knot kind="slack">
          <div class="proposal">
            <p class="kind">{title(false)}</p>
            <p class={voiceClass(agreement)}>{agreement.body.what}</p>
            <Note>{promise(plan, agreement)}</Note>
            <Whose plan={plan} body={agreement.body} />
            {agreement.by !== "citizen" && <Note>{words.wroteIt(nameOf(plan, agreement.by))}</Note>}
            <Acts>
              <Act about={brief(agreement.body.what)} onPress={() => void write.change(agreement, { state: "agreed" })}>{words.yesFits}</Act>
              <Act about={brief(agreement.body.what)} onPress={() => { righting.value = true; }}>{words.rightWords}</Act>
              <Act about={brief(agreement.body.what)} onPress={() => void write.change(agreement, { state: "declined" })}>{t.common.noThanks}</Act>
            </Acts>
          </div>
        </Knot>
      </Thread>
    );
  }
  const parked = state === "agreed" && byOn !== null && byOn < todayIs();
  return (
    <Thread>
      <Origin plan={plan} item={agreement} />
      <Knot kind="agreement">
        <p class="kind">{title(true)}</p>
        <h3 class={`${voiceOf(agreement, plan.all("answer"))} big`}>{agreement.body.what}</h3>
        <Note>{promise(plan, agreement)}</Note>
        <Whose plan={plan} body={agreement.body} />
        {parked && <Note>{words.noNewDate}</Note>}
        {state === "done" ? <Note>{words.done}</Note> : state === "dropped" ? <Note>{t.plan.thread.agreementDropped}</Note> : <Note>{words.youSaidYes(saidWhen(agreement.changedAt ?? agreement.at))}</Note>}
        {agreement.state === "waiting" && <State of="saved" />}
        {agreement.alternatives.length > 0 && <Act plain href={`/versions/${agreement.id}`}>{words.twoVersions}</Act>}
        {agreement.body.why && <Why plan={plan} why={agreement.body.why} by={agreement.body.whyBy} />}
        <AgreementActs plan={plan} item={agreement}><Act plain about={brief(agreement.body.what)} onPress={() => { righting.value = true; }}>{words.rightWords}</Act></AgreementActs>
      </Knot>
    </Thread>
  );
}

/** Changed words are the citizen's own, and a yes in the same press. */
function RightWords({ plan, agreement, pressed, onDone }: { plan: PlanView; agreement: Item<"agreement">; pressed: boolean; onDone: () => void }) {
  const form = useArrive<HTMLFormElement>(pressed);
  const { what, verb, responsible, byOn, state, whose } = agreement.body;
  const value = formDraft<Deal>(`right:${agreement.id}`, dealOf(what, verb, responsible, byOn ?? "", whose));
  const close = () => { value.forget(); onDone(); };
  const missing = useSignal(false);
  async function save() {
    const fields: (ReturnType<typeof dealt> & { state?: "agreed" }) | undefined = dealt(plan, value.value);
    if (!fields) {
      missing.value = true;
      return;
    }
    if (state === "proposed") fields.state = "agreed";
    await write.change(agreement, fields);
    close();
  }
  return (
    <form class="arrived" tabIndex={-1} ref={form} onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <AgreementFields plan={plan} value={value.value} missing={missing.value} {...(agreement.voice === "citizen" ? {} : { theirs: what })} onChange={(next) => { value.value = next; }} />
      <Acts><Act submit>{state === "proposed" ? t.meetings.saveYes : t.common.save}</Act><Act onPress={close}>{t.common.cancel}</Act></Acts>
    </form>
  );
}

export const newAgreement = (about: { id: string }) => formDraft<Deal>(`agree-new:${about.id}`, dealOf("", "", "", "", ""));

/** Written at the meeting. About a point it hangs on that point, and lives where the point comes from. */
export function NewAgreement({ plan, meeting, point, pressed, onDone }: {
  plan: PlanView; meeting: Item<"meeting">; point?: Item<"agenda_item">; pressed: boolean; onDone: () => void;
}) {
  const form = useArrive<HTMLFormElement>(pressed);
  const { dream: origin } = point ? originOf(plan, point) : {};
  const value = newAgreement(point ?? meeting);
  const close = () => { value.forget(); onDone(); };
  const missing = useSignal(false);
  async function save() {
    const deal = dealt(plan, value.value);
    if (!deal) {
      missing.value = true;
      return;
    }
    const place = placeOfAgreement(plan, origin?.id ?? value.value.dream);
    const from = point ? { scope: meeting.scope, item: point.id } : place.from ?? { scope: meeting.scope, item: meeting.id };
    await write.create(place.scope, { kind: "agreement", ...deal, state: "agreed" }, { plan: plan.id, from });
    close();
  }
  return (
    <Thread>
      <Knot kind="slack">
        <form class="arrived" tabIndex={-1} ref={form} onSubmit={(event) => { event.preventDefault(); void save(); }}>
          <AgreementFields plan={plan} value={value.value} missing={missing.value} onChange={(next) => { value.value = next; }} askDream={!origin} />
          <Acts><Act submit>{t.meetings.saveAgreement}</Act><Act onPress={close}>{t.common.cancel}</Act></Acts>
        </form>
      </Knot>
    </Thread>
  );
}

type Choice = Interval | "own" | "";

/** Booking what follows: the clock on the wall stays the same, a day off becomes the working day nearest to it. */
function FollowUpForm({ plan, meeting }: { plan: PlanView; meeting: Item<"meeting"> }) {
  const words = t.meetings;
  const choice = useSignal<Choice>("");
  const own = useSignal("");
  const missing = useSignal("");
  const busy = useSignal(false);
  const active = (member: string) => plan.members.some((other) => other.id === member && other.status === "active");
  const members = plan.items(meeting.scope, "invitee").map((invitee) => invitee.body.member).filter(active);

  const found = chosen(meeting.body.startsAt, choice.value, own.value);
  async function book() {
    if (!found) {
      missing.value = words.pickInterval;
      return;
    }
    if (dayOf(found.at) < today(now())) {
      missing.value = words.past;
      return;
    }
    busy.value = true;
    const { minutes, place, video, phone } = meeting.body;
    const id = await write.create("meeting:", { kind: "meeting", meetingKind: "follow_up", startsAt: found.at, minutes, place, video, phone },
      { plan: plan.id, from: { scope: meeting.scope, item: meeting.id } });
    keepToAsk(id, members);
    go(`/meetings/${id}`);
  }
  const when = found && upper(`${weekdayDay(found.at)} ${clock(found.at)}`);
  return (
    <section class="block">
      <h2>{words.followUp}</h2>
      <Picks legend={words.followUpLegend} hideLegend layout="grid" missing={missing.value && (!found || missing.value === words.past) ? missing.value : undefined}>
        {INTERVALS.map((interval) => (
          <Pick name="next" value={interval} checked={choice.value === interval} note={day(followUp(meeting.body.startsAt, interval, daysOff.value).at)}
            onPick={() => { choice.value = interval; }}>{words.intervals[interval]}</Pick>
        ))}
        <Pick name="next" value="own" checked={choice.value === "own"} onPick={() => { choice.value = "own"; }}>{words.intervals.own}</Pick>
      </Picks>
      {choice.value === "own" && <div class="after s"><Field type="date" label={words.day} value={own.value} min={today(now())} onInput={(value) => { own.value = value; }} /></div>}
      <div class="after s" role="status">
        {found?.dayOff && choice.value !== "own" && <Note>{words.wasDayOff(daysOff.value.get(found.dayOff) ?? upper(weekdayDay(found.dayOff)), weekdayDay(found.at))}</Note>}
        {found?.dayOff && choice.value === "own" && (
          <><Note>{words.series.dayOff(daysOff.value.get(own.value))}. {words.dayOff}</Note><Act plain onPress={() => { own.value = nearestWorkingDay(own.value, daysOff.value); }}>{words.takeDay(weekdayDay(nearestWorkingDay(own.value, daysOff.value)))}</Act></>
        )}
        {when && <Note>{members.length > 0 ? words.willBeAsked(when, namesOf(plan, members)) : words.nobodyAsked(when)}</Note>}
      </div>
      <Act main wide busy={busy.value} onPress={() => void book()}>{words.book}</Act>
    </section>
  );
}

function chosen(start: string, choice: Choice, own: string): FollowUp | undefined {
  if (choice === "") return undefined;
  if (choice !== "own") return followUp(start, choice, daysOff.value);
  if (!isDay(own)) return undefined;
  const at = wallAt(own, clockOf(start));
  return nearestWorkingDay(own, daysOff.value) === own ? { at } : { at, dayOff: own };
}

