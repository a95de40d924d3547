/** A meeting among others of its series: which it is, who calls it, and the way to those that follow. */

import type { Item, PlanView } from "../../state";
import { t } from "../../texts";
import { Act, Note } from "../../ui";
import { andLater, placeInSeries } from "./in-series";
import { firstName } from "./words";

/** "Møde 2 af 4. Sanne indkalder." */
export function InSeries({ plan, meeting }: { plan: PlanView; meeting: Item<"meeting"> }) {
  const place = placeInSeries(meeting, plan.all("meeting"));
  const { calledBy } = meeting.body;
  const name = calledBy && firstName(plan.person(calledBy).name);
  const calls = calledBy === "citizen" && plan.role === "citizen" ? t.meetings.series.youCall : name && t.meetings.series.calls(name);
  const told = [place && t.meetings.series.nth(place.nth, place.of), calls].filter(Boolean).join(" ");
  return told ? <Note>{told}</Note> : null;
}

/** Moving and calling off those that follow too has a page of its own, which comes with the making of a series. */
export function LaterToo({ plan, meeting }: { plan: PlanView; meeting: Item<"meeting"> }) {
  const later = andLater(meeting, plan.all("meeting"));
  return later.length > 1 ? <Act plain href={`/meetings/series?later=${meeting.id}`}>{t.meetings.series.later}</Act> : null;
}
