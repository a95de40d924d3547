/**
 * Half-written words. They survive a reload, a crash, an update and a dead battery: written to the phone at each
 * pause, and at once when the app is put away.
 */

import { effect, type Signal, signal } from "@preact/signals";
import { account } from "./account";

interface Draft {
  text: Signal<string>;
  saved: string;
}

const PAUSE = 300;
const drafts = new Map<string, Draft>();
let timer: ReturnType<typeof setTimeout> | undefined;

/** The draft under a key, empty if there is none. Write to `.value`; the rest happens by itself. */
export function draft(key: string): Signal<string> {
  const known = drafts.get(key);
  if (known) return known.text;
  const made: Draft = { text: signal(""), saved: "" };
  drafts.set(key, made);
  effect(() => {
    if (made.text.value === made.saved) return;
    clearTimeout(timer);
    timer = setTimeout(() => void saveDrafts(), PAUSE);
  });
  return made.text;
}

/** The words have become an edit: the draft has done its work. */
export function clearDraft(key: string): void {
  const known = drafts.get(key);
  if (known) known.text.value = "";
  void saveDrafts();
}

/** Bring back what was half-written in this account; words typed since the start win. */
export async function recallDrafts(): Promise<void> {
  for (const row of (await account.peek()?.store.drafts()) ?? []) {
    const text = draft(row.key);
    const known = drafts.get(row.key);
    if (!known || text.peek() !== "") continue;
    known.saved = row.text;
    text.value = row.text;
  }
}

/** Another person's turn: nobody's half-written words are shown to the next. They stay in their own account. */
export function dropDrafts(): void {
  for (const one of drafts.values()) {
    one.saved = "";
    one.text.value = "";
  }
}

/** Write what has changed. */
export async function saveDrafts(): Promise<void> {
  clearTimeout(timer);
  const store = account.peek()?.store;
  if (!store) return;
  const changed = [...drafts].filter(([, one]) => one.text.peek() !== one.saved);
  await Promise.all(
    changed.map(([key, one]) => {
      one.saved = one.text.peek();
      return store.saveDraft({ key, text: one.saved, at: Date.now() });
    }),
  );
}

/** Put away, switched off, taken by a call: the last moment a phone gives us. */
export function followPuttingAway(): void {
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") void saveDrafts();
  });
  addEventListener("pagehide", () => void saveDrafts());
}
