/** Whether the code of this phone is asked for. Known before anything of the account is drawn; `lock.ts` has the acts. */

import { signal } from "@preact/signals";
import { type Lock, TRIES_BEFORE_OTHERS_GO } from "../core/code";
import { tabMemory } from "./settings";

/** Away for longer, and the code is asked for (trust.md 4.4). */
const AWAY = 5 * 60_000;
/** In the memory of this tab only: who opened it, and when they were last here. */
const OPEN = "stafet.open";

export const known = signal<Lock | undefined>(undefined);
export const isOpen = signal(false);
let here = "";

/** What this phone knows of a code. A tab that is loaded again stays open; a new one asks. */
export function recallLock(person: string, found: Lock | undefined): void {
  const [whose, at] = (tabMemory()?.getItem(OPEN) ?? "").split(" ");
  here = person;
  known.value = found;
  isOpen.value = found === undefined || (whose === person && isRecent(Number(at)));
}

/** Nobody's account is open: no lock. */
export function dropLock(): void {
  known.value = undefined;
  isOpen.value = false;
}

/** Somebody who may be here is here, now. */
export function stamp(): void {
  if (isOpen.peek()) tabMemory()?.setItem(OPEN, `${here} ${Date.now()}`);
}

export function shut(): void {
  isOpen.value = false;
  tabMemory()?.removeItem(OPEN);
}

/** Somebody has guessed: until the code is known, what others share is not held here. One's own plan always is. */
export const isGuessedAt = (): boolean => !isOpen.peek() && (known.peek()?.tries ?? 0) >= TRIES_BEFORE_OTHERS_GO;

/** A clock that was set back makes nothing recent. */
export function isRecent(at: number): boolean {
  return at <= Date.now() && Date.now() - at < AWAY;
}
