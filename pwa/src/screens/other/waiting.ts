/** What waits for a professional, over all plans: nearest first, in words. Pure. */

import { dayOf, today, wallOf, type Day } from "../meetings/times";

export interface Waits {
  plan: string;
  citizen: string;
  kind: "answer" | "rsvp" | "agreement";
  item?: string;
  meeting?: string;
  text?: string;
  /** A day, or a moment. */
  due?: string;
}

/** The Danish day something is due. */
export const dueDay = (waits: Waits): Day | undefined =>
  waits.due === undefined ? undefined : waits.due.length === 10 ? waits.due : dayOf(wallOf(new Date(waits.due)));

/** Milliseconds until it is due; a day counts to its end. What has no time comes last. */
function left(waits: Waits, now: Date): number {
  if (waits.due === undefined) return Number.POSITIVE_INFINITY;
  const moment = waits.due.length === 10 ? new Date(`${waits.due}T23:59:59Z`) : new Date(waits.due);
  return moment.getTime() - now.getTime();
}

const RANK = { answer: 0, rsvp: 1, agreement: 2 } as const;

/**
 * Nearest first. An agreement whose day has gone by is parked, not late (it needs a new date, it does not need to
 * shout), so it stands after what still has time, and what has no time at all comes last.
 */
export function sortWaiting(waiting: readonly Waits[], now: Date): Waits[] {
  const group = (waits: Waits) => (waits.due === undefined ? 2 : isParked(waits, now) ? 1 : 0);
  return [...waiting].sort(
    (a, b) => group(a) - group(b) || sign(left(a, now) - left(b, now)) || RANK[a.kind] - RANK[b.kind] || a.citizen.localeCompare(b.citizen, "da"),
  );
}

const sign = (difference: number): number => (Number.isNaN(difference) ? 0 : Math.sign(difference));

export function isParked(waits: Waits, now: Date): boolean {
  const day = dueDay(waits);
  return waits.kind === "agreement" && day !== undefined && day < today(now);
}

export const peopleIn = (waiting: readonly Waits[]): number => new Set(waiting.map((waits) => waits.plan)).size;

/** Where a press leads. */
export function pathOf(waits: Waits): string {
  if (waits.kind === "rsvp" && waits.meeting) return `/shared/${waits.plan}/meetings/${waits.meeting}`;
  if (waits.item) return `/shared/${waits.plan}/items/${waits.item}`;
  return waits.meeting ? `/shared/${waits.plan}/meetings/${waits.meeting}` : `/shared/${waits.plan}`;
}
