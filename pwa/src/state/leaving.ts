/** Coming as another, and going: what a press does. It comes with the screens that have the buttons. */

import { api } from "../api/client";
import { destroyStore } from "../store";
import { account, type Account, closeAccount, rememberAccount } from "./account";
import { KEPT, type KeptAccount, keptAccounts } from "./accounts";
import { dropDrafts } from "./drafts";
import { shut } from "./locked";
import { go } from "./route";
import { endSession, LEAVING, NOBODY, refreshSession, WHOSE } from "./session";
import { remember, remembered } from "./settings";
import { session } from "./who";
import { letGo } from "./write";

/** How long signing out waits for the last words to be sent (ms). */
const PATIENCE = 4000;

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
  await letGo();
  // What waits is sent first, if that can be done in a moment; otherwise it waits here for the next sign-in.
  if (!forget) await Promise.race([account.peek()?.sender.now(), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
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

/** Close it in every tab, and forget what opens it. */
export function takeLeave(open: Account): void {
  open.tell("left");
  // It lies in the memory of this tab, for a page that is loaded again.
  shut();
  closeAccount();
}

/** Nothing of theirs is read here any more. */
export function strike(person: string): void {
  keepAccounts(keptAccounts().filter((one) => one.person !== person));
}

export function keepAccounts(all: KeptAccount[]): void {
  remember(KEPT, all.length ? JSON.stringify(all.sort((one, other) => one.number - other.number)) : undefined);
}
