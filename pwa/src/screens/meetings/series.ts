/**
 * Meetings one after the other. A series is a way of making meetings, not a thing of its own: it is counted out here,
 * on the phone, and nowhere else (docs/decisions/0036-who-counts-out-a-series.md). Pure: days come in and go out as text.
 */

import { addDays, addMonths, clockOf, daysBetween, dayOf, isWorkingDay, wallAt, type Day, type DaysOff, type Interval, type Wall } from "./times";

export const UNITS = ["days", "weeks", "months"] as const;
export type Unit = (typeof UNITS)[number];
export interface Every { count: number; unit: Unit }

export const EVERY: Readonly<Record<Interval, Every>> = {
  days14: { count: 14, unit: "days" },
  month1: { count: 1, unit: "months" },
  weeks6: { count: 6, unit: "weeks" },
  months2: { count: 2, unit: "months" },
  months3: { count: 3, unit: "months" },
};

/** So many can be asked about in one yes. */
export const MOST = 12;
/** A consent lasts a year at most, and one to a meeting ends 14 days after it: nobody can be asked to one later than this. */
export const FURTHEST = 350;

/** That long after a day. A month later is the same date, or the month's last: always counted from the first, so that it comes back. */
export function after(day: Day, { count, unit }: Every): Day {
  return unit === "months" ? addMonths(day, count) : addDays(day, unit === "weeks" ? count * 7 : count);
}

/** Who calls the meetings, where a template names a role: the one who has it, or the baton holder among several. Nobody is picked by chance. */
export function callerOf<Of extends { id: string; role: string; batonHolder: boolean }>(team: readonly Of[], role: string | undefined): string | undefined {
  const there = team.filter((member) => member.role === role);
  return (there.length === 1 ? there[0] : there.find((member) => member.batonHolder))?.id;
}

/** The days of a series, the first among them: so many, or until a last day. */
export function daysOf(first: Day, every: Every, end: { times: number } | { until: Day }): Day[] {
  const days: Day[] = [];
  for (let step = 0; days.length < MOST; step++) {
    const day = after(first, { ...every, count: every.count * step });
    if ("times" in end ? days.length >= end.times : day > end.until) break;
    days.push(day);
  }
  return days;
}

/** "14 days" as the operator writes it. */
export function everyOf(words: string): Every {
  const [count = "1", unit = "days"] = words.split(" ");
  return { count: Number(count), unit: unit.endsWith("s") ? (unit as Unit) : (`${unit}s` as Unit) };
}

/** The days of a template, counted from the day somebody comes home. */
export const daysAfter = (home: Day, template: readonly string[]): Day[] => template.map((one) => after(home, everyOf(one)));

/** The day itself, or the first working day after it. */
export function nextWorkingDay(day: Day, off: DaysOff): Day {
  let at = day;
  for (let away = 0; away < 15 && !isWorkingDay(at, off); away++) at = addDays(at, 1);
  return at;
}

/** Where a meeting moves when an earlier one of its series moves: as many days, to the same clock. */
export const movedWith = (startsAt: Wall, from: Wall, to: Wall): Wall => wallAt(addDays(dayOf(startsAt), daysBetween(dayOf(from), dayOf(to))), clockOf(to));
