/** A meeting being made: what is answered so far, what is missing, and the body it becomes. Pure. */

import type { Link, MeetingKind } from "../../state";
import { clockOf, dayOf, endOf, isDay, minutesBetween, wallAt, type Day } from "./times";

export const KINDS = ["network", "coordination", "discharge", "follow_up", "other"] as const satisfies readonly MeetingKind[];
export const HOWS = ["place", "video", "phone"] as const;
export type How = (typeof HOWS)[number];

export interface When {
  day: string;
  from: string;
  to: string;
  how: How[];
  place: string;
  video: string;
  phone: string;
}

export interface DraftPoint {
  key: string;
  text: string;
  from?: Link;
  /** The member who is asked to answer. */
  asked?: string;
}

export type Step = "kind" | "when" | "who" | "points";

export interface Draft {
  open: Step;
  /** How far the answers go: what lies after is not asked yet. */
  reached: Step;
  kind?: MeetingKind;
  when: When;
  who: string[];
  points: DraftPoint[];
  /** Set once the meeting is kept on the phone. */
  meeting?: string;
  /** The meeting this one follows. */
  follows?: string;
}

export const STEPS: readonly Step[] = ["kind", "when", "who", "points"];
export const nothingYet: When = { day: "", from: "", to: "", how: [], place: "", video: "", phone: "" };

export function emptyDraft(): Draft {
  return { open: "kind", reached: "kind", when: nothingYet, who: [], points: [] };
}

/** A draft survives a reload as text. What cannot be read is a new start, never an error. */
export function readDraft(text: string): Draft {
  if (!text) return emptyDraft();
  try {
    const read = JSON.parse(text) as Partial<Draft>;
    return { ...emptyDraft(), ...read, when: { ...nothingYet, ...read.when } };
  } catch {
    return emptyDraft();
  }
}

export type Missing = Partial<Record<"day" | "from" | "to" | "video" | "phone", "missingDay" | "past" | "missingClock" | "endFirst" | "tooLong" | "videoWrong" | "phoneWrong">>;

const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;

/** What stands in the way of "Videre", first things first. A place can wait; a time cannot. */
export function missingIn(when: When, today: Day): Missing {
  const missing: Missing = {};
  if (!isDay(when.day)) missing.day = "missingDay";
  else if (when.day < today) missing.day = "past";
  if (!CLOCK.test(when.from)) missing.from = "missingClock";
  else if (when.to && CLOCK.test(when.to)) {
    const minutes = minutesBetween(when.from, when.to);
    if (minutes < 5) missing.to = "endFirst";
    else if (minutes > 480) missing.to = "tooLong";
  }
  if (when.how.includes("video") && when.video.trim() && !/^https:\/\/\S+$/.test(when.video.trim())) missing.video = "videoWrong";
  if (when.how.includes("phone") && !/^[0-9+() -]*$/.test(when.phone.trim())) missing.phone = "phoneWrong";
  return missing;
}

/** The fields of a meeting's body that the question "when and how" answers. */
export function whenFields(when: When): { startsAt: string; minutes: number; place: string; video: string; phone: string } {
  return {
    startsAt: wallAt(when.day, when.from),
    minutes: CLOCK.test(when.to) ? minutesBetween(when.from, when.to) : 60,
    place: when.how.includes("place") ? when.place.trim() : "",
    video: when.how.includes("video") ? when.video.trim() : "",
    phone: when.how.includes("phone") ? when.phone.trim() : "",
  };
}

/** The other way: a meeting's time and place as answers that can be changed. */
export function whenOf(body: { startsAt: string; minutes: number; place: string; video: string; phone: string }): When {
  return {
    day: dayOf(body.startsAt),
    from: clockOf(body.startsAt),
    to: clockOf(endOf(body.startsAt, body.minutes)),
    how: HOWS.filter((how) => body[how] !== ""),
    place: body.place,
    video: body.video,
    phone: body.phone,
  };
}

/** Take away, put in, or move: an agenda in the making is a plain list. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const next = [...list];
  const [taken] = next.splice(from, 1);
  if (taken !== undefined) next.splice(to, 0, taken);
  return next;
}

/** The point of time an end follows a start that was just chosen: an hour later, unless the person has chosen an end. */
export const hourAfter = (clock: string): string => (CLOCK.test(clock) && clock < "23:00" ? clockOf(endOf(`2000-01-01T${clock}`, 60)) : "");
