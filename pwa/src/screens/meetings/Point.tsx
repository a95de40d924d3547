/** One point as a thread: what it comes from, the point, the answers that reached it, or slack where nobody has answered. */

import type { ComponentChildren } from "preact";
import type { Item, PlanView } from "../../state";
import { day, t } from "../../texts";
import { Act, From, Hide, Knot, Note, Reply, State, Thread, voiceClass } from "../../ui";
import { ownerOf } from "../plan/Whose";
import { agreementFrom, type Linked, type Point } from "./thread";
import { nameOf, namesOf, placeOf, saidWhen } from "./words";

/** The dream, and the goal on its thread, that something comes from: only what this reader may see. */
export function originOf(plan: PlanView, item: Linked): { dream?: Item<"dream">; goal?: Item<"goal">; need?: Item<"need"> } {
  const source = item.from && plan.item(item.from.item);
  if (source?.kind === "dream") return { dream: source as Item<"dream"> };
  if (source?.kind === "need") return { need: source as Item<"need"> };
  if (source?.kind === "goal") {
    const dream = source.from && plan.item(source.from.item);
    return { goal: source as Item<"goal">, ...(dream?.kind === "dream" ? { dream: dream as Item<"dream"> } : {}) };
  }
  // What came of a point or of its answer comes from where the point comes from.
  if (source?.kind === "agenda_item" || source?.kind === "answer") return originOf(plan, source);
  return {};
}

/** The thread above something: nothing at all when this reader may not see where it comes from. */
export function Origin({ plan, item }: { plan: PlanView; item: Linked }) {
  const { dream, goal, need } = originOf(plan, item);
  return (
    <>
      {dream && <Knot kind="dream" tight><From>{dream.body.text}</From></Knot>}
      {goal && <Knot kind="goal" tight><From what={t.common.fromGoal}>{goal.body.text}</From></Knot>}
      {need && <Knot kind="step" tight><From what={t.meetings.sourceKinds.need}>{need.body.text}</From></Knot>}
    </>
  );
}

/** Yes is not authorship: an offer's words stay its maker's, until the citizen has changed one of them. */
export function voiceOf(agreement: Item<"agreement">, answers: readonly Item<"answer">[]): string {
  const theirs = answers.some((answer) => answer.by === agreement.body.responsible && answer.body.does === agreement.body.what);
  return theirs ? "said-by" : voiceClass(agreement);
}

export function PointThread({ plan, point, waiting, tools, tail, onAgree }: {
  plan: PlanView;
  point: Point;
  /** Those who are asked and have not answered; empty when it is for everybody, undefined when no answer is waited for. */
  waiting: readonly string[] | undefined;
  tools?: ComponentChildren;
  /** Where the thread hangs loose: the reader's own answer to come. */
  tail?: ComponentChildren;
  /** The citizen's: make the answer's offer an agreement. */
  onAgree?: (answer: Item<"answer">) => void;
}) {
  const { item, answers } = point;
  const agreements = plan.all("agreement");
  return (
    <Thread>
      <Origin plan={plan} item={item} />
      <Knot kind="agenda_item" tight>
        <h3 class={`${voiceClass(item)} big`}><Hide>{t.meetings.point}. </Hide>{item.body.text}</h3>
        {item.state === "waiting" && <State of="saved" />}
        {item.alternatives.length > 0 && <Act plain href={`/versions/${item.id}`}>{t.meetings.twoVersions}</Act>}
        {tools}
      </Knot>
      {answers.map((answer) => {
        const agreement = agreementFrom(answer, item, agreements);
        const name = nameOf(plan, answer.by);
        const full = plan.person(answer.by).name || name;
        return (
          <>
            <Knot kind="answer" reach tight={agreement !== undefined} key={answer.id}>
              <Reply name={full} role={placeOf(plan, answer.by)}
                when={(answer.body.answerKind === "question" ? t.meetings.asks : t.meetings.answered)(saidWhen(answer.at))}>
                {answer.body.text && <p class={voiceClass(answer)}>{answer.body.text}</p>}
                {answer.body.does && (
                  <div class="offer">
                    <p><b>{t.meetings.offers(name)}</b> <span class={voiceClass(answer)}>{answer.body.does}</span></p>
                    {answer.body.byOn && <Note>{t.meetings.offersBy(day(answer.body.byOn))}</Note>}
                    {answer.body.whose && <Note>{ownerOf(answer.body.whose)}</Note>}
                    {onAgree && !agreement && <Act onPress={() => onAgree(answer)} about={answer.body.does}>{t.meetings.makeAgreement}</Act>}
                  </div>
                )}
                {answer.alternatives.length > 0 && <Act plain href={`/versions/${answer.id}`}>{t.meetings.twoVersions}</Act>}
              </Reply>
            </Knot>
            {agreement && (
              <Knot kind="agreement" tight>
                <p class="kind">{t.meetings.agreementWith(name)}</p>
                <p class={voiceOf(agreement, [answer])}>{agreement.body.what}</p>
                {agreement.body.byOn && <Note>{t.meetings.offersBy(day(agreement.body.byOn))}</Note>}
              </Knot>
            )}
          </>
        );
      })}
      {agreements.filter((one) => one.from?.item === item.id && (one.body.state === "agreed" || one.body.state === "done")).map((one) => (
        <Knot kind="agreement" tight key={one.id}>
          <p class="kind">{one.body.responsible === "citizen" ? t.meetings.youAlone : t.meetings.agreementWith(nameOf(plan, one.body.responsible))}</p>
          <p class={voiceClass(one)}>{one.body.what}</p>
          {one.body.byOn && <Note>{t.meetings.offersBy(day(one.body.byOn))}</Note>}
        </Knot>
      ))}
      {answers.length === 0 && waiting && !tail && (
        <Knot kind="slack"><Note>{waiting.length > 0 ? t.meetings.silent(namesOf(plan, waiting)) : t.meetings.everybodyMay}</Note></Knot>
      )}
      {tail && <Knot kind="slack">{tail}</Knot>}
    </Thread>
  );
}
