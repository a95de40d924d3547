/** The knots of a thread as they stand on Min plan and on a dream's own page. Each begins with its kind in words. */

import type { ComponentChildren } from "preact";
import { ANSWERS } from "../../core/who5";
import type { Item, PlanView } from "../../state";
import { day, dayNear, daysAway, moment, t, upper } from "../../texts";
import { Knot, Note, voiceClass } from "../../ui";
import { meetingOf, type Chain, type Knotted } from "./chain";
import { firstName } from "./readers";
import { ownerOf } from "./Whose";

/** "fredag" of the meeting a point is on; empty when the meeting cannot be seen. */
export function agendaDay(plan: PlanView, item: Item): string {
  const meeting = meetingOf(plan, item);
  return meeting ? dayNear(meeting.body.startsAt) : "";
}

export function kindWords(plan: PlanView, item: Knotted): string {
  switch (item.kind) {
    case "goal": return t.plan.kinds["goal"] ?? "";
    case "step": return (item as Item<"step">).body.done ? t.plan.thread.stepDone : (t.plan.kinds["step"] ?? "");
    case "agenda_item": return t.plan.thread.onAgenda(agendaDay(plan, item));
    case "answer": {
      const answer = item as Item<"answer">;
      const name = firstName(plan.person(answer.by).name);
      return answer.body.answerKind === "question" ? t.plan.thread.asks(name) : t.plan.thread.answerFrom(name);
    }
    case "agreement": {
      const { responsible, state } = (item as Item<"agreement">).body;
      if (state === "done") return t.plan.thread.agreementDone;
      if (state === "dropped") return t.plan.thread.agreementDropped;
      return responsible === "citizen" ? t.plan.thread.agreement : t.plan.thread.agreementWith(firstName(plan.person(responsible).name));
    }
  }
}

/** How a thread that hangs is said: a fact, not a fault. */
export function endWords(plan: PlanView, end: Chain["end"], silent: Item<"agenda_item"> | undefined): string {
  if (end === "no_goal") return t.plan.thread.noGoal;
  if (end === "no_agreement") return t.plan.thread.notYet;
  const asked = silent?.body.asked ? firstName(plan.person(silent.body.asked).name) : "";
  return asked ? t.plan.thread.noAnswerFrom(asked) : t.plan.thread.noAnswer;
}

/** The word why, in the voice of the one who said it. */
export function Why({ plan, why, by }: { plan: PlanView; why: string; by: string }) {
  if (by === "citizen" || !by) return <Note><span class="own inline">{why}</span></Note>;
  return <Note>{firstName(by === plan.me?.member ? plan.me.name : plan.person(by).name)}: {why}</Note>;
}

/** Whose it is, and who said so, when that was not the citizen. */
export function Whose({ plan, body: { whose, whoseBy } }: { plan: PlanView; body: Item<"agreement">["body"] }) {
  if (!whose) return null;
  return whoseBy === "citizen" || !whoseBy ? <Note>{ownerOf(whose)}</Note> : <Why plan={plan} why={ownerOf(whose)} by={whoseBy} />;
}

/** Five answers as text: each statement with what was answered, and the number when there is one. */
export function Felt({ item }: { item: Item<"who5"> }) {
  return (
    <dl class="felt">
      {ANSWERS.map((name) => {
        const step = item.body[name];
        return step !== null && <div key={name}><dt class="note">{t.five.statements[name]}</dt><dd>{t.five.answers[step]}</dd></div>;
      })}
    </dl>
  );
}

/** Who does it by when: facts, never in the serif. A day gone by is parked, not late. */
export function DoneBy({ plan, item, brief }: { plan: PlanView; item: Item<"agreement">; brief?: boolean }) {
  const { responsible, byOn, state, theirPart, myPart, why, whyBy } = item.body;
  const name = firstName(plan.person(responsible).name);
  const mine = responsible === "citizen";
  const over = state === "done" || state === "dropped";
  const parked = state === "agreed" && byOn !== null && daysAway(byOn) < 0;
  const who = byOn && !parked
    ? (mine ? t.plan.does.youBy(day(byOn)) : t.plan.does.theyBy(name, day(byOn)))
    : (mine ? t.plan.does.you : t.plan.does.they(name));
  return (
    <>
      {!(over || (brief && !parked && (myPart || theirPart))) && <Note>{who}.{parked && ` ${t.plan.today.noNewDate}`}</Note>}
      {myPart && <Note>{t.plan.does.yourPart}: <span class="own inline">{myPart}</span></Note>}
      {theirPart && <Note>{theirPart}</Note>}
      <Whose plan={plan} body={item.body} />
      {why && <Why plan={plan} why={why} by={whyBy} />}
    </>
  );
}

export function Entry({ plan, item, fresh, full, children }: { plan: PlanView; item: Knotted; fresh?: boolean; full?: boolean; children?: ComponentChildren }) {
  const words = item.kind === "agreement" ? (item as Item<"agreement">).body.what
    : item.kind === "answer" ? [(item as Item<"answer">).body.text, (item as Item<"answer">).body.does].filter(Boolean).join(" ")
    : (item as Item<"goal">).body.text;
  return (
    <Knot kind={item.kind} fresh={fresh}>
      <p class="kind">{kindWords(plan, item)}</p>
      <p class={voiceClass(item)}>{words}</p>
      {item.kind === "agreement" && <DoneBy plan={plan} item={item as Item<"agreement">} />}
      {full && item.kind === "answer" && <Note>{upper(moment(item.at))}</Note>}
      {item.alternatives.length > 0 && <a class="act plain" href={`/versions/${item.id}`}>{t.common.states.two}</a>}
      {children}
    </Knot>
  );
}
