/** Versions of one item, told by what changed from the one before. Pure. */

import type { Version } from "../../state";
import { difference, type Part } from "../plan/difference";

type Fields = Readonly<Record<string, unknown>>;

/** Fields that say something to a person, the main words first. The rest is order and bookkeeping. */
const TOLD = [
  "text", "what", "name", "does", "more", "responsible", "byOn", "on", "myPart", "theirPart", "phone", "who", "hours", "startsAt", "place", "whose", "state", "done",
];
const WORDS = new Set(["text", "what", "name", "does", "more", "myPart", "theirPart", "who", "hours", "place"]);
/** What is not brought back with the words: whether something is done or agreed is said where it is done. */
const STAYS = new Set(["state", "done", "asked", "whyBy", "whoseBy"]);

export interface FieldChange {
  field: string;
  value: unknown;
  /** For words: which of them are new since the version before. */
  parts?: Part[];
  /** Words that were in the version before and are not in this one. */
  gone: string[];
  /** Who wrote those. */
  goneBy?: string;
  /** For dates and choices: what stood before. */
  before?: unknown;
}

export interface Told {
  rev: number;
  at: string;
  by: string;
  act: "wrote" | "changed" | "removed";
  fields: FieldChange[];
  body?: Fields;
  /** Not sent yet: it stands on this phone only. */
  waits?: boolean;
}

export interface Standing {
  body: Fields;
  by: string;
  at: string;
}

/**
 * Newest first. `here` is what stands on this phone when it is newer than what the server knows. The main words are
 * always told; other fields where they changed.
 */
export function told(versions: readonly Version[], here?: Standing): Told[] {
  const first = versions[0];
  const isAhead = here !== undefined && (!first?.body || changedFields(here.body, first.body).length > 0);
  const all = [...(isAhead ? [{ rev: -1, at: here.at, by: here.by, body: here.body }] : []), ...versions];
  const bodies = all as readonly { rev: number; at: string; by: string; body?: Fields; deleted?: boolean }[];
  return bodies.flatMap((version, index): Told[] => {
    const { rev, at, by, body } = version;
    if (!body) return [{ rev, at, by, act: "removed", fields: [] }];
    const previous = bodies.slice(index + 1).find((one) => one.body);
    const older = previous?.body;
    // A revision that changed nothing a person can see is no version.
    if (older && index > 0 && changedFields(body, older).length === 0) return [];
    return [{ rev, at, by, body, act: older ? "changed" : "wrote", fields: changesOf(body, older, previous?.by), ...(rev === -1 && { waits: true }) }];
  });
}

function changesOf(body: Fields, older: Fields | undefined, goneBy: string | undefined): FieldChange[] {
  const main = TOLD.find((field) => field in body);
  return TOLD.filter((field) => field === main || (older ? !same(body[field], older[field]) : isSaid(body[field]) && !STAYS.has(field))).map((field) => {
    const value = body[field];
    if (!WORDS.has(field)) return { field, value, gone: [], ...(older && { before: older[field] }) };
    const now = String(value ?? "");
    if (!older) return { field, value, parts: [{ words: now, differs: false }], gone: [] };
    const then = String(older[field] ?? "");
    const gone = difference(then, now).filter((part) => part.differs).map((part) => part.words.replace(/^[\s,;:]+|[\s,;:]+$/g, "")).filter(Boolean);
    return { field, value, parts: difference(now, then), gone, ...(goneBy !== undefined && { goneBy }) };
  });
}

/** What must be written so that the item says again what it said then. */
export function backTo(then: Fields, now: Fields): Record<string, unknown> {
  return Object.fromEntries(
    changedFields(then, now).filter((field) => !STAYS.has(field)).map((field) => [field, then[field] ?? (typeof now[field] === "string" && WORDS.has(field) ? "" : null)]),
  );
}

function changedFields(one: Fields, other: Fields): string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((field) => field !== "kind" && !same(one[field], other[field]));
}

/** The server leaves out what holds its default. */
const same = (one: unknown, other: unknown): boolean => (isSaid(one) ? one : "") === (isSaid(other) ? other : "");
const isSaid = (value: unknown): boolean => value !== undefined && value !== null && value !== "" && value !== false;
