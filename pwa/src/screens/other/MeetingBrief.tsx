/** One meeting as a member reads it on the page of all that is shared: when, where, and the first point. */

import type { Item, PlanView } from "../../state";
import { dayNear, day, t, upper } from "../../texts";
import { Act, Hide, Kind, Knot, Note, Sheet, Thread, voiceClass } from "../../ui";
import { pointsOf } from "../meetings/thread";
import { fromTo, nameOf, whereBrief } from "../meetings/words";

export function MeetingBrief({ plan, meeting, href }: { plan: PlanView; meeting: Item<"meeting">; href?: string }) {
  const words = t.desk;
  const points = pointsOf(plan.items(meeting.scope, "agenda_item"), plan.items(meeting.scope, "answer"));
  const [first] = points;
  const until = plan.scopes.get(meeting.scope)?.until;
  const where = whereBrief(meeting.body);
  return (
    <Sheet as="article">
      <Kind>{t.meetings.kinds[meeting.body.meetingKind]}</Kind>
      <h3 class="meeting-when">{upper(dayNear(meeting.body.startsAt))} {fromTo(meeting.body)}</h3>
      {where && <Note>{upper(where)}</Note>}
      {until && <Note>{words.mayReadUntil(day(until))}</Note>}
      {first && (
        <div class="after">
          <Thread>
            <Knot kind="agenda_item" tight>
              <Kind>{words.wantsToTalk(nameOf(plan, "citizen"))}</Kind>
              <p class={voiceClass(first.item)}>{first.item.body.text}</p>
            </Knot>
            {first.answers.map((answer) => (
              <Knot kind="answer" key={answer.id}>
                <p><b>{nameOf(plan, answer.by)}:</b> <span class={voiceClass(answer)}>{answer.body.text || answer.body.does}</span></p>
              </Knot>
            ))}
          </Thread>
        </div>
      )}
      {href && <Act plain href={href}>{points.length > 1 ? words.seeAll(points.length) : words.seeMeeting}<Hide> {upper(dayNear(meeting.body.startsAt))}</Hide></Act>}
    </Sheet>
  );
}
