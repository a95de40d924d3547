/**
 * The lock of this phone: what is drawn while nobody has shown that they know the code. Nothing that was read can be
 * read behind it, by the app either; what waits is sent all the same, so what was stopped on the train is stopped.
 * Locked after five minutes away, and at each start.
 */

import { batch, computed } from "@preact/signals";
import { mayStore, ownOnly } from "../core/lease";
import { type Lock, type Passkey, passBy, passOf, pauseAfter, roundsOf, sealedFor, sealedWith, TRIES_BEFORE_OTHERS_GO } from "../core/code";
import { account, type Account, held, reload } from "./account";
import { isOpen, isRecent, known, shut, stamp } from "./locked";
import { recallWho, session } from "./who";
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
  /** The phone's own passkey opens it too. */
  passkey: computed(() => known.value?.passkey),

  /** Choose a code, or another one. `now` measures this phone's speed (ms). */
  async set(code: string, safetyOpen: boolean, now: () => number = () => performance.now()): Promise<void> {
    const open = account.peek();
    const pass = open?.store.pass();
    if (!open || !pass) return;
    const salt = crypto.getRandomValues(new Uint8Array(16));
    const made = await sealedWith(code, pass, salt, await roundsOf(now));
    const passkey = known.peek()?.passkey;
    await keep({ ...made, safetyOpen, tries: 0, notBefore: 0, ...(passkey && { passkey }) });
    isOpen.value = true;
    stamp(open.store);
  },

  async openSafety(without: boolean): Promise<void> {
    if (known.peek()) await keep({ ...(known.peek() as Lock), safetyOpen: without });
  },

  /** No code any more. Where the old one is not known, what was read goes with it: the server has it, and what waits stays. */
  async remove(): Promise<void> {
    const open = account.peek();
    if (open?.store.isLocked()) {
      await open.store.forgetPlans();
      known.value = undefined;
      open.tell("left");
      await reload(open);
    } else await keep(undefined);
    isOpen.value = true;
  },

  /** Ask for the code from now on. "Fortryd" goes too: it would show words of the plan. */
  close(): void {
    const open = account.peek();
    shut();
    open?.store.lockAway();
    held.value = new Map([...held.peek()].filter(([, plan]) => !mayStore(plan)));
    if (open) void reload(open);
    forgetLast();
    void letGo();
  },

  /** Try a code. It counts before anybody is told whether it is right: nobody gets a try for nothing by closing the app. */
  async open(code: string): Promise<boolean> {
    const open = account.peek();
    const found = await open?.store.fact("lock");
    if (!open || !found || Date.now() < found.notBefore) return false;
    const tries = found.tries + 1;
    const counted = keep({ ...found, tries, notBefore: Date.now() + pauseAfter(tries) });
    const [pass] = await Promise.all([passOf(found, code), counted]);
    if (!pass || !(await open.store.unlock(pass))) {
      if (tries >= TRIES_BEFORE_OTHERS_GO) await letOthersGo();
      return false;
    }
    await enter(open, found);
    return true;
  },

  /** From now on what a passkey answers to a salt opens it too. Only for whoever is inside. */
  async addPasskey(id: Passkey["id"], salt: Passkey["salt"], answer: Passkey["sealed"]): Promise<void> {
    const pass = account.peek()?.store.pass();
    const found = known.peek();
    if (pass && found) await keep({ ...found, passkey: await sealedFor(id, salt, answer, pass) });
  },

  async dropPasskey(): Promise<void> {
    const { passkey: _gone, ...rest } = known.peek() as Lock;
    await keep(rest);
  },

  /** Try what a passkey answered. There is nothing to guess, so nothing is counted and a wait is no matter. */
  async openBy(answer: Passkey["sealed"]): Promise<boolean> {
    const open = account.peek();
    const found = await open?.store.fact("lock");
    const pass = found?.passkey && (await passBy(found.passkey, answer));
    if (!open || !found || !pass || !(await open.store.unlock(pass))) return false;
    await enter(open, found);
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
  const open = account.peek();
  known.value = next;
  await open?.store.saveLock(next);
  open?.tell("code");
}

/** What lies here can be read now: show it, and whose it is. Mistakes are forgotten. */
async function enter(open: Account, found: Lock): Promise<void> {
  const [who] = await Promise.all([recallWho(open.store), reload(open)]);
  batch(() => {
    session.value = who;
    isOpen.value = true;
  });
  stamp(open.store);
  await keep({ ...found, tries: 0, notBefore: 0 });
  open.sender.soon();
}

/** Copies of other people's plans go. One's own stays: it may be the only safety plan at hand. */
async function letOthersGo(): Promise<void> {
  held.value = ownOnly(held.peek());
  await account.peek()?.store.thin(ownOnly);
}
