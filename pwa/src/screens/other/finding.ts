/** Among many citizens: by name, by unit, by what waits, by when they meet. Pure; nothing of it is stored or in an address. */

import { addDays, dayOf, weekdayOf, type Wall } from "../meetings/times";

export type When = "" | "waits" | "today" | "week";

export interface Finding {
  name: string;
  unit: string;
  when: When;
}

export const ALL: Finding = { name: "", unit: "", when: "" };

/** One citizen, as their row on the desk knows them. */
export interface Known {
  plan: string;
  citizen: string;
  /** The unit one reads with, or "". */
  unit: string;
  /** How many things wait, and where the first of them stands among all that wait. */
  waits: number;
  first: number;
  /** The planned meetings from today on, as wall times, nearest first. */
  meets: readonly string[];
}

/** Few enough to see at a glance: then there is nothing to find. */
export const isMany = (known: readonly Known[]): boolean => known.length > 8;

/** What waits first comes first; then who is met soonest; then the names. */
export function sorted(known: readonly Known[]): Known[] {
  const meets = (one: Known) => one.meets[0] ?? "9";
  return [...known].sort((a, b) =>
    place(a) - place(b) || (meets(a) < meets(b) ? -1 : meets(a) > meets(b) ? 1 : a.citizen.localeCompare(b.citizen, "da")));
}

const place = (one: Known): number => (one.waits > 0 ? one.first : Number.MAX_SAFE_INTEGER);

export function found(known: readonly Known[], finding: Finding, wallNow: Wall): Known[] {
  const words = lower(finding.name).split(/\s+/).filter(Boolean);
  return known.filter((one) =>
    words.every((word) => lower(one.citizen).split(/\s+/).some((name) => name.startsWith(word)))
    && (!finding.unit || one.unit === finding.unit)
    && (finding.when !== "waits" || one.waits > 0)
    && (!isWithin(finding.when) || one.meets.some((at) => meetsWithin(at, finding.when, wallNow))));
}

const lower = (text: string): string => text.toLocaleLowerCase("da");
const isWithin = (when: When): boolean => when === "today" || when === "week";

/** Whether a meeting at this wall time is today, or before this week is over. */
export function meetsWithin(at: string, when: When, wallNow: Wall): boolean {
  if (!isWithin(when)) return true;
  const today = dayOf(wallNow);
  return dayOf(at) >= today && dayOf(at) <= (when === "today" ? today : sundayOf(today));
}

const sundayOf = (day: string): string => addDays(day, 6 - weekdayOf(day));
