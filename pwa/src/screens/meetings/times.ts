/**
 * Meeting times. A meeting keeps wall time in Copenhagen ("2026-12-04T10:00"), so that 14 days after 9 is at 9,
 * also across a clock change. Everything here is pure: days and clocks come in as text, "now" comes in as a Date.
 */

export type Wall = string;
export type Day = string;

const ZONE = "Europe/Copenhagen";

export const dayOf = (wall: Wall): Day => wall.slice(0, 10);
export const clockOf = (wall: Wall): string => wall.slice(11, 16);
export const wallAt = (day: Day, clock: string): Wall => `${day}T${clock}`;

// Days are counted in UTC, where each has 24 hours.
const asUtc = (day: Day): Date => new Date(`${day}T00:00:00Z`);
const asDay = (moment: Date): Day => moment.toISOString().slice(0, 10);

export function isDay(text: string): boolean {
  return /^20\d\d-\d\d-\d\d$/.test(text) && !Number.isNaN(asUtc(text).getTime()) && asDay(asUtc(text)) === text;
}

export function addDays(day: Day, days: number): Day {
  const moment = asUtc(day);
  moment.setUTCDate(moment.getUTCDate() + days);
  return asDay(moment);
}

export function daysBetween(from: Day, to: Day): number {
  return Math.round((asUtc(to).getTime() - asUtc(from).getTime()) / 86_400_000);
}

/** The same date some months later; the last day of the month when there is no such date. */
export function addMonths(day: Day, months: number): Day {
  const moment = asUtc(day);
  const date = moment.getUTCDate();
  moment.setUTCDate(1);
  moment.setUTCMonth(moment.getUTCMonth() + months);
  const last = new Date(Date.UTC(moment.getUTCFullYear(), moment.getUTCMonth() + 1, 0)).getUTCDate();
  moment.setUTCDate(Math.min(date, last));
  return asDay(moment);
}

/** 0 is Monday. */
export const weekdayOf = (day: Day): number => (asUtc(day).getUTCDay() + 6) % 7;

/** The holidays a phone knows of, each with its name. They come with the operator's content, and are passed in. */
export type DaysOff = ReadonlyMap<Day, string>;

/** Whether Danish public offices are open: not in weekends and not on holidays. */
export const isWorkingDay = (day: Day, off: DaysOff): boolean => weekdayOf(day) < 5 && !off.has(day);

/** The day itself, or the working day nearest to it. The earlier one when two are as near, so nobody waits longer. */
export function nearestWorkingDay(day: Day, off: DaysOff): Day {
  for (let away = 0; away < 15; away++) {
    if (isWorkingDay(addDays(day, -away), off)) return addDays(day, -away);
    if (isWorkingDay(addDays(day, away), off)) return addDays(day, away);
  }
  return day;
}

/** The day on which so many working days have passed. The day itself does not count. */
export function workingDaysAfter(day: Day, count: number, off: DaysOff): Day {
  let at = day;
  for (let left = count; left > 0; ) {
    at = addDays(at, 1);
    if (isWorkingDay(at, off)) left -= 1;
  }
  return at;
}

// The follow-up

export const INTERVALS = ["days14", "month1", "weeks6", "months2", "months3"] as const;
export type Interval = (typeof INTERVALS)[number];

export interface FollowUp {
  at: Wall;
  /** The day the interval hit, when that is a day off and the meeting is offered on a day near it. */
  dayOff?: Day;
}

function intervalDay(day: Day, interval: Interval): Day {
  switch (interval) {
    case "days14":
      return addDays(day, 14);
    case "weeks6":
      return addDays(day, 42);
    case "month1":
      return addMonths(day, 1);
    case "months2":
      return addMonths(day, 2);
    case "months3":
      return addMonths(day, 3);
  }
}

/** When the next meeting would be. The clock on the wall stays the same. */
export function followUp(start: Wall, interval: Interval, off: DaysOff): FollowUp {
  const hit = intervalDay(dayOf(start), interval);
  const day = nearestWorkingDay(hit, off);
  const at = wallAt(day, clockOf(start));
  return day === hit ? { at } : { at, dayOff: hit };
}

// Between the wall and the world's clock

const parts = new Intl.DateTimeFormat("en-CA", {
  timeZone: ZONE,
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

/** What the clock on a Danish wall shows at this moment. */
export function wallOf(moment: Date): Wall {
  const of = Object.fromEntries(parts.formatToParts(moment).map((part) => [part.type, part.value]));
  return `${of["year"]}-${of["month"]}-${of["day"]}T${of["hour"]}:${of["minute"]}`;
}

export const today = (now: Date): Day => dayOf(wallOf(now));

export function endOf(wall: Wall, minutes: number): Wall {
  return new Date(new Date(`${wall}:00Z`).getTime() + minutes * 60_000).toISOString().slice(0, 16);
}

export function minutesBetween(from: string, to: string): number {
  const at = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
  return at(to) - at(from);
}

export const isOver = (wall: Wall, minutes: number, now: Date): boolean => wallOf(now) >= endOf(wall, minutes);
