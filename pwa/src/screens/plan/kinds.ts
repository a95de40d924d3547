/** Where each kind the citizen writes lives, and what its own words are kept in. */

import type { Item, Kind } from "../../state";

/** Kinds with one text and nothing else to fill in. */
export const TEXT_KINDS = ["dream", "goal", "step", "strength", "need", "warning_sign", "coping", "safe_place", "safe_surroundings", "wish_if_ill", "to_myself", "private_note", "agenda_item"] as const;
export type TextKind = (typeof TEXT_KINDS)[number];

export function isTextKind(kind: string | null | undefined): kind is TextKind {
  return TEXT_KINDS.includes(kind as TextKind);
}

export const SCOPE_OF: Partial<Record<Kind, string>> = {
  dream: "dream:", strength: "strengths", need: "needs", agreement: "agreements", warning_sign: "safety", coping: "safety",
  safe_place: "safety", safety_contact: "safety", safe_surroundings: "safety", wish_if_ill: "safety", to_myself: "safety", wellbeing: "wellbeing",
  private_note: "private",
};

/** The sections of Min plan that are lists of own words, in the order they stand. */
export const SECTIONS = ["strengths", "needs", "agreements", "wellbeing", "private"] as const;
export type Section = (typeof SECTIONS)[number];
export const SECTION_KIND = { strengths: "strength", needs: "need", agreements: "agreement", wellbeing: "wellbeing", private: "private_note" } as const;

/** What an item says, in one line. */
export function saying(item: Item): string {
  const { body } = item;
  if ("text" in body && body.text) return body.text;
  if (body.kind === "agreement") return body.what;
  if (body.kind === "safety_contact") return body.name;
  if (body.kind === "answer") return body.does;
  return "";
}

/** The place an item is read, to go back to. Ids only. */
export function placeOf(item: { id: string; scope: string; kind: Kind }): string {
  if (item.scope.startsWith("dream:")) return `/dream/${item.scope.slice(6)}`;
  if (item.scope.startsWith("meeting:")) return `/meetings/${item.scope.slice(8)}`;
  if (item.kind === "meeting_proposal") return `/meetings/new?proposal=${item.id}`;
  if (item.kind === "course_answer") return "/plan/wellbeing/course";
  if (item.kind === "who5") return `/plan/wellbeing/${item.id}`;
  return item.scope === "safety" ? "/safety" : item.scope ? `/plan/${item.scope}` : "/plan";
}
