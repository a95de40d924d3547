/** The next sync request, from what the phone holds. */

import type { Have, SyncRequest } from "../api/wire";
import { TIME_TO_UNDO } from "./edits";
import type { Held, KeptEdit } from "./types";

export interface Limits {
  edits: number;
  bytes: number;
}

/** Under the server's own limits (100 edits, 256 KiB), so that the cursors fit beside the edits. */
export const LIMITS: Limits = { edits: 100, bytes: 200 * 1024 };

/** Waiting edits and cursors. A phone with nothing to send asks with an empty list. */
export function nextRequest(
  device: string,
  held: Held,
  kept: readonly KeptEdit[],
  now: number,
  limits: Limits = LIMITS,
): { request: SyncRequest; sent: KeptEdit[] } {
  const sent = firstThatFit(inSendingOrder(kept, now), limits);
  const plans: Record<string, Have> = {};
  for (const [id, plan] of held) {
    const have: Record<string, number> = {};
    for (const [name, scope] of Object.entries(plan.scopes)) have[name] = scope.rev;
    plans[id] = { epoch: plan.epoch, view: plan.view, have };
    // The citizen's phone asks to be told where their log ends.
    if (plan.me.role === "citizen") plans[id].log = plan.log?.hash ?? "";
  }
  return { request: { device, plans, edits: sent.map((one) => one.edit) }, sent };
}

/** Waiting edits, oldest first, with those that narrow somebody's access ahead of everything (invariant I7). */
export function inSendingOrder(kept: readonly KeptEdit[], now: number): KeptEdit[] {
  const ready = kept.filter((one) => one.state === "waiting" && !isHeldBack(one, now));
  ready.sort((one, other) => one.n - other.n);
  return [...ready.filter(narrows), ...ready.filter((one) => !narrows(one))];
}

/** Still time to say "undo". A moment too far ahead was noted before the clock was set back, and holds nothing. */
export function isHeldBack(one: KeptEdit, now: number): boolean {
  const left = (one.holdUntil ?? 0) - now;
  return left > 0 && left <= TIME_TO_UNDO;
}

function narrows(one: KeptEdit): boolean {
  return one.edit.act === "withdraw" || one.edit.act === "leave";
}

function firstThatFit(edits: KeptEdit[], limits: Limits): KeptEdit[] {
  const fitting: KeptEdit[] = [];
  let bytes = 0;
  for (const one of edits) {
    bytes += sizeOf(one);
    // One edit always goes, whatever its size: the server's answer is better than silence.
    if (fitting.length && (bytes > limits.bytes || fitting.length >= limits.edits)) break;
    fitting.push(one);
  }
  return fitting;
}

function sizeOf(one: KeptEdit): number {
  return new TextEncoder().encode(JSON.stringify(one.edit)).length + 1;
}
