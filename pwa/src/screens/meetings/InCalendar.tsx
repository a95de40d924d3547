/** One meeting as a file for one's own calendar. It comes from the server, which knows who may have it. */

import { net, type Item, type PlanView } from "../../state";
import { t } from "../../texts";
import { Act } from "../../ui";
import { wallOf } from "./times";
import { dayAndClock, now } from "./words";

export function InCalendar({ plan, meeting }: { plan: PlanView; meeting: Item<"meeting"> }) {
  const isAhead = meeting.body.state === "planned" && meeting.body.startsAt > wallOf(now());
  if (!isAhead || meeting.state === "waiting" || !net.value.online) return null;
  return <Act plain href={`/api/plans/${plan.id}/meetings/${meeting.id}/calendar`} about={dayAndClock(meeting.body)}>{t.meetings.toCalendar}</Act>;
}
