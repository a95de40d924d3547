/** Storage in IndexedDB. Only plans this device may keep are written here; a professional's stay in the open tab. */

import { deleteDB, type IDBPDatabase, type IDBPTransaction, openDB } from "idb";
import { mayStore } from "../core/lease";
import type { Held, HeldPlan, HeldScope, KeptEdit } from "../core/types";
import { type HeadRow, migrate, type PlanRow, type Schema, VERSION } from "./schema";
import type { NewEdit, Store } from "./store";

type Writing<N extends ("facts" | "plans" | "scopes" | "edits" | "heads" | "log" | "receipts")[]> = IDBPTransaction<Schema, N, "readwrite">;

/** A phone acknowledges words only when they are on the disk, not in a buffer. */
const DURABLE = { durability: "strict" } as const;

export function databaseName(person: string): string {
  return `stafet-${person}`;
}

/** Open one account's database. `onGone` is called when another tab needs a newer version of it. */
export async function openPhone(person: string, onGone: () => void = () => {}): Promise<Store> {
  const database = await openDB<Schema>(databaseName(person), VERSION, {
    upgrade: (upgrading, from) => migrate(upgrading, from),
    blocking: (_current, _blocked, event) => {
      (event.target as IDBDatabase).close();
      onGone();
    },
    terminated: onGone,
  });
  return phoneStore(database);
}

function phoneStore(database: IDBPDatabase<Schema>): Store {
  return {
    lasts: true,
    async load() {
      const reading = database.transaction(["plans", "scopes", "edits"]);
      const [plans, scopes, kept] = await Promise.all([
        reading.objectStore("plans").getAll(),
        reading.objectStore("scopes").getAll(),
        reading.objectStore("edits").getAll(),
      ]);
      const held = new Map<string, HeldPlan>();
      const byPlan = new Map<string, Record<string, HeldScope>>(plans.map((row) => [row.plan, {}]));
      for (const { plan, scope, ...rest } of scopes) {
        const there = byPlan.get(plan);
        if (there) there[scope] = rest;
      }
      for (const row of plans) held.set(row.plan, { ...row, scopes: byPlan.get(row.plan) ?? {} });
      return { held, kept };
    },
    async addEdit(edit) {
      const writing = database.transaction("edits", "readwrite", DURABLE);
      // The key generator gives `n`; until then the row has none.
      const n = await writing.store.add(edit as NewEdit & { n: number });
      await writing.done;
      return { ...edit, n };
    },
    async changeEdits(change) {
      const writing = database.transaction(["edits"], "readwrite", DURABLE);
      const after = await changed(writing, change);
      await writing.done;
      return after;
    },
    async saveRound(before, after, change, heads = []) {
      const writing = database.transaction(["plans", "scopes", "edits", "heads"], "readwrite", DURABLE);
      const kept = await changed(writing, change);
      await writePlans(writing, before, after);
      const shown = writing.objectStore("heads");
      for (const head of heads) if (!(await shown.getKey(keyOf(head)))) await shown.add(head);
      await writing.done;
      return kept;
    },
    drafts: () => database.getAll("drafts"),
    async saveDraft(row) {
      if (row.text === "") await database.delete("drafts", row.key);
      else await database.put("drafts", row);
    },
    async fact(name) {
      // The facts' own store holds each fact under its name: the type follows the name.
      return (await database.get("facts", name)) as never;
    },
    async saveFact(name, value) {
      await database.put("facts", value, name);
    },
    heads: (plan) => database.getAll("heads", IDBKeyRange.bound([plan], [plan, []])),
    async addHeads(heads) {
      const writing = database.transaction("heads", "readwrite", DURABLE);
      for (const head of heads) if (!(await writing.store.getKey(keyOf(head)))) await writing.store.add(head);
      await writing.done;
    },
    logLines: (plan) => database.getAll("log", IDBKeyRange.bound([plan], [plan, []])),
    async addLogLines(lines) {
      const writing = database.transaction("log", "readwrite");
      for (const line of lines) if (!(await writing.store.getKey([line.plan, line.seq]))) await writing.store.add(line);
      await writing.done;
    },
    async replaceLogLines(plan, lines) {
      const writing = database.transaction("log", "readwrite", DURABLE);
      await writing.store.delete(IDBKeyRange.bound([plan], [plan, []]));
      for (const line of lines) await writing.store.put(line);
      await writing.done;
    },
    receipts: async (plan) => (await database.getAll("receipts")).filter((receipt) => receipt.plan === plan),
    async addReceipts(receipts) {
      const writing = database.transaction("receipts", "readwrite", DURABLE);
      for (const receipt of receipts) if (!(await writing.store.getKey(receipt.id))) await writing.store.add(receipt);
      await writing.done;
    },
    async forgetPlans() {
      const writing = database.transaction(["facts", "plans", "scopes", "edits", "log", "receipts"], "readwrite", DURABLE);
      await Promise.all([
        writing.objectStore("facts").delete("checks"),
        writing.objectStore("log").clear(),
        writing.objectStore("receipts").clear(),
        writing.objectStore("facts").delete("me"),
        writing.objectStore("facts").delete("lock"),
        writing.objectStore("facts").delete("copies"),
        writing.objectStore("plans").clear(),
        writing.objectStore("scopes").clear(),
        changed(writing, (kept) => kept.filter((one) => one.state !== "sent")),
      ]);
      await writing.done;
    },
    close: () => database.close(),
  };
}

const keyOf = (head: HeadRow): [string, number, string] => [head.plan, head.seq, head.hash];

async function changed(
  writing: Writing<["edits"]> | Writing<["plans", "scopes", "edits", "heads"]> | Writing<["facts", "plans", "scopes", "edits", "log", "receipts"]>,
  change: (kept: KeptEdit[]) => KeptEdit[],
): Promise<KeptEdit[]> {
  const edits = (writing as Writing<["edits"]>).objectStore("edits");
  const before = await edits.getAll();
  const after = change(before);
  const old = new Map(before.map((one) => [one.n, one]));
  const work: Promise<unknown>[] = [];
  for (const one of after) {
    if (old.get(one.n) !== one) work.push(edits.put(one));
    old.delete(one.n);
  }
  for (const n of old.keys()) work.push(edits.delete(n));
  await Promise.all(work);
  return after;
}

/** Write what differs: the same object is the same content. What this device may not keep is deleted if it was there. */
async function writePlans(writing: Writing<["plans", "scopes", "edits", "heads"]>, before: Held, after: Held): Promise<void> {
  const plans = writing.objectStore("plans");
  const scopes = writing.objectStore("scopes");
  const work: Promise<unknown>[] = [];
  for (const id of new Set([...before.keys(), ...after.keys()])) {
    const was = before.get(id);
    const now = after.get(id);
    const kept = now && mayStore(now) ? now : undefined;
    if (was === kept) continue;
    work.push(kept ? plans.put(rowOf(kept)) : plans.delete(id));
    for (const name of new Set([...Object.keys(was?.scopes ?? {}), ...Object.keys(kept?.scopes ?? {})])) {
      const scope = kept?.scopes[name];
      if (scope && scope !== was?.scopes[name]) work.push(scopes.put({ ...scope, plan: id, scope: name }));
      if (!scope) work.push(scopes.delete([id, name]));
    }
  }
  await Promise.all(work);
}

function rowOf(plan: HeldPlan): PlanRow {
  const { scopes: _scopes, ...row } = plan;
  return row;
}

/** Delete all that this phone keeps for a person. */
export const destroyStore = (person: string): Promise<void> => deleteDB(databaseName(person));
