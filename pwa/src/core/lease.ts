/**
 * What this phone may still hold, asked before anything is drawn. A relative's copy ends 72 hours after the last
 * contact, any consent ends at its own moment, and a clock that was set back ends a lease at once: otherwise anyone
 * could keep a copy for ever by turning the clock.
 */

import type { Held, HeldPlan, HeldScope } from "./types";

export interface Clock {
  now: number;
  /** The latest moment this phone has seen. */
  lastSeen: number;
}

const PATIENCE = 5 * 60 * 1000;

/** Whether the clock stands earlier than it has already stood, by more than a correction would explain. */
export function wasSetBack(clock: Clock): boolean {
  return clock.now < clock.lastSeen - PATIENCE;
}

/** What may be held now. The same object when nothing had to go. */
export function stillHeld(held: Held, clock: Clock): Held {
  const kept = new Map<string, HeldPlan>();
  let changed = false;
  for (const [id, plan] of held) {
    const now = planNow(plan, clock);
    if (now) kept.set(id, now);
    if (now !== plan) changed = true;
  }
  return changed ? kept : held;
}

/** Whether this plan may be written to the phone's storage at all. */
export function mayStore(plan: HeldPlan): boolean {
  return plan.keep.kind !== "tab";
}

/** One's own, which has no lease. */
export const isOwn = (plan: HeldPlan): boolean => plan.keep.kind === "all";

/** One's own plans alone: what others share is not kept on a phone in somebody else's hands. */
export const ownOnly = (held: Held): Held => new Map([...held].filter(([, plan]) => isOwn(plan)));

function planNow(plan: HeldPlan, clock: Clock): HeldPlan | undefined {
  if (isOwn(plan)) return plan;
  if (wasSetBack(clock)) return undefined;
  const there = clock.now - (plan.ahead ?? 0);
  if (plan.keep.kind === "lease" && !isBefore(there, plan.keep.until)) return undefined;
  const open = Object.entries(plan.scopes).filter(([, scope]) => isOpen(scope, there));
  if (open.length === Object.keys(plan.scopes).length) return plan;
  return { ...plan, scopes: Object.fromEntries(open) };
}

function isOpen(scope: HeldScope, now: number): boolean {
  return scope.until === undefined || isBefore(now, scope.until);
}

/** A lease without an end, or with one that cannot be read, has ended. */
function isBefore(now: number, until: string | undefined): boolean {
  return until !== undefined && now < Date.parse(until);
}
