/**
 * Who sits here. What the phone remembers comes first, what the server says corrects it; a citizen's own plan stays
 * open long after the session has ended.
 */

import { effect, signal } from "@preact/signals";
import { api, Problem, request } from "../api/client";
import type { MeAnswer } from "../api/rest";
import {
  account,
  forgetTabPlans,
  held,
  kept,
  leaveAccount,
  openAccount,
  rememberedAccount,
  status,
} from "./account";
import { destroyStore } from "../store";
import { dropDrafts, saveDrafts } from "./drafts";
import { proved } from "./lock";
import { go } from "./route";
import { lang, remember, remembered } from "./settings";
import { recallWho, session, signedIn } from "./who";
import { letGo } from "./write";

export { session } from "./who";

/** How long signing out waits for the last words to be sent (ms). */
const PATIENCE = 4000;

/** A sign-out the server has not heard of yet: where, and whose. */
const LEAVING = "stafet.leaving";

/** Whose session this browser has, as far as it was told; NOBODY when it has none. Unset: not known yet. */
const WHOSE = "stafet.session";
const NOBODY = "-";

/** Whether the server was asked since the app started, with or without luck. */
export const asked = signal(false);

/** Open what this phone had open last, without asking anybody. */
export async function recallSession(person = rememberedAccount()): Promise<void> {
  if (person === undefined) return;
  const open = await openAccount(person);
  const who = await recallWho(open.store);
  // The app was closed meanwhile: there is nothing left to undo.
  void letGo();
  session.value ??= who;
}

/** Ask the server who sits here, and open that person's account. Never rejects: no network changes nothing. */
export async function refreshSession(): Promise<void> {
  let me: MeAnswer;
  try {
    await endSession();
    me = (await request("GET", "/api/me", undefined, { person: "" })) as MeAnswer;
    const before = rememberedAccount();
    if (me.person && before !== undefined && before !== me.person.id) {
      await saveDrafts();
      await (await import("./change")).makeRoom(me.person.id);
    }
  } catch (error) {
    const reached = error instanceof Problem && error.status > 0;
    // Nobody can be asked. That one's own session is over, or never was here, is known all the same.
    const person = account.peek()?.person;
    const isOver = person !== undefined && (remembered(WHOSE) ?? person) !== person;
    status.value = { ...status.peek(), reached, signedOut: isOver || status.peek().signedOut };
    session.value ??= { signedIn: false, demo: false };
    asked.value = true;
    return;
  }
  if (me.signedIn && me.person) await enter(me);
  else stayOutside(me.demo === true);
  asked.value = true;
}

async function enter(me: MeAnswer): Promise<void> {
  const person = me.person?.id ?? "";
  remember(WHOSE, person);
  const isNew = account.peek()?.person !== person;
  const open = await openAccount(person);
  if (isNew) await letGo();
  if (me.proved) await proved();
  await open.store.saveFact("me", rememberable(me));
  // A choice made on this phone beats the one made somewhere else.
  if (me.person?.lang && remembered("stafet.lang") === undefined) lang.value = me.person.lang === "en" ? "en" : "da";
  session.value = signedIn(me, false);
  status.value = { ...status.peek(), reached: true, signedOut: false };
  await open.sender.now();
}

/** The server knows nobody here. What the phone may keep without a session stays open; the rest closes. */
function stayOutside(demo: boolean): void {
  remember(WHOSE, NOBODY);
  forgetTabPlans();
  const mayStay = account.peek() && (held.peek().size > 0 || (session.peek()?.signedIn === true && hasUnsent()));
  status.value = { ...status.peek(), reached: true, signedOut: account.peek() !== undefined };
  if (!mayStay) session.value = { signedIn: false, demo };
}

function hasUnsent(): boolean {
  return kept.peek().some((one) => one.state !== "sent");
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

/** Tell the server about a goodbye. One that could not be said yet is said before anything else is asked. */
async function endSession(): Promise<void> {
  const [where, person = ""] = remembered(LEAVING)?.split(" ") ?? [];
  if (where === undefined) return;
  try {
    await request("POST", "/api/sign-out", { everywhere: where === "everywhere" }, { person });
  } catch (error) {
    // A session that is already gone, or is somebody else's by now, needs no goodbye.
    if (!(error instanceof Problem) || error.status !== 401) throw error;
  }
  remember(LEAVING, undefined);
}

/** Tell the server which language to use in what it sends, when the person has chosen one. */
export function followLanguage(): void {
  let told = lang.peek();
  effect(() => {
    const chosen = lang.value;
    const now = session.peek();
    if (chosen === told) return;
    told = chosen;
    if (now?.signedIn && now.person.lang !== chosen) void api.patch("/api/me", { lang: chosen }).catch(() => undefined);
  });
}

/** What a phone may remember of the answer: not the names of other people's plans, which end with their lease. */
function rememberable(me: MeAnswer): MeAnswer {
  return { ...me, plans: (me.plans ?? []).filter((plan) => plan.role === "citizen"), newDevices: [] };
}
