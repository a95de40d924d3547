/**
 * Half-written words. They survive a reload, a crash, an update and a dead battery: written to the phone at each
 * pause, and at once when the app is put away. A page that is being left does not live to see its database answer, so
 * the last letters also lie, until it has, where writing is done in the same moment.
 */

import { effect, type Signal, signal } from "@preact/signals";
import { account } from "./account";
import { remember, remembered } from "./settings";

interface Draft {
  text: Signal<string>;
  /** What was last handed to the database, and what it has said it holds. */
  saved: string;
  stored: string;
}

const PAUSE = 300;
const LAST = "stafet.last-letters.";
const drafts = new Map<string, Draft>();
let timer: ReturnType<typeof setTimeout> | undefined;

/** The draft under a key, empty if there is none. Write to `.value`; the rest happens by itself. */
export function draft(key: string): Signal<string> {
  const known = drafts.get(key);
  if (known) return known.text;
  const made: Draft = { text: signal(""), saved: "", stored: "" };
  drafts.set(key, made);
  effect(() => {
    if (made.text.value === made.saved) return;
    clearTimeout(timer);
    timer = setTimeout(() => void saveDrafts(), PAUSE);
  });
  return made.text;
}

export interface FormDraft<T> {
  /** What stood there, with what was changed since. */
  value: T;
  /** Something was changed and not saved yet. */
  readonly touched: boolean;
  forget(): void;
}

/** A form of several answers, kept like one draft. `stood`: what the form shows before anything is changed. */
export function formDraft<T extends object>(key: string, stood: T): FormDraft<T> {
  const kept = draft(key);
  return {
    get value() {
      return { ...stood, ...(JSON.parse(kept.value || "{}") as Partial<T>) };
    },
    set value(next) {
      const changed = Object.entries(next).filter(([name, answer]) => stood[name as keyof T] !== answer);
      kept.value = changed.length ? JSON.stringify(Object.fromEntries(changed)) : "";
    },
    get touched() {
      return kept.value !== "";
    },
    forget: () => clearDraft(key),
  };
}

/** The words have become an edit: the draft has done its work. */
export function clearDraft(key: string): void {
  const known = drafts.get(key);
  if (known) known.text.value = "";
  void saveDrafts();
}

/** Bring back what was half-written in this account; words typed since the start win. */
export async function recallDrafts(): Promise<void> {
  const open = account.peek();
  if (!open) return;
  const rows = new Map((await open.store.drafts()).map((row) => [row.key, row.text]));
  const last = new Map(lastLetters(open.person));
  for (const key of new Set([...rows.keys(), ...last.keys()])) {
    const text = draft(key);
    const known = drafts.get(key);
    if (!known || text.peek() !== "") continue;
    known.saved = known.stored = rows.get(key) ?? "";
    text.value = last.get(key) ?? known.stored;
  }
  if (last.size > 0) await saveDrafts();
}

function lastLetters(person: string): [key: string, text: string][] {
  try {
    return JSON.parse(remembered(LAST + person) ?? "[]") as [string, string][];
  } catch {
    return [];
  }
}

/** Another person's turn: nobody's half-written words are shown to the next. They stay in their own account. */
export function dropDrafts(): void {
  for (const one of drafts.values()) {
    one.saved = one.stored = "";
    one.text.value = "";
  }
}

/** Write what has changed. */
export async function saveDrafts(): Promise<void> {
  clearTimeout(timer);
  const open = account.peek();
  if (!open) return;
  const changed = [...drafts].filter(([, one]) => one.text.peek() !== one.saved);
  await Promise.all(
    changed.map(async ([key, one]) => {
      const text = (one.saved = one.text.peek());
      await open.store.saveDraft({ key, text, at: Date.now() });
      one.stored = text;
    }),
  );
  if (account.peek() === open && unstored().length === 0) remember(LAST + open.person, undefined);
}

function unstored(): [key: string, text: string][] {
  return [...drafts].filter(([, one]) => one.text.peek() !== one.stored).map(([key, one]) => [key, one.text.peek()]);
}

/** The page may be gone before the next line of the database: what it does not hold yet is kept at once. */
function putAway(): void {
  const open = account.peek();
  const letters = unstored();
  if (open && letters.length > 0) remember(LAST + open.person, JSON.stringify(letters));
  void saveDrafts();
}

/** Put away, switched off, taken by a call: the last moment a phone gives us. */
export function followPuttingAway(): void {
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") putAway();
  });
  addEventListener("pagehide", putAway);
}
