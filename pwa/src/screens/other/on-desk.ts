/** What lies on a member's desk: the plans of others, and what waits in them. Worked out from what the tab holds. */

import { computed } from "@preact/signals";
import { plans, type PlanView } from "../../state";
import { wallOf } from "../meetings/times";
import { now } from "../meetings/words";
import { sortWaiting, waitsOn, type Waits } from "./waiting";

export const others = computed<PlanView[]>(() => plans.value.filter((plan) => plan.role === "member"));

/** It follows each answer at once, and no extra look is logged. */
export const waiting = computed<Waits[]>(() => {
  const wall = wallOf(now());
  return sortWaiting(others.value.flatMap((plan) => waitsOn(plan, wall)), wall);
});
