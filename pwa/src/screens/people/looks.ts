/** The list of looks as people read it: by day, and one entry for one visit. Pure. */

import type { Look } from "../../state";
import { daysBetween, today } from "../meetings/times";

/** What is fetched within so short a time is one visit, not five. */
const VISIT_MS = 10 * 60_000;

export interface LookEntry {
  member: string;
  name: string;
  organisation: string;
  scopes: string[];
  at: string;
}
export interface LookDay {
  day: string;
  entries: LookEntry[];
}

/** The latest first, in Danish days. Somebody's reads within ten minutes stand as one entry that names every part. */
export function byDay(looks: readonly Look[]): LookDay[] {
  const days: LookDay[] = [];
  for (const look of [...looks].sort((a, b) => b.seq - a.seq)) {
    const day = today(new Date(look.at));
    let of = days.find((one) => one.day === day);
    if (!of) days.push((of = { day, entries: [] }));
    const visit = of.entries.find(
      (entry) => entry.member === look.member && entry.name === look.name && Math.abs(Date.parse(entry.at) - Date.parse(look.at)) <= VISIT_MS,
    );
    if (!visit) of.entries.push({ member: look.member, name: look.name, organisation: look.organisation ?? "", scopes: [look.scope], at: look.at });
    else if (!visit.scopes.includes(look.scope)) visit.scopes.push(look.scope);
  }
  return days;
}

/** How many people have looked today or yesterday. */
export function peopleSinceYesterday(looks: readonly Look[], now: Date): number {
  const recent = looks.filter((look) => daysBetween(today(new Date(look.at)), today(now)) <= 1);
  return new Set(recent.map((look) => look.member || look.name)).size;
}
