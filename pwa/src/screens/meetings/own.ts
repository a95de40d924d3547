/** The citizen's own plan. Somebody else's is never read on these screens, also when it is the only one there is. */

import { computed } from "@preact/signals";
import { plans, type PlanView } from "../../state";

export const ownPlan = computed<PlanView | undefined>(() => plans.value.find((plan) => plan.role === "citizen"));
