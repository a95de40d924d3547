/** Anna, signed in on a phone of her own, and a server that takes everything she writes. */

import { server } from "./browser";
import type { ItemOut, SyncRequest } from "../../src/api/wire";
import { closeAccount } from "../../src/state/account";
import { lock } from "../../src/state/lock";
import { recallSession, refreshSession, session } from "../../src/state/session";
import { anAnswer, anItem, aScope, PLAN } from "../core/make";

let people = 0;

/** Sign in as somebody new, with one strength in their plan. */
export async function signedIn(items: ItemOut[] = [anItem(1)], keep: "all" | "tab" | "lease" = "all") {
  people += 1;
  const person = { id: `person${people}`, name: "Anna", door: "citizen" as const, lang: "da" };
  server.me = { signedIn: true, demo: false, person, plans: [{ plan: PLAN, role: "citizen", name: "Anna" }] };
  server.sync = (request) => answering(request, items, keep);
  await refreshSession();
  return person;
}

export function answering(request: SyncRequest, items: ItemOut[], keep: "all" | "tab" | "lease" = "all") {
  const results = request.edits.map((edit) => ({ edit: edit.id, outcome: "applied" as const, rev: 20 }));
  const until = new Date(Date.now() + 60_000).toISOString();
  return anAnswer(
    { keep: keep === "lease" ? { kind: keep, until } : { kind: keep }, scopes: { strengths: aScope(items, { full: true }) } },
    { results },
  );
}

export const CODE = "824190";

/** Choose a code, with the fewest rounds: as on a slow phone. */
export async function coded() {
  let at = 0;
  await lock.set(CODE, false, () => (at += 5000));
}

/** What happens when the app is closed and opened again. */
export async function reopened() {
  closeAccount();
  session.value = undefined;
  await recallSession();
}
