/** When a contact can be called, read out of the citizen's own words, and only when they are plain: "hverdage 8 til 15",
 * "hele døgnet". Everything else stays as it was written, and nothing is claimed. Pure. */

import { clock, t, wall, weekday } from "../../texts";

export interface Hours { open: boolean; words: string }

const SPAN = /^(?:hverdage|mandag til fredag|man-fre|weekdays)\s+(?:kl\.?\s*|from\s+)?(\d{1,2})(?:[.:](\d{2}))?\s*(?:til|-|–|to)\s*(?:kl\.?\s*)?(\d{1,2})(?:[.:](\d{2}))?\.?$/i;
const ALWAYS = /^(?:hele døgnet|altid|døgnåbent|dag og nat|always|day and night)\.?$/i;
const DAY = 86_400_000;

/** What is so now; undefined when the words are not plain hours. */
export function hoursNow(own: string, now: Date = new Date()): Hours | undefined {
  const words = own.trim();
  if (ALWAYS.test(words)) return { open: true, words: t.safety.openAlways };
  const found = SPAN.exec(words);
  if (!found) return undefined;
  const from = minutes(found[1], found[2]);
  const until = minutes(found[3], found[4]);
  if (until <= from || until > 24 * 60) return undefined;
  const here = wall(now);
  const minute = here.getUTCHours() * 60 + here.getUTCMinutes();
  if (isWorkday(here) && minute >= from && minute < until) return { open: true, words: t.safety.openUntil(clock(at(here, until))) };
  // The next working day it opens, at most ten days on.
  for (let ahead = isWorkday(here) && minute < from ? 0 : 1; ahead < 10; ahead += 1) {
    const day = new Date(here.getTime() + ahead * DAY);
    if (!isWorkday(day)) continue;
    const opens = at(day, from);
    return { open: false, words: t.safety.opens(ahead === 0 ? clock(opens) : ahead === 1 ? `${t.safety.tomorrow} ${clock(opens)}` : `${weekday(opens)} ${clock(opens)}`) };
  }
  return undefined;
}

function minutes(hour = "0", minute = "0"): number { return Number(hour) * 60 + Number(minute); }
function at(day: Date, minute: number): string { return `${day.toISOString().slice(0, 10)}T${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`; }

/** Monday to Friday and no public holiday. On the days many are closed (5 June, 24 and 31 December) nothing is promised either. */
export function isWorkday(day: Date): boolean {
  const weekday = day.getUTCDay();
  if (weekday === 0 || weekday === 6) return false;
  const date = day.toISOString().slice(5, 10);
  if (["01-01", "06-05", "12-24", "12-25", "12-26", "12-31"].includes(date)) return false;
  const fromEaster = Math.round((Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate()) - easter(day.getUTCFullYear())) / DAY);
  return ![-3, -2, 1, 39, 40, 50].includes(fromEaster);
}

/** Easter Sunday (Butcher's computus). */
export function easter(year: number): number {
  const a = year % 19, b = Math.floor(year / 100), c = year % 100;
  const d = Math.floor(b / 4), e = b % 4, f = Math.floor((b + 8) / 25), g = Math.floor((b - f + 1) / 3);
  const h = (19 * a + b - d - g + 15) % 30, i = Math.floor(c / 4), k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31), day = ((h + l - 7 * m + 114) % 31) + 1;
  return Date.UTC(year, month - 1, day);
}
