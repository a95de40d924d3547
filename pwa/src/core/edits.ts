/** The rules for making edits: what a change is based on, and how an act is taken back. */

import type { Edit, FieldValue } from "../api/wire";
import type { KeptEdit } from "./types";

/**
 * A deletion or a choice waits for the next act, or for the phone to be put away: until then "undo" takes it back and
 * nobody has heard of it. This is the longest it can wait (ms). The rest can be undone by a new edit.
 */
export const TIME_TO_UNDO = 60_000;

/** Facts an edit needs from the screen it was made on. */
export interface Seen {
  id: string;
  versions: Readonly<Record<string, string>>;
  body: object;
}

/** Fields that say something new, and for each the edit whose words were on the screen. Undefined: nothing changed. */
export function changeOf(
  item: Seen,
  fields: Readonly<Record<string, FieldValue | undefined>>,
): { fields: Record<string, FieldValue>; base: Record<string, string> } | undefined {
  const body = item.body as Record<string, FieldValue | undefined>;
  const changed: Record<string, FieldValue> = {};
  const base: Record<string, string> = {};
  for (const [field, value] of Object.entries(fields)) {
    if (value === undefined || value === body[field]) continue;
    changed[field] = value;
    base[field] = item.versions[field] ?? item.id;
  }
  return Object.keys(changed).length ? { fields: changed, base } : undefined;
}

/** Whether an edit can simply be thrown away: nobody but this phone has heard of it. */
export function isUnheard(one: KeptEdit): boolean {
  return one.state === "waiting" && one.triedAt === undefined;
}

/** What must be known to take an act back after it may have been sent. */
export interface Before {
  fields?: Record<string, FieldValue>;
  order?: string;
}

/** The version of an act's shape. The first version of an item's words was from before promises began with a verb. */
export const versionOf = (act: Edit["act"]): number => (act === "create" || act === "change" ? 2 : 1);

type Head = "id" | "plan" | "madeAt" | "v";
type Bare<E> = E extends Edit ? Omit<E, Head> : never;

/** The edit that takes an act back; undefined when there is none (a goodbye, a stopped consent, a made choice). */
export function opposite(edit: Edit, before: Before): Bare<Edit> | undefined {
  switch (edit.act) {
    case "create":
      return { act: "delete", item: edit.id };
    case "change": {
      if (!before.fields) return undefined;
      const base = Object.fromEntries(Object.keys(before.fields).map((field) => [field, edit.id]));
      return { act: "change", item: edit.item, fields: before.fields, base };
    }
    case "place":
      return before.order === undefined ? undefined : { act: "place", item: edit.item, order: before.order };
    default:
      return undefined;
  }
}
