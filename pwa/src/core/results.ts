/**
 * What became of the edits that were sent. None blocks the next, and no words vanish: a refused edit keeps its words
 * and gets the server's reason; sent ones are kept 30 days, so that a server restored from a backup hears them again.
 */

import type { EditResult } from "../api/wire";
import { mayStore } from "./lease";
import { type Held, type KeptEdit, THIRTY_DAYS } from "./types";

/** Edits after the server's results. Edits without a result stay as they are. */
export function afterResults(
  kept: readonly KeptEdit[],
  results: readonly EditResult[],
  now: number,
  morePages: boolean,
): KeptEdit[] {
  const byEdit = new Map(results.map((result) => [result.edit, result]));
  return kept.map((one) => {
    const result = byEdit.get(one.edit.id);
    if (result && one.state === "waiting") return answered(one, result, now, morePages);
    return one.settling && !morePages ? without(one, "settling") : one;
  });
}

function answered(one: KeptEdit, result: EditResult, now: number, morePages: boolean): KeptEdit {
  // `already` does all that `applied` does: the first answer was lost on the way.
  const outcome = result.outcome === "already" ? (result.first ?? "applied") : result.outcome;
  if (outcome === "refused") return { ...one, state: "refused", outcome, code: result.code ?? "invalid_edit" };
  const sent: KeptEdit = { ...without(without(one, "code"), "holdUntil"), state: "sent", outcome, sentAt: now };
  if (result.rev !== undefined) sent.rev = result.rev;
  if (result.kept?.length) sent.kept = result.kept;
  if (morePages) sent.settling = true;
  return sent;
}

/** Edits of these plans are to be sent again: their server knows another history now. Ids make that harmless. */
export function sentAgain(kept: readonly KeptEdit[], plans: ReadonlySet<string>): KeptEdit[] {
  if (plans.size === 0) return [...kept];
  return kept.map((one) => {
    if (one.state !== "sent" || !plans.has(one.edit.plan)) return one;
    return { ...without(without(without(one, "settling"), "rev"), "outcome"), state: "waiting" };
  });
}

/**
 * Edits worth keeping. Sent ones go after 30 days. Those of a plan this device no longer holds, or never may, go at
 * once: they are a copy of its content.
 */
export function worthKeeping(kept: readonly KeptEdit[], held: Held, now: number): KeptEdit[] {
  return kept.filter((one) => {
    if (one.state !== "sent" || one.settling) return true;
    const plan = held.get(one.edit.plan);
    if (!plan || !mayStore(plan)) return false;
    return (one.sentAt ?? 0) > now - THIRTY_DAYS;
  });
}

/** The same edit under another id, for "try again": the server remembers what it said to the old one. */
export function renamed<E extends KeptEdit["edit"]>(edit: E, from: string, to: string): E {
  return JSON.parse(JSON.stringify(edit).replaceAll(from, to)) as E;
}


function without<T extends object, K extends keyof T>(value: T, key: K): T {
  const { [key]: _gone, ...rest } = value;
  return rest as T;
}
