/** Dates and times as people say them, in Danish wall time. Each takes a UTC moment ("...Z"), a wall time
 * ("2026-11-20T10:00") or a day ("2026-11-20"), and never breaks a line inside "20. november" or "kl. 10.48". */
import { locale, speaking } from "./lang";

const NB = "\u00a0";
const ZONE = "Europe/Copenhagen";
const DAY = 86_400_000;

const clockParts = new Intl.DateTimeFormat("en-CA", {
  timeZone: ZONE, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
});

/** The wall time in Denmark, as if it were UTC: only so that it can be counted with and formatted. */
export function wall(when: string | number | Date): Date {
  if (typeof when === "string" && !/(Z|[+-]\d\d:?\d\d)$/.test(when)) return new Date(when.length === 10 ? `${when}T00:00Z` : `${when.slice(0, 16)}Z`);
  const parts = Object.fromEntries(clockParts.formatToParts(new Date(when)).map((part) => [part.type, part.value]));
  return new Date(`${parts["year"]}-${parts["month"]}-${parts["day"]}T${parts["hour"]}:${parts["minute"]}Z`);
}

export type When = string | number | Date;
const form = (date: Date, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale(), { timeZone: "UTC", ...options }).format(date);

/** How many midnights lie between today and that day: 0 today, 1 tomorrow, -1 yesterday. */
export function daysAway(when: When, now: When = Date.now()): number {
  return Math.floor(wall(when).getTime() / DAY) - Math.floor(wall(now).getTime() / DAY);
}

/** Today's date in Denmark: "2026-11-20". */
export function today(now: When = Date.now()): string { return wall(now).toISOString().slice(0, 10); }

/** The day so many days from now: "2026-12-04". */
export function dayFrom(days: number, now: When = Date.now()): string {
  return new Date(wall(now).getTime() + days * DAY).toISOString().slice(0, 10);
}

/** "20. november"; the year only when it is more than half a year away, or asked for. */
export function day(when: When, year?: boolean): string {
  const date = wall(when);
  const far = Math.abs(date.getTime() - wall(Date.now()).getTime()) > 300 * DAY;
  const words = form(date, { day: "numeric", month: "long", ...((year ?? far) ? { year: "numeric" } : {}) });
  return words.replaceAll(" ", NB);
}

/** "oktober". */
export function monthName(when: When): string { return form(wall(when), { month: "long" }); }

/** "fredag". */
export function weekday(when: When): string { return form(wall(when), { weekday: "long" }); }

/** "fredag 20. november". */
export function weekdayDay(when: When, year?: boolean): string { return `${weekday(when)} ${day(when, year)}`; }

/** "kl. 10.48"; a whole hour is "kl. 10". */
export function clock(when: When): string { return speaking() === "en" ? `at${NB}${hours(when)}` : `kl.${NB}${hours(when)}`; }

/** "10.48" or "10". */
export function hours(when: When): string {
  const date = wall(when);
  const minutes = date.getUTCMinutes();
  if (speaking() === "en") return `${date.getUTCHours()}:${String(minutes).padStart(2, "0")}`;
  return minutes === 0 ? String(date.getUTCHours()) : `${date.getUTCHours()}.${String(minutes).padStart(2, "0")}`;
}

/** "kl. 10 til 11". */
export function clockSpan(when: When, minutes: number): string {
  const end = new Date(wall(when).getTime() + minutes * 60_000).toISOString().slice(0, 16);
  return speaking() === "en" ? `${clock(when)} to${NB}${hours(end)}` : `${clock(when)} til${NB}${hours(end)}`;
}

/** "i dag", "i går", "i morgen", "fredag" within a week ahead, else "20. november". */
export function dayNear(when: When): string {
  const away = daysAway(when);
  const english = speaking() === "en";
  if (away === 0) return english ? "today" : `i${NB}dag`;
  if (away === -1) return english ? "yesterday" : `i${NB}går`;
  if (away === 1) return english ? "tomorrow" : `i${NB}morgen`;
  if (away > 1 && away < 7) return weekday(when);
  return day(when);
}

/** "i går kl. 21.40", "i dag kl. 9", "3. november kl. 16". */
export function moment(when: When): string { return `${dayNear(when)} ${clock(when)}`; }

/** "om 2 dage", "i morgen", "for 3 dage siden". */
export function away(when: When): string {
  const days = daysAway(when);
  if (Math.abs(days) <= 1) return dayNear(when);
  if (speaking() === "en") return days > 0 ? `in ${days}${NB}days` : `${-days}${NB}days ago`;
  return days > 0 ? `om ${days}${NB}dage` : `for ${-days}${NB}dage siden`;
}

/** The first letter large, for the start of a line. */
export function upper(words: string): string { return words.charAt(0).toLocaleUpperCase(locale()) + words.slice(1); }
