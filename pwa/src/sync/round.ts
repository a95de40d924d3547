/**
 * One conversation with the server: send what waits, take what is new, until neither side has more. Everything that
 * must not be lost is on the phone before the request leaves, and again before the next one is made.
 */

import { Problem } from "../api/client";
import type { SyncAnswer, SyncRequest } from "../api/wire";
import { afterAnswer } from "../core/answer";
import { mayStore } from "../core/lease";
import { inSendingOrder, LIMITS, type Limits, nextRequest } from "../core/request";
import { afterResults, sentAgain, worthKeeping } from "../core/results";
import type { Held, KeptEdit } from "../core/types";
import type { HeadRow, Store } from "../store";

export interface RoundDeps {
  store: Store;
  device: string;
  post: (request: SyncRequest) => Promise<SyncAnswer>;
  now: () => number;
  /** Plans that live in this tab's memory only (a professional's). */
  inTab: () => Held;
  /** Show what is held now; undefined: that has not changed. */
  publish: (held: Held | undefined, kept: KeptEdit[], answeredAt: string) => void;
  /** Whether somebody signed out or closed the account meanwhile: then nothing more is written. */
  isOver: () => boolean;
}

const MOST_ROUNDS = 500;

/** Talk until there is nothing more to say. Throws the `Problem` that ended it early. */
export async function converse(deps: RoundDeps): Promise<void> {
  let limits: Limits = LIMITS;
  let forgetCursors = false;
  for (let round = 0; round < MOST_ROUNDS && !deps.isOver(); round++) {
    // Behind the lock: what waits is sent, so that a stop is a stop, and nothing is brought that could not be sealed.
    const isLocked = deps.store.isLocked();
    const held: Held = isLocked ? new Map() : await allHeld(deps);
    const { request, sent } = await prepared(deps, held, limits);
    if (isLocked && sent.length === 0) return;
    if (forgetCursors) request.plans = {};
    let answer: SyncAnswer;
    try {
      answer = await deps.post(request);
    } catch (error) {
      if (!(error instanceof Problem) || !isAboutTheRequest(error)) throw error;
      if (sent.length > 1) limits = { ...limits, edits: Math.max(1, sent.length >> 1) };
      else if (sent[0]) await refuse(deps, sent[0], error.code);
      else if (!forgetCursors) forgetCursors = true;
      else throw error;
      continue;
    }
    // Opened or locked meanwhile: asked again from there. Ids make that harmless.
    if (deps.isOver() || deps.store.isLocked() !== isLocked) return;
    const goOn = isLocked ? await handedIn(deps, answer) : await taken(deps, held, request, answer);
    const heard = (answer.results ?? []).length;
    // A server that answers nothing about what was sent is not asked again at once.
    if (!goOn || (sent.length > 0 && heard === 0 && !answer.more)) return;
  }
}

/** The server could not read the request: something in it must go, or it would block all that waits behind it. */
function isAboutTheRequest(problem: Problem): boolean {
  return problem.status === 400 || problem.status === 413 || problem.status === 422;
}

/** What is stored, read afresh because another tab may have written, and what this tab alone holds. */
async function allHeld(deps: RoundDeps): Promise<Held> {
  const { held } = await deps.store.load();
  return new Map([...held, ...[...deps.inTab()].filter(([, plan]) => !mayStore(plan))]);
}

/** Choose what to send and mark it as tried in the same transaction: from now on "undo" is a new edit. */
async function prepared(
  deps: RoundDeps,
  held: Held,
  limits: Limits,
): Promise<{ request: SyncRequest; sent: KeptEdit[] }> {
  const now = deps.now();
  const { kept } = await deps.store.load();
  if (inSendingOrder(kept, now).length === 0) return nextRequest(deps.device, held, [], now, limits);
  const out: { request?: SyncRequest; sent: KeptEdit[] } = { sent: [] };
  await deps.store.changeEdits((edits) => {
    const next = nextRequest(deps.device, held, edits, now, limits);
    Object.assign(out, next);
    const going = new Set(next.sent);
    return edits.map((one) => (going.has(one) && one.triedAt === undefined ? { ...one, triedAt: now } : one));
  });
  return { request: out.request ?? nextRequest(deps.device, held, [], now, limits).request, sent: out.sent };
}

/** Keep what the answer says, show it, and tell whether to ask again at once. */
async function taken(deps: RoundDeps, held: Held, request: SyncRequest, answer: SyncAnswer): Promise<boolean> {
  const now = deps.now();
  // What is kept for 30 days is counted by the server: this phone's clock may be wrong by years.
  const heardAt = Date.parse(answer.now);
  const applied = afterAnswer(held, request, answer, now);
  const goOn = answer.more === true || applied.again;
  const kept = await deps.store.saveRound(held, applied.held, (edits) => {
    const answered = afterResults(edits, answer.results ?? [], heardAt, goOn);
    return worthKeeping(sentAgain(answered, applied.restored), applied.held, heardAt);
  }, headsIn(answer, now));
  deps.publish(applied.held, kept, answer.now);
  return goOn || hasNew(held, applied.held) || inSendingOrder(kept, now).length > 0;
}

/** Behind the lock only the fate of what was sent is kept. Its words stay over what is held until the plan itself is brought. */
async function handedIn(deps: RoundDeps, answer: SyncAnswer): Promise<boolean> {
  const kept = await deps.store.changeEdits((edits) => afterResults(edits, answer.results ?? [], Date.parse(answer.now), true));
  deps.publish(undefined, kept, answer.now);
  return inSendingOrder(kept, deps.now()).length > 0;
}

/** A plan of one's own has just come: ask once more, for where its log ends. */
function hasNew(before: Held, after: Held): boolean {
  return [...after.values()].some((plan) => plan.me.role === "citizen" && !before.has(plan.plan));
}

/** Every head of a log that is shown is kept: later it tells whether rows were cut off or changed. */
function headsIn(answer: SyncAnswer, now: number): HeadRow[] {
  const at = new Date(now).toISOString();
  return (answer.plans ?? []).flatMap(({ plan, log, epoch }) => (log ? [{ plan, seq: log.seq, hash: log.hash, at, epoch }] : []));
}

async function refuse(deps: RoundDeps, one: KeptEdit, code: string): Promise<void> {
  await deps.store.changeEdits((edits) =>
    edits.map((edit) => (edit.n === one.n ? { ...edit, state: "refused", outcome: "refused", code } : edit)),
  );
}
