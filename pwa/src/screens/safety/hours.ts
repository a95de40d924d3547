/**
 * When somebody can be called. The operator's numbers carry their hours; a contact's are read out of the citizen's own
 * words, and only when they are plain: "hverdage 8 til 15", "hele døgnet". Everything else stays as it was written, and
 * nothing is claimed.
 */

import { opening } from "../../core/opening";
import type { Line } from "../../state";
import { clock, t, wall, weekday } from "../../texts";

export interface Hours { open: boolean; words: string }
type DaysOff = ReadonlyMap<string, string>;

const SPAN = /^(?:hverdage|mandag til fredag|man-fre|weekdays)\s+(?:kl\.?\s*|from\s+)?(\d{1,2})(?:[.:](\d{2}))?\s*(?:til|-|–|to)\s*(?:kl\.?\s*)?(\d{1,2})(?:[.:](\d{2}))?\.?$/i;
const ALWAYS = /^(?:hele døgnet|altid|døgnåbent|dag og nat|always|day and night)\.?$/i;
const DAY = 86_400_000;

/** What is so now of a contact; undefined when the words are not plain hours. */
export function hoursNow(own: string, off: DaysOff, now: Date = new Date()): Hours | undefined {
  const words = own.trim();
  if (ALWAYS.test(words)) return { open: true, words: t.safety.openAlways };
  const found = SPAN.exec(words);
  if (!found) return undefined;
  const opens = minutes(found[1], found[2]);
  const closes = minutes(found[3], found[4]);
  if (closes <= opens || closes > 24 * 60) return undefined;
  return told({ spans: [0, 1, 2, 3, 4].map((day) => ({ day, opens, closes })), onHolidays: "closed" }, now, off);
}

/** What is so now of one of the operator's numbers; undefined when its hours are not known. */
export function hoursOf(line: Line, off: DaysOff, now: Date = new Date()): Hours | undefined {
  return line.spans?.length ? told({ spans: line.spans, onHolidays: line.onHolidays ?? "closed" }, now, off) : undefined;
}

function told({ spans, onHolidays }: { spans: readonly { day: number; opens: number; closes: number }[]; onHolidays: "closed" | "as_sunday" | "as_usual" }, now: Date, off: DaysOff): Hours | undefined {
  const at = wall(now).toISOString().slice(0, 16);
  // Without this year's holidays a phone would call somebody open who is not.
  if (onHolidays !== "as_usual" && !off.has(`${at.slice(0, 4)}-12-25`)) return undefined;
  const said = opening(spans, onHolidays, at, (day) => off.has(day));
  if (!said.changesAt) return said.open ? { open: true, words: t.safety.openAlways } : undefined;
  if (said.open) return { open: true, words: t.safety.openUntil(clock(said.changesAt)) };
  const ahead = Math.round((Date.parse(said.changesAt.slice(0, 10)) - Date.parse(at.slice(0, 10))) / DAY);
  const when = ahead === 0 ? clock(said.changesAt) : `${ahead === 1 ? t.safety.tomorrow : weekday(said.changesAt)} ${clock(said.changesAt)}`;
  return { open: false, words: t.safety.opens(when) };
}

function minutes(hour = "0", minute = "0"): number { return Number(hour) * 60 + Number(minute); }
