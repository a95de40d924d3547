/** Makes a `PlanView`, what screens read, from a plan that is held and the edits that wait. Pure; built once per change. */

import type { Author, Kind, Verb } from "../api/wire";
import type { GrantItem, Item, ItemOf, MemberItem, PersonView, PlanView } from "../state/types";
import { wholeBody } from "./bodies";
import { byOrder } from "./order";
import { type Laid, type LaidItem, laidOver } from "./overlay";
import type { Held, HeldPlan, KeptEdit } from "./types";

const REACH: Readonly<Record<Verb, number>> = { see: 1, respond: 2, edit: 3 };

/** Every plan that is held and not being left. */
export function viewsOf(held: Held, kept: readonly KeptEdit[]): PlanView[] {
  return [...held.values()].flatMap((plan) => {
    const laid = laidOver(plan, kept);
    return laid.leaving ? [] : [viewOf(plan, laid)];
  });
}

function viewOf(plan: HeldPlan, laid: Laid): PlanView {
  const items = itemsOf(plan.plan, laid);
  const scopes = scopesOf(plan, items);
  const members = ofKind(items, "member").map((item) => ({ ...item.body, id: item.id }));
  const people = peopleOf(plan, members);
  // Who comes to a meeting was asked in one breath: they stand by name, and not as chance has it.
  const name = (invitee: Item<"invitee">) => people.get(invitee.body.member)?.name ?? "";
  const invitees = ofKind(items, "invitee").sort((one, other) => name(one).localeCompare(name(other), "da"));
  const all = [...[...items.values()].filter((item) => item.kind !== "invitee"), ...invitees];
  const byScope = grouped(all, (item) => item.scope);
  const byKind = grouped(all, (item) => item.kind);
  const view: PlanView = {
    id: plan.plan,
    role: plan.me.role,
    citizen: plan.citizen,
    keep: plan.keep,
    scopes,
    items: <K extends Kind>(scope: string, kind?: K) => {
      const there = (byScope.get(scope) ?? []) as unknown as Item<K>[];
      return kind === undefined ? [...there] : there.filter((item) => item.kind === kind);
    },
    all: <K extends Kind>(kind: K) => [...((byKind.get(kind) ?? []) as unknown as Item<K>[])],
    item: (id) => items.get(id),
    members,
    grants: (byKind.get("grant") ?? []).map((item) => grantOf(item as Item<"grant">, laid)),
    person: (author) => people.get(author) ?? { name: "", isCitizen: author === "citizen" },
    may: (verb, scope) => mayOn(plan, scopes, verb, scope),
    suspended: plan.suspended === true,
  };
  const { member, name: mine = "", memberRole, unit = "", keepsDoor = "", baton = "", wrote, role: _role, ...more } = plan.me;
  if (member) view.me = { ...more, member, name: mine, unit, keepsDoor, baton, ...(memberRole && { role: memberRole }), ...(wrote?.length && { wrote }) };
  return view;
}

function ofKind<K extends Kind>(items: ReadonlyMap<string, Item>, kind: K): Item<K>[] {
  return [...items.values()].filter((item) => item.kind === kind) as unknown as Item<K>[];
}

/** Items with whole bodies, sorted, each with the other texts that wait for a choice. */
function itemsOf(plan: string, laid: Laid): Map<string, Item> {
  const items = new Map<string, Item>();
  for (const item of [...laid.items.values()].sort(byOrder)) {
    const shown = itemOf(plan, item);
    if (shown) items.set(shown.id, shown);
  }
  for (const item of items.values()) {
    if (item.body.kind === "alternative") items.get(item.body.of)?.alternatives.push(item as Item<"alternative">);
  }
  return items;
}

function itemOf(plan: string, laid: LaidItem): Item | undefined {
  const body = laid.body && wholeBody(laid.body);
  // A kind of a newer version: kept, so that nothing is lost, but this version has no words for it.
  if (!body) return undefined;
  const by = laid.by ?? "citizen";
  const item: ItemOf<Kind> = {
    id: laid.id,
    plan,
    scope: laid.scope,
    kind: body.kind,
    body,
    at: laid.at,
    by,
    voice: laid.voice || by,
    order: laid.order ?? "",
    versions: laid.versions ?? {},
    state: laid.waiting ? "waiting" : "sent",
    alternatives: [],
  };
  if (laid.changedAt !== undefined) item.changedAt = laid.changedAt;
  if (laid.from) item.from = laid.from;
  // `kind` and `body.kind` are the same word, which is all the union asks.
  return item as Item;
}

/** The citizen's own new dream opens a scope of its own before the server has heard of it. */
function scopesOf(plan: HeldPlan, items: ReadonlyMap<string, Item>): PlanView["scopes"] {
  const scopes = new Map<string, { verb: Verb; until?: string }>();
  for (const [name, scope] of Object.entries(plan.scopes)) {
    scopes.set(name, scope.until === undefined ? { verb: scope.verb } : { verb: scope.verb, until: scope.until });
  }
  for (const item of items.values()) if (!scopes.has(item.scope)) scopes.set(item.scope, { verb: "edit" });
  return scopes;
}

function mayOn(plan: HeldPlan, scopes: PlanView["scopes"], verb: Verb, scope: string): boolean {
  if (plan.me.role === "citizen") return true;
  const open = scopes.get(scope);
  return open !== undefined && REACH[open.verb] >= REACH[verb];
}

function peopleOf(plan: HeldPlan, members: readonly MemberItem[]): ReadonlyMap<Author, PersonView> {
  const people = new Map<Author, PersonView>([["citizen", { name: plan.citizen, isCitizen: true }]]);
  if (plan.me.role === "member" && plan.me.member) {
    people.set(plan.me.member, { name: plan.me.name ?? "", isCitizen: false });
  }
  for (const [id, { name, role, organisation }] of Object.entries(plan.people)) {
    people.set(id, personOf(name, role, organisation));
  }
  for (const { id, name, role, organisation } of members) people.set(id, personOf(name, role, organisation));
  return people;
}

function personOf(name: string, role: MemberItem["role"], organisation?: string): PersonView {
  return organisation ? { name, role, organisation, isCitizen: false } : { name, role, isCitizen: false };
}

function grantOf(item: Item<"grant">, laid: Laid): GrantItem {
  const stopping = laid.stopping.get(item.body.member);
  return { ...item.body, id: item.id, stopping: stopping?.has("*") === true || stopping?.has(item.body.scope) === true };
}

function grouped<T>(values: Iterable<T>, key: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const group = groups.get(key(value));
    if (group) group.push(value);
    else groups.set(key(value), [value]);
  }
  return groups;
}
