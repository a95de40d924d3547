/** On a wide screen the next meeting stands beside the plan, after it in the document. Threads never cross between them. */

import { signal } from "@preact/signals";
import type { Item, PlanView } from "../../state";
import { away, clock, dayNear, t, upper, weekdayDay } from "../../texts";
import { Act, Acts, From, Knot, Note, Thread, voiceClass } from "../../ui";
import { saying } from "./kinds";
import { firstName } from "./readers";

const query = typeof matchMedia === "undefined" ? undefined : matchMedia("(min-width: 72em)");
/** Wide enough for two columns. */
export const isWide = signal(query?.matches ?? false);
query?.addEventListener("change", () => { isWide.value = query.matches; });

export function Beside({ plan, meeting }: { plan: PlanView; meeting: Item<"meeting"> }) {
  const { startsAt, meetingKind, place } = meeting.body;
  const points = plan.items(meeting.scope, "agenda_item").filter((item) => item.body.state === "on");
  return (
    <section class="beside" aria-labelledby="beside">
      <p class="kind">{t.plan.today.meetingKinds[meetingKind]}, {away(startsAt)}</p>
      <h2 id="beside">{upper(weekdayDay(startsAt))} {clock(startsAt)}</h2>
      {place && <Note>{place}</Note>}
      <ol class="agenda">{points.map((point) => <li key={point.id}><Short plan={plan} point={point} /></li>)}</ol>
      <Acts>
        <Act main href={`/meetings/${meeting.id}`}>{t.plan.today.prepare}</Act>
        <Act icon="plus" href={`/write?kind=agenda_item&meeting=${meeting.id}`}>{t.plan.write.titles["agenda_item"]}</Act>
      </Acts>
    </section>
  );
}

function Short({ plan, point }: { plan: PlanView; point: Item<"agenda_item"> }) {
  const from = point.from && plan.item(point.from.item);
  const answers = plan.items(point.scope, "answer").filter((answer) => answer.from?.item === point.id);
  const asked = point.body.asked ? firstName(plan.person(point.body.asked).name) : "";
  return (
    <Thread>
      {from && (
        <Knot kind={from.kind === "goal" ? "goal" : "dream"} tight>
          <From what={from.kind === "goal" ? t.common.fromGoal : t.common.fromDream}>{saying(from)}</From>
        </Knot>
      )}
      <Knot kind="agenda_item" tight><h3 class={voiceClass(point)}>{point.body.text}</h3></Knot>
      {answers.map((answer) => (
        <Knot key={answer.id} kind="answer"><Note>{t.plan.today.answered(firstName(plan.person(answer.by).name), dayNear(answer.at))}</Note></Knot>
      ))}
      {answers.length === 0 && (
        <Knot kind="slack"><Note>{asked ? t.plan.thread.noAnswerFrom(asked) : t.plan.thread.noAnswer}.</Note></Knot>
      )}
    </Thread>
  );
}
