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
  openAccount,
  rememberedAccount,
  status,
} from "./account";
import { saveDrafts } from "./drafts";
import { proved } from "./lock";
import { lang, remember, remembered } from "./settings";
import { recallWho, session, signedIn } from "./who";
import { letGo } from "./write";

export { session } from "./who";

/** A sign-out the server has not heard of yet: where, and whose. */
export const LEAVING = "stafet.leaving";

/** Whose session this browser has, as far as it was told; NOBODY when it has none. Unset: not known yet. */
export const WHOSE = "stafet.session";
export const NOBODY = "-";

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
      await (await import("./leaving")).makeRoom(me.person.id);
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

/** Tell the server about a goodbye. One that could not be said yet is said before anything else is asked. */
export async function endSession(): Promise<void> {
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
