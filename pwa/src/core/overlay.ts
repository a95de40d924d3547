/**
 * What the person sees: the items that were received, with this phone's own unsent edits laid over them. Laying an
 * edit over items that already hold it changes nothing, so a lost answer never shows anything twice.
 */

import type { Author, Edit, FieldValue, ItemOut } from "../api/wire";
import { isVoiced, wholeBody } from "./bodies";
import type { HeldPlan, KeptEdit } from "./types";

/** One item on its way to the screen. */
export interface LaidItem extends ItemOut {
  scope: string;
  waiting: boolean;
}

export interface Laid {
  items: ReadonlyMap<string, LaidItem>;
  /** Scopes with an unsent withdrawal, per member; "*" is everything. */
  stopping: ReadonlyMap<string, ReadonlySet<string>>;
  /** An unsent goodbye: the plan is not shown any more. */
  leaving: boolean;
}

/** The plan as it stands with what waits on this phone. */
export function laidOver(plan: HeldPlan, kept: readonly KeptEdit[]): Laid {
  const items = received(plan);
  const stopping = new Map<string, Set<string>>();
  const me: Author = plan.me.role === "citizen" ? "citizen" : (plan.me.member ?? "");
  let leaving = false;
  for (const one of kept) {
    if (one.edit.plan !== plan.plan || !isVisible(one)) continue;
    const { edit } = one;
    const waiting = one.state === "waiting";
    if (edit.act === "leave") leaving = true;
    else if (edit.act === "show") continue;
    else if (edit.act === "withdraw") {
      const scopes = stopping.get(edit.member) ?? new Set();
      stopping.set(edit.member, scopes.add(edit.scope ?? "*"));
    } else if (edit.act === "create") {
      if (mayShow(plan, edit.scope)) layCreate(items, edit, me, waiting);
    } else if (edit.act === "resolve") layResolve(items, edit, me, waiting);
    else layOnItem(items, edit, me, waiting);
  }
  return { items, stopping, leaving };
}

/** Waiting edits, and sent ones whose items may still be on a later page. Refused and clashing ones show elsewhere. */
function isVisible(one: KeptEdit): boolean {
  return one.state === "waiting" || (one.settling === true && one.outcome === "applied");
}

/** A member's own words do not reopen a scope that was closed to them. */
function mayShow(plan: HeldPlan, scope: string): boolean {
  return plan.me.role === "citizen" || scope in plan.scopes;
}

function received(plan: HeldPlan): Map<string, LaidItem> {
  const items = new Map<string, LaidItem>();
  for (const [scope, held] of Object.entries(plan.scopes)) {
    for (const item of held.items) {
      // An agreement that names me may come twice: in the scope it lives in, and in "responsible". Its home wins.
      if (scope === "responsible" && items.has(item.id)) continue;
      items.set(item.id, { ...item, scope, waiting: false });
    }
  }
  return items;
}

function layCreate(items: Map<string, LaidItem>, edit: Edit & { act: "create" }, by: Author, waiting: boolean): void {
  const body = wholeBody(edit.body);
  if (items.has(edit.id) || !body) return;
  const item: LaidItem = { id: edit.id, rev: 0, at: edit.madeAt, by, scope: edit.scope, waiting, body: { ...body } };
  if (edit.order !== undefined) item.order = edit.order;
  if (edit.from) item.from = edit.from;
  items.set(edit.id, item);
}

function layOnItem(
  items: Map<string, LaidItem>,
  edit: Edit & { act: "change" | "delete" | "place" },
  by: Author,
  waiting: boolean,
): void {
  const item = items.get(edit.item);
  if (!item?.body) return;
  if (edit.act === "delete") items.delete(edit.item);
  else if (edit.act === "place") {
    if (item.order !== edit.order) items.set(item.id, { ...item, order: edit.order, waiting });
  } else layFields(items, item, edit, edit.fields, by, waiting);
}

function layResolve(items: Map<string, LaidItem>, edit: Edit & { act: "resolve" }, by: Author, waiting: boolean): void {
  const alternative = items.get(edit.alternative);
  const body = alternative?.body && wholeBody(alternative.body);
  if (body?.kind !== "alternative") return;
  items.delete(edit.alternative);
  const item = items.get(body.of);
  if (!item || edit.choose === "current") return;
  const value = edit.choose === "own" ? (edit.text ?? "") : body.value;
  layFields(items, item, edit, { [body.field]: value }, by, waiting);
}

function layFields(
  items: Map<string, LaidItem>,
  item: LaidItem,
  edit: Edit,
  fields: Readonly<Record<string, FieldValue>>,
  by: Author,
  waiting: boolean,
): void {
  const news = Object.entries(fields).filter(([field]) => item.versions?.[field] !== edit.id);
  if (news.length === 0 || !item.body) return;
  const versions = { ...item.versions };
  for (const [field] of news) versions[field] = edit.id;
  const laid: LaidItem = { ...item, versions, waiting, changedAt: edit.madeAt };
  laid.body = { ...item.body, ...Object.fromEntries(news), kind: item.body.kind };
  // The word why is its writer's, and so is whose it is, as the server will say too.
  for (const [field] of news) if (field === "why" || field === "whose") laid.body[`${field}By`] = laid.body[field] ? by : "";
  if (news.some(([field]) => isVoiced(field))) laid.voice = by;
  items.set(item.id, laid);
}
