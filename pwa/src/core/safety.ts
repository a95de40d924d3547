/** The safety plan alone: what the citizen lets be read on their phone without the code, and nothing beside it. */

import type { Held, HeldPlan } from "./types";

export function safetyAlone(held: Held): HeldPlan | undefined {
  const own = [...held.values()].find((plan) => plan.me.role === "citizen");
  if (!own) return undefined;
  const { plan, epoch, rev, view, keep, scopes } = own;
  const safety = scopes["safety"];
  return { plan, epoch, rev, view, keep, citizen: "", me: { role: "citizen" }, people: {}, scopes: safety ? { safety } : {} };
}
