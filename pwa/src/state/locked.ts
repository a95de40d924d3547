/** Whether the code of this phone is asked for. Known before anything of the account is drawn; `lock.ts` has the acts. */

import { signal } from "@preact/signals";
import type { Lock } from "../core/code";
import type { Store } from "../store";
import { tabMemory } from "./settings";

/** Away for longer, and the code is asked for (trust.md 4.4). */
const AWAY = 5 * 60_000;
/** In the memory of this tab only: who opened it, when they were last here, and the pass to what lies on the phone. */
const OPEN = "stafet.open";

export const known = signal<Lock | undefined>(undefined);
export const isOpen = signal(false);
let here = "";
let pass = "";

/** What this phone knows of a code. A tab that is loaded again stays open; a new one asks, and can read nothing before. */
export async function recallLock(person: string, found: Lock | undefined, store: Store): Promise<void> {
  const [whose, at, of, opens = ""] = (tabMemory()?.getItem(OPEN) ?? "").split(" ");
  here = person;
  pass = opens;
  // Of this code and no other: a pass from before the last sign-out opens what is no longer there.
  const isOfThis = found !== undefined && whose === person && of === textOf(found.salt);
  const isStill = isOfThis && isRecent(Number(at)) && (await store.unlock(bytesOf(opens)));
  known.value = found;
  isOpen.value = found === undefined || isStill;
}

/** Nobody's account is open: no lock. */
export function dropLock(): void {
  known.value = undefined;
  isOpen.value = false;
}

/** Somebody who may be here is here, now. */
export function stamp(store?: Store): void {
  const opens = store?.pass();
  const code = known.peek();
  if (opens) pass = textOf(opens);
  if (isOpen.peek() && code) tabMemory()?.setItem(OPEN, `${here} ${Date.now()} ${textOf(code.salt)} ${pass}`);
}

export function shut(): void {
  isOpen.value = false;
  pass = "";
  tabMemory()?.removeItem(OPEN);
}

/** A clock that was set back makes nothing recent. */
export function isRecent(at: number): boolean {
  return at <= Date.now() && Date.now() - at < AWAY;
}

const textOf = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}
