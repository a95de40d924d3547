/**
 * What this phone remembers beside the plan itself: up to where a person has seen what others wrote, what was removed
 * here, and the last answer about copies on other people's devices.
 */

import { signal } from "@preact/signals";
import { api } from "../api/client";
import type { Copy, RemovedThing } from "../api/rest";
import { wordsOf } from "../core/bodies";
import { account, held, kept } from "./account";

/** A visit is over when the app has been out of sight for so long (ms): then what was shown is not shown again. */
const PAUSE = 15 * 60_000;

/** For each plan the revision seen when this visit began; undefined until the phone has answered. */
const visit = signal<{ person: string; from: Readonly<Record<string, number>> } | undefined>(undefined);
let latest: Record<string, number> = {};
let hiddenAt: number | undefined;

/** Begin a visit, unless one is under way. A plan that is looked at for the first time has no news. */
export async function beginVisit(plan: string): Promise<void> {
  const open = account.peek();
  const rev = held.peek().get(plan)?.rev;
  if (!open || rev === undefined) return;
  if (visit.peek()?.person !== open.person) {
    const seen = (await open.store.fact("seen")) ?? {};
    if (account.peek() !== open) return;
    latest = { ...seen };
    visit.value = { person: open.person, from: seen };
  }
  const { from, person } = visit.peek() ?? { from: {}, person: open.person };
  // A restored server counts from an earlier number: nobody has seen more than there is.
  const since = Math.min(from[plan] ?? rev, rev);
  if (from[plan] !== since) visit.value = { person, from: { ...from, [plan]: since } };
}

/** The revision up to which this person had seen the plan when the visit began. */
export function seenBefore(plan: string): number | undefined {
  const open = visit.value;
  return open && open.person === account.value?.person ? open.from[plan] : undefined;
}

/** What is held now has been looked at: the next visit begins from here. */
export async function markSeen(plan: string): Promise<void> {
  const open = account.peek();
  const rev = held.peek().get(plan)?.rev;
  if (!open || rev === undefined || visit.peek()?.person !== open.person || latest[plan] === rev) return;
  latest = { ...latest, [plan]: rev };
  await open.store.saveFact("seen", latest);
}

/** Call when the page goes out of sight and comes back. True: a new visit begins. */
export function sight(isHidden: boolean, now = Date.now()): boolean {
  if (isHidden) {
    hiddenAt = now;
    return false;
  }
  const isOver = hiddenAt !== undefined && now - hiddenAt >= PAUSE;
  hiddenAt = undefined;
  if (isOver) visit.value = undefined;
  return isOver;
}

/** Each item's revision, as the server gave it. */
export function revisions(plan: string): ReadonlyMap<string, number> {
  const scopes = Object.values(held.value.get(plan)?.scopes ?? {});
  return new Map(scopes.flatMap((scope) => scope.items.map((item) => [item.id, item.rev] as const)));
}

/** Revisions this phone made itself: they are no news to the one who holds it. */
export function ownRevisions(plan: string): ReadonlySet<number> {
  return new Set(kept.value.flatMap(({ edit, rev }) => (edit.plan === plan && rev !== undefined ? [rev] : [])));
}

export interface Removed {
  item: string;
  scope: string;
  kind: string;
  words: string;
  at: string;
  /** Whose hand it was. */
  by: string;
}

/** What the server said last about things that were removed, on whichever device. */
const told = signal<{ plan: string; removed: readonly RemovedThing[] } | undefined>(undefined);

/** The plan's revision as the server told it: another one may mean that something was removed. */
export function revisionOf(plan: string): number | undefined {
  return held.value.get(plan)?.rev;
}

/** Ask what was removed elsewhere. Without an answer, what was removed on this phone is known all the same. */
export async function askRemoved(plan: string): Promise<void> {
  try {
    told.value = { plan, ...(await api.get<{ removed: RemovedThing[] }>(`/api/plans/${plan}/removed`)) };
  } catch {
    // The last answer stands.
  }
}

/** What was removed lately, the latest first: on this phone, and on others as far as the server was asked. */
export function removedLately(plan: string): Removed[] {
  const here = removedHere(plan);
  const known = new Set(here.map((one) => one.item));
  const elsewhere = (told.value?.plan === plan ? told.value.removed : []).flatMap(({ item, scope, kind, at, by, body }) => {
    const words = wordsOf(body as Parameters<typeof wordsOf>[0]);
    return words && !known.has(item) ? [{ item, scope, kind, words, at, by }] : [];
  });
  return [...here, ...elsewhere].sort((one, other) => Date.parse(other.at) - Date.parse(one.at));
}

/** What was removed on this phone and has been sent, the latest first. The phone knows it for thirty days. */
function removedHere(plan: string): Removed[] {
  return kept.value.flatMap(({ edit, state, scope, kind, words }) =>
    edit.act === "delete" && edit.plan === plan && state === "sent" && scope !== undefined && kind !== undefined && words
      ? [{ item: edit.item, scope, kind, words, at: edit.madeAt, by: "citizen" }]
      : [],
  ).reverse();
}

/** The last answer about copies; the citizen reads it without a network too. */
export async function keptCopies(plan: string): Promise<{ copies: Copy[]; at: string } | undefined> {
  return (await account.peek()?.store.fact("copies"))?.[plan];
}

export async function keepCopies(plan: string, copies: Copy[], at: string): Promise<void> {
  const open = account.peek();
  if (open) await open.store.saveFact("copies", { ...(await open.store.fact("copies")), [plan]: { copies, at } });
}
