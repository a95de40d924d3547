/**
 * Everything a person can do offline. Each act is one edit, on the phone before the promise is fulfilled; sending it
 * is somebody else's work. Words are never lost: what cannot be applied ends under "Blev ikke sendt".
 */

import { computed, signal } from "@preact/signals";
import type { AlternativeBody, Choice, Edit, FieldValue, Kind, Link } from "../api/wire";
import { wordsOf } from "../core/bodies";
import { type Before, changeOf, isUnheard, opposite, TIME_TO_UNDO, versionOf } from "../core/edits";
import { uuid7Maker } from "../core/ids";
import { between } from "../core/order";
import { renamed } from "../core/results";
import type { KeptEdit } from "../core/types";
import { account, forgetPlan, kept } from "./account";
import { helping } from "./helping";
import { askToKeep } from "./persist";
import { plan, plans } from "./plans";
import type { Fields, Item, NewBody } from "./types";

/** The last thing done, for "Fortryd". `words` are the person's own, or empty. */
export interface LastAct {
  act: Edit["act"];
  kind?: Kind;
  words: string;
  /** How many things went with it. */
  along: number;
}

interface Opts {
  from?: Link;
  order?: string;
  plan?: string;
}
type Bare<E> = E extends Edit ? Omit<E, "id" | "plan" | "madeAt" | "v"> : never;
interface About {
  plan: string;
  scope?: string;
  kind?: string;
  words?: string | undefined;
  /** Not sent before the next act: until then it can be undone. */
  holds?: boolean;
  before?: Before;
}

/** An id for things that belong together and are no item themselves. */
export const newItemId = (): string => newId();

const newId = uuid7Maker(Date.now, (bytes) => crypto.getRandomValues(bytes));
/** What can be undone. `holds`: only as long as nobody has heard of it, and several deletions together. */
const undoable = signal<{ ids: string[]; before: Before; act: LastAct; holds: boolean } | undefined>(undefined);
const lastAct = computed(() => {
  const last = undoable.value;
  const isHeard = last?.holds && !last.ids.every((id) => kept.value.some((one) => one.edit.id === id && isUnheard(one)));
  return isHeard ? undefined : last?.act;
});

export const write = {
  /** Make an item and give its id. "dream:" and "meeting:" mean the scope named after the item itself. */
  async create(scope: string, body: NewBody, opts: Opts = {}): Promise<string> {
    const id = newId();
    const where = scope.endsWith(":") ? scope + id : scope;
    const planId = opts.plan ?? openPlan();
    const fields = body as unknown as { kind: NewBody["kind"] } & Record<string, FieldValue>;
    const order = opts.order ?? between(lastOrder(planId, where, scope));
    const edit: Bare<Edit> = { act: "create", scope: where, body: fields, order };
    if (opts.from) edit.from = { scope: opts.from.scope, item: opts.from.item };
    await add(edit, { plan: planId, scope: where, kind: body.kind, words: wordsOf(fields) }, id);
    return id;
  },

  /** Change fields of an item. Writing what already stands is no edit. `holds`: told to nobody while it can be undone. */
  async change<K extends Kind>(item: Item<K>, fields: Fields<K>, { holds = false } = {}): Promise<void> {
    const news = fields as Record<string, FieldValue | undefined>;
    const change = changeOf(item, news);
    if (!change) return;
    const body = item.body as unknown as Record<string, FieldValue>;
    const before = Object.fromEntries(Object.keys(change.fields).map((field) => [field, body[field] ?? null]));
    await add({ act: "change", item: item.id, ...change }, {
      ...about(item as Item),
      words: wordsOf(change.fields) ?? wordsOf(body),
      before: { fields: before },
      holds,
    });
  },

  /** Remove an item, and with it what hangs on it: one act, which one "undo" takes back. */
  async remove(item: Item, hanging: readonly Item[] = []): Promise<void> {
    const ids: string[] = [];
    for (const one of [...hanging, item]) {
      ids.push(newId());
      await add({ act: "delete", item: one.id }, { ...about(one), holds: true }, ids.at(-1), ids);
    }
  },

  /** Move an item between two others of its list. */
  async place(item: Item, neighbours: { before?: Item; after?: Item }): Promise<void> {
    const order = between(neighbours.before?.order, neighbours.after?.order);
    await add({ act: "place", item: item.id, order }, { ...about(item), before: { order: item.order } });
  },

  /** Choose between two texts, or write a third. */
  async resolve(alternative: Item<"alternative">, choose: Choice, text = ""): Promise<void> {
    const edit: Bare<Edit> = { act: "resolve", alternative: alternative.id, choose };
    if (choose === "own") edit.text = text;
    const words = choose === "own" ? text : String((alternative.body as AlternativeBody).value ?? "");
    await add(edit, { ...about(alternative), words, holds: true });
  },

  /** Stop a member's access, to one scope or to all. Goes first, and at once. */
  async withdraw(member: string, scope?: string): Promise<void> {
    const edit: Bare<Edit> = scope === undefined ? { act: "withdraw", member } : { act: "withdraw", member, scope };
    await add(edit, scope === undefined ? { plan: openPlan() } : { plan: openPlan(), scope });
  },

  /** Somebody sits beside the citizen now: nothing changes, and the log says so. */
  async show(): Promise<void> {
    await add({ act: "show" }, { plan: openPlan() });
  },

  /** Leave a plan's team. */
  async leave(planId: string): Promise<void> {
    await add({ act: "leave" }, { plan: planId });
    await forgetPlan(planId);
  },

  /** Take back the last act: out of the outbox if nobody has heard of it, else by a new edit. */
  async undo(): Promise<void> {
    const last = undoable.peek();
    forgetLast();
    if (last) await takeBack(last.ids, last.before);
  },

  lastAct,

  /** Send a refused edit again, under a new id: the server remembers what it answered the old one. */
  async retry(editId: string): Promise<void> {
    const id = newId();
    await changeKept((edits) =>
      edits.map((one) => {
        if (one.edit.id === editId && one.state === "refused") return freshly(one, { ...one.edit, id }, editId, id);
        // What hangs on the item that was refused follows it to its new id.
        return one.state !== "sent" && one.edit.id !== editId ? { ...one, edit: renamed(one.edit, editId, id) } : one;
      }),
    );
    account.peek()?.sender.soon(0);
  },

  /** Throw away words that were not sent. Only ever by the writer's own hand. */
  async discard(editId: string): Promise<void> {
    const one = kept.peek().find((edit) => edit.edit.id === editId);
    if (one?.state === "refused") await changeKept((edits) => edits.filter((edit) => edit.n !== one.n));
    else if (one?.state === "waiting") await takeBack([editId], {});
  },
};

