/** The plans on the screen: what is held, with this phone's own edits laid over it. */

import { computed } from "@preact/signals";
import { viewsOf } from "../core/view";
import { held, kept } from "./account";
import { route } from "./route";
import type { PlanView } from "./types";

/** All plans this person may read here, their own first. */
export const plans = computed<PlanView[]>(() => {
  const views = viewsOf(held.value, kept.value);
  return views.sort((one, other) => rank(one) - rank(other) || one.citizen.localeCompare(other.citizen, "da"));
});

/** The plan the route names; else the person's own; else the only one. */
export const plan = computed<PlanView | undefined>(() => {
  const all = plans.value;
  const named = route.value.params["plan"];
  if (named !== undefined) return all.find((one) => one.id === named);
  const own = all.find((one) => one.role === "citizen");
  return own ?? (all.length === 1 ? all[0] : undefined);
});

function rank(plan: PlanView): number {
  return plan.role === "citizen" ? 0 : 1;
}
