/** What somebody is in the plans they can see, by what is open on this phone and by what the server has said. */

import { computed } from "@preact/signals";
import { plans } from "./plans";
import { session } from "./session";
import type { MyPlan } from "./types";

type Role = MyPlan["role"];

/** All they are. Somebody invited, who has no plan to see yet, is on the way to one. */
export const roles = computed((): ReadonlySet<Role> => {
  const now = session.value;
  if (!now?.signedIn) return new Set();
  const found = [...plans.value, ...now.plans].map(({ role }) => role);
  return new Set(now.person.door === "professional" ? [...found, "member"] : found);
});

/** Who takes part in others' plans and has none of their own: what everybody has looks a little different to them. */
export const isGuest = computed(() => roles.value.size > 0 && !roles.value.has("citizen"));

/** What they are in one plan. Undefined: not theirs, or the phone has not opened what it holds yet. */
export function roleIn(plan: string): Role | undefined {
  const now = session.value;
  return plans.value.find(({ id }) => id === plan)?.role ?? (now?.signedIn ? now.plans.find((one) => one.plan === plan)?.role : undefined);
}
