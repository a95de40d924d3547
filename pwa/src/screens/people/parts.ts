/** The parts of a plan as they are named, ordered and offered where consent is given. */

import type { MemberItem, PlanView, Purpose, Role, Verb } from "../../state";
import { today, wallOf } from "../meetings/times";
import { meetingCanBeShared } from "./period";

const AFTER_DREAMS = ["dreams", "strengths", "needs", "agreements", "wellbeing", "team"] as const;

/** Every part a consent can name now, in the order it stands on the screen. Never the private part. */
export function partsOf(plan: PlanView, now: Date): string[] {
  return [...["safety"], ...meetingsOf(plan, now), ...dreamsOf(plan), ...AFTER_DREAMS];
}

const dreamsOf = (plan: PlanView): string[] => plan.all("dream").map((dream) => dream.scope);

/** Meetings ahead first, the nearest on top; then those that can still be read. */
function meetingsOf(plan: PlanView, now: Date): string[] {
  const day = today(now);
  const wall = wallOf(now);
  const meetings = plan
    .all("meeting")
    .filter((meeting) => meeting.body.state !== "cancelled" && meetingCanBeShared(meeting.body.startsAt, meeting.body.minutes, now))
    .sort((a, b) => a.body.startsAt.localeCompare(b.body.startsAt));
  const ahead = meetings.filter((meeting) => meeting.body.startsAt >= `${day}T00:00`);
  const past = meetings.filter((meeting) => meeting.body.startsAt < `${day}T00:00` && meeting.body.startsAt < wall);
  return [...ahead, ...past].map((meeting) => meeting.scope);
}

/** The dream or meeting a scope is named after. */
export const rootOf = (scope: string): string | undefined => scope.split(":")[1];

/** What there is a reason for, for each role: a short list, the nearest first. */
export const PURPOSES: Record<Role, Purpose[]> = {
  relative: ["relative", "support"],
  peer: ["support", "meeting"],
  volunteer: ["support", "meeting"],
  gp: ["treatment", "support", "meeting"],
  psychiatry: ["treatment", "support", "meeting"],
  municipality: ["support", "meeting", "work"],
  job_centre: ["work", "meeting"],
  residential_home: ["support", "meeting", "treatment"],
  other: ["support", "meeting", "treatment", "work"],
};

/** A helper writes in the citizen's plan: only people from the citizen's own life, never a professional. */
export const verbsFor = (role: Role): Verb[] =>
  role === "relative" || role === "peer" ? ["see", "respond", "edit"] : ["see", "respond"];

/** People of the citizen's own life, and of no office: the server's `LAY_ROLES`. They read on their own phone. */
export const LAY: ReadonlySet<Role> = new Set(["relative", "peer", "volunteer"]);

export const ROLES: Role[] = [
  "relative", "gp", "psychiatry", "municipality", "job_centre", "residential_home", "peer", "volunteer", "other",
];

/** Where people work together: a family is no unit, each relative is asked by name. */
export const UNIT_ROLES: Role[] = ["psychiatry", "municipality", "residential_home", "job_centre", "gp", "other"];

/** A unit's people who are with it now, the newest first. */
export const peopleIn = (members: readonly MemberItem[], unit: string): MemberItem[] =>
  members
    .filter((one) => one.unit === unit && (one.status === "active" || one.status === "paused"))
    .sort((a, b) => (b.joinedAt ?? "").localeCompare(a.joinedAt ?? "") || a.name.localeCompare(b.name, "da"));

/** For a relative, what the citizen wrote they are ("Min mor"); for others, where they work. */
export const isOwnLife = (role: Role): boolean => role === "relative";

/** "Min mor" said back to the citizen: "din mor". */
export function saidBack(words: string, pairs: readonly (readonly string[])[]): string {
  const lower = words.charAt(0).toLocaleLowerCase("da") + words.slice(1);
  for (const [mine, yours] of pairs) {
    if (mine !== undefined && yours !== undefined && lower.startsWith(mine)) return yours + lower.slice(mine.length);
  }
  return words;
}

/** The first name; a title and a name stay together: "Dr. Holm". */
export function shortName(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = words[0] ?? name;
  return first.endsWith(".") ? words.slice(0, 2).join(" ") : first;
}

/** "Dr." and "4." end no sentence. */
export const sentencesOf = (words: string): string[] =>
  words.split(" ").reduce<string[]>((lines, word) => {
    const last = lines[lines.length - 1];
    const ends = last === undefined || (/[^\s.]{3,}[.?!]$/.test(last) && /^[\p{Lu}“"]/u.test(word));
    return ends ? [...lines, word] : [...lines.slice(0, -1), `${last} ${word}`];
  }, []);
