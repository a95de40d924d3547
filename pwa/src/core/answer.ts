/**
 * Lays a sync answer over what the phone holds. The answer declares, then streams: a plan it does not name is gone,
 * and when the view is new, so is every scope it does not name. A lost message can therefore never leave a copy behind.
 */

import type { ItemOut, PlanOut, ScopeOut, SyncAnswer, SyncRequest } from "../api/wire";
import type { Held, HeldPlan, HeldScope } from "./types";

export interface Applied {
  held: Held;
  /** Plans whose server was restored: their kept edits are to be sent again. */
  restored: ReadonlySet<string>;
  /** Something was dropped that the answer did not bring: ask again at once. */
  again: boolean;
}

/** What the phone holds after the answer to this request. `now` is this phone's own clock (ms), right or wrong. */
export function afterAnswer(
  held: Held,
  request: SyncRequest,
  answer: SyncAnswer,
  now: number = Date.parse(answer.now),
): Applied {
  const ahead = now - Date.parse(answer.now);
  const next = new Map<string, HeldPlan>();
  const restored = new Set<string>();
  let again = false;
  for (const out of answer.plans ?? []) {
    const before = held.get(out.plan);
    const isRestored = before !== undefined && before.epoch !== out.epoch;
    if (isRestored) restored.add(out.plan);
    const asked = request.plans[out.plan];
    const scopes = isRestored ? afterRestore(out) : scopesAfter(before, out, asked?.view, asked?.have ?? {});
    next.set(out.plan, planAfter(before, out, scopes, ahead));
    again ||= scopes.incomplete;
  }
  return { held: next, restored, again };
}

interface Scopes {
  scopes: Readonly<Record<string, HeldScope>>;
  /** What is held does not match `view`: the next request must ask for the whole list. */
  incomplete: boolean;
}

/** Another epoch: revisions and tombstones of the old one mean nothing, so only what came in full can be trusted. */
function afterRestore(out: PlanOut): Scopes {
  const scopes: Record<string, HeldScope> = {};
  for (const [name, scope] of Object.entries(out.scopes ?? {})) {
    if (scope.full) scopes[name] = scopeAfter(undefined, scope);
  }
  const incomplete = Object.keys(scopes).length < Object.keys(out.scopes ?? {}).length || out.scopes === undefined;
  return { scopes, incomplete };
}

function scopesAfter(
  before: HeldPlan | undefined,
  out: PlanOut,
  viewAsked: string | undefined,
  have: Readonly<Record<string, number>>,
): Scopes {
  if (out.scopes === undefined) return { scopes: before?.scopes ?? {}, incomplete: false };
  const isWholeList = out.view !== viewAsked;
  const scopes: Record<string, HeldScope> = isWholeList ? {} : { ...before?.scopes };
  for (const [name, scope] of Object.entries(out.scopes)) {
    // Asked for from the start: what comes is all there is, also when an old copy was lying around.
    const fromStart = scope.full || !have[name];
    scopes[name] = scopeAfter(fromStart ? undefined : before?.scopes[name], scope);
  }
  return { scopes, incomplete: false };
}

function scopeAfter(before: HeldScope | undefined, out: ScopeOut): HeldScope {
  const scope: HeldScope = { verb: out.verb, rev: out.rev, items: itemsAfter(before?.items ?? [], out.items ?? []) };
  return out.until === undefined ? scope : { ...scope, until: out.until };
}

/** Items by id. An older revision never replaces a newer one: packets may arrive twice and out of order. */
function itemsAfter(before: readonly ItemOut[], news: readonly ItemOut[]): readonly ItemOut[] {
  if (news.length === 0) return before;
  const items = new Map(before.map((item) => [item.id, item]));
  for (const item of news) {
    if ((items.get(item.id)?.rev ?? -1) > item.rev) continue;
    if (item.deleted) items.delete(item.id);
    else items.set(item.id, item);
  }
  return [...items.values()];
}

function planAfter(
  before: HeldPlan | undefined,
  out: PlanOut,
  { scopes, incomplete }: Scopes,
  ahead: number,
): HeldPlan {
  const log = out.log ?? before?.log;
  return {
    plan: out.plan,
    epoch: out.epoch,
    rev: out.rev,
    view: incomplete ? "" : out.view,
    keep: out.keep,
    ahead,
    citizen: out.citizen ?? before?.citizen ?? "",
    me: out.me ?? before?.me ?? { role: out.keep.kind === "all" ? "citizen" : "member" },
    people: out.people && Object.keys(out.people).length ? { ...before?.people, ...out.people } : (before?.people ?? {}),
    scopes,
    ...(log && { log }),
    ...(out.suspended && { suspended: true }),
  };
}
