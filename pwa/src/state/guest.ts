/** Who takes part in others' plans and has none of their own: what everybody has looks a little different to them. */

import { computed } from "@preact/signals";
import { plans } from "./plans";
import { session } from "./session";

export const isGuest = computed((): boolean => {
  const now = session.value;
  if (!now?.signedIn) return false;
  const roles = [...plans.value, ...now.plans].map(({ role }) => role);
  return roles.length > 0 ? !roles.includes("citizen") : now.person.door === "professional";
});
