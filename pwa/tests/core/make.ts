/** Plans, items and edits with sensible defaults, so that a test names only what it is about. */

import type { Edit, ItemOut, PlanOut, ScopeOut, SyncAnswer } from "../../src/api/wire";
import type { Held, HeldPlan, KeptEdit } from "../../src/core/types";

export const PLAN = "planplanplanplanplan22";
export const MEMBER = "membermembermembermem2";
export const NOW = Date.parse("2026-12-01T12:00:00Z");

/** A valid UUIDv7 that ends in this number. */
export function id(number: number): string {
  return `01940000-0000-7000-8000-${String(number).padStart(12, "0")}`;
}

export function anItem(number: number, over: Partial<ItemOut> = {}): ItemOut {
  return { id: id(number), rev: number, at: "2026-11-01T10:00:00Z", order: "V", body: { kind: "strength", text: `text ${number}` }, ...over };
}

export function aPlan(over: Partial<HeldPlan> = {}, items: Record<string, ItemOut[]> = {}): HeldPlan {
  const scopes = Object.fromEntries(
    Object.entries(items).map(([scope, list]) => [scope, { verb: "edit" as const, rev: 10, items: list }]),
  );
  return {
    plan: PLAN,
    epoch: "e1",
    rev: 10,
    view: "v1",
    keep: { kind: "all" },
    citizen: "Anna",
    me: { role: "citizen" },
    people: {},
    scopes,
    ...over,
  };
}

export function holding(...plans: HeldPlan[]): Held {
  return new Map(plans.map((plan) => [plan.plan, plan]));
}

let counter = 0;

type Bare<E> = E extends Edit ? Omit<E, "id" | "plan" | "madeAt" | "v"> : never;

export function anEdit(bare: Bare<Edit>, over: Partial<KeptEdit> & { id?: string; plan?: string } = {}): KeptEdit {
  counter += 1;
  const { id: editId = id(1000 + counter), plan = PLAN, ...rest } = over;
  const edit = { id: editId, plan, madeAt: "2026-12-01T11:00:00Z", v: 1, ...bare } as Edit;
  return { n: counter, edit, state: "waiting", ...rest };
}

export function creating(text: string, over: Parameters<typeof anEdit>[1] = {}): KeptEdit {
  return anEdit({ act: "create", scope: "strengths", body: { kind: "strength", text }, order: "W" }, over);
}

export function anAnswer(plan: Partial<PlanOut> | null, over: Partial<SyncAnswer> = {}): SyncAnswer {
  const plans: PlanOut[] = plan
    ? [{ plan: PLAN, epoch: "e1", rev: 11, view: "v1", keep: { kind: "all" }, citizen: "Anna", ...plan }]
    : [];
  return { now: "2026-12-01T12:00:00Z", plans, ...over };
}

export function aScope(items: ItemOut[], over: Partial<ScopeOut> = {}): ScopeOut {
  return { verb: "edit", rev: 20, items, ...over };
}
