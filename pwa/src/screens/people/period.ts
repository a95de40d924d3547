/**
 * How long a consent lasts. A consent always ends, and it ends when a Danish day ends: "til 18. februar" means that
 * the eighteenth is the last day, whatever the phone's own clock zone is.
 */

import { addDays, addMonths, type Day, daysBetween, endOf, isDay, today, wallOf } from "../meetings/times";

export type Period = "follow_up" | "month" | "months3" | "year" | "own";

/** A year is the most; the margin is for a phone whose clock is a little ahead of the server's. */
const LONGEST_MS = 365 * 86_400_000 - 15 * 60_000;
const AFTER_MEETING_DAYS = 14;
/** From here on a consent's end is said in a sentence of its own. */
export const SOON_DAYS = 14;

/** The last day a period covers, or nothing while it is not one that can be used. `own`: a date chosen, or the day after a follow-up. */
export function lastDay(period: Period, own: string, now: Date): Day | undefined {
  const day = today(now);
  switch (period) {
    case "month":
      return addMonths(day, 1);
    case "months3":
      return addMonths(day, 3);
    case "year":
      return latestDay(now);
    case "follow_up":
    case "own":
      return isDay(own) && own >= day && own <= latestDay(now) ? own : undefined;
  }
}

/** Two weeks after a follow-up: the last day of a consent that holds until then. */
export const afterFollowUp = (startsAt: string): Day => addDays(startsAt.slice(0, 10), AFTER_MEETING_DAYS);

/** The last day one may choose: the last that is whole within a year, so that the words and the moment say the same. */
export const latestDay = (now: Date): Day => addDays(today(new Date(now.getTime() + LONGEST_MS)), -1);

/** The moment a day begins in Copenhagen. Midnight is never skipped or shown twice: the clock changes at two and three. */
function midnight(day: Day): number {
  const summer = Date.parse(`${day}T00:00Z`) - 2 * 3_600_000;
  return wallOf(new Date(summer)) === `${day}T00:00` ? summer : summer + 3_600_000;
}

/** The moment a consent ends that has this last day: the end of the day in Copenhagen, never more than a year away. */
export function untilMoment(day: Day, now: Date): Date {
  const endOfDay = midnight(addDays(day, 1)) - 1000;
  return new Date(Math.min(endOfDay, now.getTime() + LONGEST_MS));
}

/** A consent on a meeting ends with the chosen period, and two weeks after the meeting at the latest. */
export function meetingLastDay(chosen: Day, startsAt: string, minutes: number): Day {
  const after = addDays(endOf(startsAt, minutes).slice(0, 10), AFTER_MEETING_DAYS);
  return after < chosen ? after : chosen;
}

/** Whether a meeting can still be shared: two weeks after it nobody may look it up any more. */
export const meetingCanBeShared = (startsAt: string, minutes: number, now: Date): boolean =>
  addDays(endOf(startsAt, minutes).slice(0, 10), AFTER_MEETING_DAYS) >= today(now);

/** The last day a consent covers, read back from its moment. A consent that ends at midnight covers the day before. */
export const dayOfUntil = (until: string): Day => today(new Date(new Date(until).getTime() - 1));

export const daysLeft = (until: string, now: Date): number => daysBetween(today(now), dayOfUntil(until));

export const isSoon = (until: string, now: Date): boolean => daysLeft(until, now) <= SOON_DAYS;
