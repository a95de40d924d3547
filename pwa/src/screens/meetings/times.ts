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

function easterSunday(year: number): Day {
  // Gauss's way, for the Gregorian calendar.
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7;
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114;
  return `${year}-${String(Math.floor(f / 31)).padStart(2, "0")}-${String((f % 31) + 1).padStart(2, "0")}`;
}

const CLOSED_EVERY_YEAR = new Set(["01-01", "06-05", "12-24", "12-25", "12-26", "12-31"]);
// Days from Easter Sunday: Maundy Thursday, Good Friday, Easter Monday, Ascension, Whit Monday.
const CLOSED_AROUND_EASTER = new Set([-3, -2, 1, 39, 50]);

/** Whether Danish public offices are open: not in weekends, on holidays, 5 June, 24 and 31 December. */
export function isWorkingDay(day: Day): boolean {
  if (weekdayOf(day) > 4 || CLOSED_EVERY_YEAR.has(day.slice(5))) return false;
  return !CLOSED_AROUND_EASTER.has(daysBetween(easterSunday(Number(day.slice(0, 4))), day));
}

/** The day itself, or the working day nearest to it. The earlier one when two are as near, so nobody waits longer. */
export function nearestWorkingDay(day: Day): Day {
  for (let away = 0; away < 15; away++) {
    if (isWorkingDay(addDays(day, -away))) return addDays(day, -away);
    if (isWorkingDay(addDays(day, away))) return addDays(day, away);
  }
  return day;
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
export function followUp(start: Wall, interval: Interval): FollowUp {
  const hit = intervalDay(dayOf(start), interval);
  const day = nearestWorkingDay(hit);
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
