/**
 * Another person takes the phone, also without a network and without a session. Each finds what is theirs, behind their own
 * code. Fetched when it happens (build/chunks.ts): most phones have one owner.
 */

import { ownOnly } from "../core/lease";
import { account, kept, openAccount, rememberAccount, rememberedAccount } from "./account";
import { type KeptAccount, keptAccounts } from "./accounts";
import { saveDrafts } from "./drafts";
import { keepAccounts, leaveAccount, sayGoodbye, takeLeave } from "./leaving";
import { known } from "./locked";
import { go } from "./route";
import { refreshSession } from "./session";
import { session } from "./who";
import { letGo } from "./write";

/** How long the last words of the one before get to be sent (ms). Otherwise they wait here for their next sign-in. */
const PATIENCE = 4000;

/** Give the phone to `person`, or to nobody yet. The one before is signed out here: a browser has one session. */
export async function changeTo(person?: string, path = "/"): Promise<void> {
  const before = account.peek()?.person ?? rememberedAccount();
  if (before === person) return go(path, { replace: true });
  if (before !== undefined) {
    await saveDrafts();
    await letGo();
    if (kept.peek().some((one) => one.state === "waiting")) {
      await Promise.race([account.peek()?.sender.now(), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
    }
    sayGoodbye(before);
  }
  session.value = { signedIn: false, demo: session.peek()?.demo === true };
  if (before !== undefined) await makeRoom(person);
  if (person !== undefined) {
    await openAccount(person);
    // The browser may have cleared it: then nothing here is theirs.
    if (!known.peek()) await leaveAccount();
    void letGo();
  }
  go(path, { replace: true });
  await refreshSession();
}

/**
 * Somebody else takes this phone: `next`, or nobody yet. A citizen who has a code keeps their plan here, sealed and locked,
 * and what others share with them goes. Without a code anybody could open it: then all of it goes, as at a sign-out.
 */
export async function makeRoom(next?: string): Promise<void> {
  const before = rememberedAccount();
  const open = account.peek() ?? (before === undefined || before === next ? undefined : await openAccount(before));
  if (!open || !known.peek() || !open.store.lasts) return leaveAccount(next);
  open.stop();
  let isOwner = false;
  await open.store.thin((outlines) => {
    const own = ownOnly(outlines);
    isOwner = own.size > 0;
    return own;
  });
  if (!isOwner) return leaveAccount(next);
  await open.store.saveFact("helped", undefined);
  enlist(open.person);
  rememberAccount(next);
  takeLeave(open);
}

/** Put somebody on the list, or change what they are called on it: a name, "" for the number alone. */
export function enlist(person: string, name?: string): KeptAccount {
  const all = keptAccounts();
  const was = all.find((one) => one.person === person);
  const taken = new Set(all.map(({ number }) => number));
  let number = was?.number ?? 1;
  if (!was) while (taken.has(number)) number += 1;
  const called = name ?? was?.name;
  const now = { person, number, ...(called && { name: called }) };
  keepAccounts([...all.filter((one) => one !== was), now]);
  return now;
}
