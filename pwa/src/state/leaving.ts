/**
 * Coming as another, and going. It comes with the screens that have the buttons, which lie on every phone: whoever signs in
 * after another needs it too, also when the server has a newer version by then.
 */

import { api } from "../api/client";
import { ownOnly } from "../core/lease";
import { destroyStore } from "../store";
import { account, type Account, closeAccount, kept, openAccount, rememberAccount, rememberedAccount } from "./account";
import { KEPT, type KeptAccount, keptAccounts } from "./accounts";
import { dropDrafts } from "./drafts";
import { known, shut } from "./locked";
import { go } from "./route";
import { endSession, LEAVING, NOBODY, refreshSession, WHOSE } from "./session";
import { remember, remembered } from "./settings";
import { session } from "./who";
import { letGo } from "./write";

/** How long whoever goes waits for the last words to be sent (ms). */
const PATIENCE = 4000;

/** Send what waits, if that can be done in a moment. Otherwise it waits here for its writer's next sign-in. */
export async function lastWords(): Promise<void> {
  await letGo();
  if (!kept.peek().some((one) => one.state === "waiting")) return;
  await Promise.race([account.peek()?.sender.now(), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
}

/** In the demo: sign in as one of its people. */
export async function signInDemo(key: string): Promise<void> {
  await api.post("/api/demo/session", { person: key });
  remember(LEAVING, undefined);
  await refreshSession();
}

/** The plan was erased: nothing of it stays on this phone, not half-written words either. The person stays signed in. */
export async function forgetPhone(): Promise<void> {
  const person = account.peek()?.person;
  await leaveAccount();
  dropDrafts();
  if (person) await destroyStore(person);
  await refreshSession();
}

/**
 * Sign out, here or everywhere. This phone's copy of every plan goes at once, with or without network. `forget`: what
 * was not sent goes too, and all else this phone has of this person. Nobody else's is touched.
 */
export async function signOut({ everywhere = false, forget = false }: { everywhere?: boolean; forget?: boolean } = {}): Promise<void> {
  const demo = session.peek()?.demo === true;
  const person = account.peek()?.person;
  if (!forget) await lastWords();
  // Then the phone: if the network fails now, nothing is left here all the same. Other tabs let go too, and find the
  // goodbye written down before they ask who sits here.
  sayGoodbye(person, everywhere);
  await leaveAccount();
  if (forget && person) await destroyStore(person);
  session.value = { signedIn: false, demo };
  go("/", { replace: true });
  await endSession();
}

/** To be told to the server. A browser has one session: of whoever was to be signed out first. */
export function sayGoodbye(person: string | undefined, everywhere = false): void {
  remember(WHOSE, NOBODY);
  if (remembered(LEAVING) === undefined) remember(LEAVING, `${everywhere ? "everywhere" : "here"} ${person ?? ""}`);
}

/** Close it and delete its plans from this phone. Unsent words and drafts stay, for the next sign-in. `next`: who has the phone now. */
export async function leaveAccount(next?: string): Promise<void> {
  const open = account.peek();
  rememberAccount(undefined);
  open?.stop();
  await open?.store.forgetPlans();
  rememberAccount(next);
  if (!open) return;
  strike(open.person);
  takeLeave(open);
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

/** Close it in every tab, and forget what opens it. */
function takeLeave(open: Account): void {
  open.tell("left");
  // It lies in the memory of this tab, for a page that is loaded again.
  shut();
  closeAccount();
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

/** Nothing of theirs is read here any more. */
export function strike(person: string): void {
  keepAccounts(keptAccounts().filter((one) => one.person !== person));
}

function keepAccounts(all: KeptAccount[]): void {
  remember(KEPT, all.length ? JSON.stringify(all.sort((one, other) => one.number - other.number)) : undefined);
}
