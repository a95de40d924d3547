/** Whether the code of this phone is asked for. Known before anything of the account is drawn; `lock.ts` has the acts. */

import { signal } from "@preact/signals";
import type { Lock } from "../core/code";

/** Away for longer, and the code is asked for (trust.md 4.4). */
const AWAY = 5 * 60_000;
/** In the memory of this tab only: who opened it, and when they were last here. */
const OPEN = "stafet.open";

export const known = signal<Lock | undefined>(undefined);
export const isOpen = signal(false);
let here = "";

/** What this phone knows of a code. A tab that is loaded again stays open; a new one asks. */
export function recallLock(person: string, found: Lock | undefined): void {
  const [whose, at] = (tab()?.getItem(OPEN) ?? "").split(" ");
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
  if (isOpen.peek()) tab()?.setItem(OPEN, `${here} ${Date.now()}`);
}

export function shut(): void {
  isOpen.value = false;
  tab()?.removeItem(OPEN);
}

/** A clock that was set back makes nothing recent. */
export function isRecent(at: number): boolean {
  return at <= Date.now() && Date.now() - at < AWAY;
}

/** A browser that forbids storage has none: there, each start asks. */
function tab(): Storage | undefined {
  try {
    return sessionStorage;
  } catch {
    return undefined;
  }
}
