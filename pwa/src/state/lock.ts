/**
 * The lock of this phone: what is drawn while nobody has shown that they know the code. Sync goes on behind it, so
 * what was stopped on the train is stopped. Locked after five minutes away, and at each start.
 */

import { computed } from "@preact/signals";
import { hashOf, isRight, type Lock, pauseAfter, roundsOf } from "../core/code";
import { account, forgetPlan, held } from "./account";
import { isGuessedAt, isOpen, isRecent, known, shut, stamp } from "./locked";
import { forgetLast, letGo } from "./write";

/** "Jeg har glemt koden" holds for as long as it takes to sign in. */
const FORGOTTEN = 15 * 60_000;

export const lock = {
  /** There is a code. */
  isSet: computed(() => known.value !== undefined),
  /** The code is asked for now. */
  closed: computed(() => known.value !== undefined && !isOpen.value),
  safetyOpen: computed(() => known.value?.safetyOpen === true),
  /** No code is looked at before this moment (ms). */
  notBefore: computed(() => known.value?.notBefore ?? 0),

  /** Choose a code, or another one. `now` measures this phone's speed (ms). */
  async set(code: string, safetyOpen: boolean, now: () => number = () => performance.now()): Promise<void> {
    const rounds = await roundsOf(now);
    const salt = crypto.getRandomValues(new Uint8Array(16));
    isOpen.value = true;
    stamp();
    await keep({ salt, rounds, hash: await hashOf(code, salt, rounds), safetyOpen, tries: 0, notBefore: 0 });
  },

  async openSafety(without: boolean): Promise<void> {
    if (known.peek()) await keep({ ...(known.peek() as Lock), safetyOpen: without });
  },

  async remove(): Promise<void> {
    await keep(undefined);
    isOpen.value = true;
  },

  /** Ask for the code from now on. "Fortryd" goes too: it would show words of the plan. */
  close(): void {
    shut();
    forgetLast();
    void letGo();
  },

  /** Try a code. A wrong one counts before it is looked at: nobody gets a try for nothing by closing the app. */
  async open(code: string): Promise<boolean> {
    const found = await account.peek()?.store.fact("lock");
    if (!found || Date.now() < found.notBefore) return false;
    const tries = found.tries + 1;
    await keep({ ...found, tries, notBefore: Date.now() + pauseAfter(tries) });
    if (!(await isRight(found, code))) {
      if (isGuessedAt()) await letOthersGo();
      return false;
    }
    await keep({ ...found, tries: 0, notBefore: 0 });
    isOpen.value = true;
    stamp();
    account.peek()?.sender.soon();
    return true;
  },

  /** The code is forgotten: the next sign-in that shows who it is takes it away. */
  async forget(): Promise<void> {
    if (known.peek()) await keep({ ...(known.peek() as Lock), forgottenAt: Date.now() });
  },
};

/** The server says that the person has just shown who they are. Whoever had forgotten the code needs none now. */
export async function proved(): Promise<void> {
  const at = known.peek()?.forgottenAt;
  if (at !== undefined && Date.now() - at < FORGOTTEN && Date.now() >= at) await lock.remove();
}

/** Lock by itself when the phone was put away for long enough. */
export function followLock(): void {
  let leftAt: number | undefined;
  const look = () => {
    if (leftAt !== undefined && !isRecent(leftAt) && known.peek()) lock.close();
  };
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") {
      leftAt = Date.now();
      stamp();
    } else {
      look();
      leftAt = undefined;
    }
  });
  setInterval(look, 30_000);
}

async function keep(next: Lock | undefined): Promise<void> {
  known.value = next;
  await account.peek()?.store.saveFact("lock", next);
}

/** Copies of other people's plans go. One's own stays: it may be the only safety plan at hand. */
async function letOthersGo(): Promise<void> {
  for (const [plan, { keep: kept }] of held.peek()) if (kept.kind !== "all") await forgetPlan(plan);
}
