/**
 * When somebody can be called. The operator's numbers carry their hours; a contact's are read out of the citizen's own
 * words, and only when they are plain: "hverdage 8 til 15", "alle dage 16 til 24", "hele døgnet". Everything else stays
 * as it was written, and nothing is claimed.
 */

import { opening, type OnHolidays } from "../../core/opening";
import type { Line } from "../../state";
import { clock, t, wall, weekday, weekdayDay } from "../../texts";

export interface Hours { open: boolean; words: string }
type DaysOff = ReadonlyMap<string, string>;
type Spans = readonly { day: number; opens: number; closes: number }[];

const DAY_NAMES = "(?:man|tirs|ons|tors|fre|lør|søn)(?:dag)?|tir|tor|(?:mon|tues|wednes|thurs|fri|satur|sun)day";
const SPAN = new RegExp(
  `^(?:(hverdage|weekdays)|(alle dage|hver dag|dagligt|every day|daily)|(${DAY_NAMES})(?:\\s*(?:til|to|-|–)\\s*(${DAY_NAMES}))?)\\s+(?:kl\\.?\\s*|from\\s+)?`
  + "(\\d{1,2})(?:[.:](\\d{2}))?\\s*(?:til|-|–|to)\\s*(?:kl\\.?\\s*)?(\\d{1,2})(?:[.:](\\d{2}))?\\.?$", "i");
const ALWAYS = /^(?:hele døgnet|altid|døgnåbent|dag og nat|always|day and night)\.?$/i;
const WEEK = ["man", "mon", "tir", "tue", "ons", "wed", "tor", "thu", "fre", "fri", "lør", "sat", "søn", "sun"];
const DAY = 86_400_000;

/** What is so now of a contact; undefined when the words are not plain hours. */
export function hoursNow(own: string, off: DaysOff, now: Date = new Date()): Hours | undefined {
  const words = own.trim();
  if (ALWAYS.test(words)) return { open: true, words: t.safety.openAlways };
  const found = SPAN.exec(words);
  if (!found) return undefined;
  const opens = minutes(found[5], found[6]);
  const closes = minutes(found[7], found[8]);
  if (closes === opens || opens >= 1440 || closes > 1440) return undefined;
  const from = found[3] === undefined ? 0 : dayOf(found[3]);
  const count = found[1] ? 5 : found[2] ? 7 : ((dayOf(found[4] ?? found[3] ?? "") - from + 7) % 7) + 1;
  const spans = Array.from({ length: count }, (_, step) => ({ day: (from + step) % 7, opens, closes: closes > opens ? closes : closes + 1440 }));
  return told(spans, found[2] ? "as_usual" : "closed", now, off);
}

/** What is so now of one of the operator's numbers; undefined when its hours are not known. */
export function hoursOf(line: Line, off: DaysOff, now: Date = new Date()): Hours | undefined {
  return line.spans?.length ? told(line.spans, line.onHolidays ?? "closed", now, off) : undefined;
}

function told(spans: Spans, onHolidays: OnHolidays, now: Date, off: DaysOff): Hours | undefined {
  const at = wall(now).toISOString().slice(0, 16);
  // Without a year's holidays a phone would call somebody open who is not.
  const known = (day: string) => onHolidays === "as_usual" || off.has(`${day.slice(0, 4)}-12-25`);
  if (!known(at)) return undefined;
  const { open, changesAt } = opening(spans, onHolidays, at, (day) => off.has(day));
  if (!changesAt) return { open, words: open ? t.safety.openAlways : t.safety.closedNow };
  if (!known(changesAt)) return { open, words: open ? t.safety.openNow : t.safety.closedNow };
  return { open, words: open ? t.safety.openUntil(then(changesAt, at)) : t.safety.opens(then(changesAt, at)) };
}

/** "kl. 21", "midnat", "i morgen kl. 9", "mandag kl. 8", "mandag 4. januar kl. 8": never a time that could be another day's. */
function then(changesAt: string, at: string): string {
  const ahead = (Date.parse(changesAt.slice(0, 10)) - Date.parse(at.slice(0, 10))) / DAY;
  if (ahead === 0) return clock(changesAt);
  if (ahead === 1) return changesAt.endsWith("T00:00") ? t.safety.midnight : `${t.safety.tomorrow} ${clock(changesAt)}`;
  return `${ahead < 7 ? weekday(changesAt) : weekdayDay(changesAt)} ${clock(changesAt)}`;
}

function minutes(hour = "0", minute = "0"): number { return Number(hour) * 60 + Number(minute); }
function dayOf(name: string): number { return Math.floor(WEEK.indexOf(name.slice(0, 3).toLowerCase()) / 2); }