/** Forget what could be undone: another person, or the moment has passed. */
export function forgetLast(): void {
  undoable.value = undefined;
}

/** Let go what was held back for "undo": something else was done, the phone is put away, or the app was closed meanwhile. */
export async function letGo(): Promise<void> {
  const isHeld = (one: KeptEdit) => one.state === "waiting" && one.holdUntil !== undefined;
  if (!kept.peek().some(isHeld)) return;
  await changeKept((edits) =>
    edits.map((one) => {
      if (!isHeld(one)) return one;
      const { holdUntil: _holdUntil, ...free } = one;
      return free;
    }),
  );
  account.peek()?.sender.soon();
}

/** `together`: the edits of one act, this one last. */
async function add(bare: Bare<Edit>, facts: About, id = newId(), together = [id]): Promise<void> {
  const open = account.peek();
  if (!open) throw new Error("Nobody's account is open");
  if (together.length === 1) await letGo();
  const helper = helping.peek()?.helper;
  const head = { id, plan: facts.plan, madeAt: new Date().toISOString(), v: versionOf(bare.act), ...(helper && { helper }) };
  const edit = { ...bare, ...head } as Edit;
  const one: Omit<KeptEdit, "n"> = { edit, state: "waiting" };
  if (facts.scope !== undefined) one.scope = facts.scope;
  if (facts.kind !== undefined) one.kind = facts.kind;
  if (facts.words) one.words = facts.words;
  if (facts.holds) one.holdUntil = Date.now() + TIME_TO_UNDO;
  const stored = await open.store.addEdit(one);
  kept.value = [...kept.peek().filter((other) => other.n !== stored.n), stored];
  rememberLast(edit, facts, together);
  open.tell();
  if (bare.act === "create") void askToKeep();
  open.sender.soon(facts.holds ? TIME_TO_UNDO : undefined);
}

function rememberLast(edit: Edit, facts: About, ids: string[]): void {
  const before = facts.before ?? {};
  if (!facts.holds && !opposite(edit, before)) {
    forgetLast();
    return;
  }
  const act: LastAct = { act: edit.act, words: facts.words ?? "", along: ids.length - 1 };
  if (facts.kind !== undefined) act.kind = facts.kind as Kind;
  undoable.value = { ids: [...ids], before, act, holds: facts.holds === true };
}

async function takeBack(ids: readonly string[], before: Before): Promise<void> {
  let wasUnheard = false;
  await changeKept((edits) => {
    const theirs = edits.filter((one) => ids.includes(one.edit.id));
    wasUnheard = theirs.length === ids.length && theirs.every(isUnheard);
    return wasUnheard ? edits.filter((one) => !theirs.includes(one)) : edits;
  });
  if (wasUnheard) return;
  const one = kept.peek().find((edit) => edit.edit.id === ids[0]);
  const back = one && opposite(one.edit, before);
  if (!one || !back) return;
  await add(back, {
    plan: one.edit.plan,
    ...(one.scope !== undefined && { scope: one.scope }),
    ...(one.kind !== undefined && { kind: one.kind }),
    words: one.words,
  });
  forgetLast();
}

async function changeKept(change: (edits: KeptEdit[]) => KeptEdit[]): Promise<void> {
  const open = account.peek();
  if (!open) return;
  kept.value = await open.store.changeEdits(change);
  open.tell();
}

function freshly(one: KeptEdit, edit: Edit, from: string, to: string): KeptEdit {
  const { code: _code, outcome: _outcome, triedAt: _triedAt, ...rest } = one;
  // A new dream lives in a scope named after itself, so its own id stands there too.
  const scope = one.scope?.replaceAll(from, to);
  return { ...rest, edit: renamed(edit, from, to), state: "waiting", ...(scope !== undefined && { scope }) };
}

function about(item: Item): About {
  const words = wordsOf(item.body as unknown as Record<string, FieldValue>);
  return { plan: item.plan, scope: item.scope, kind: item.kind, words };
}

function openPlan(): string {
  const id = plan.peek()?.id;
  if (id === undefined) throw new Error("No plan is open");
  return id;
}

/** A new item goes last in its list; a new dream or meeting after the others of its kind. */
function lastOrder(planId: string, where: string, asked: string): string | undefined {
  const view = plans.peek().find((one) => one.id === planId);
  const kind = asked === "dream:" ? "dream" : asked === "meeting:" ? "meeting" : undefined;
  return (kind ? view?.all(kind) : view?.items(where))?.at(-1)?.order || undefined;
}
