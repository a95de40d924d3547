/**
 * Storage in IndexedDB, sealed row by row (`ring.ts`). Only plans this device may keep are written here; a
 * professional's stay in the open tab.
 */

import { deleteDB, type IDBPDatabase, type IDBPTransaction, openDB } from "idb";
import { mayStore } from "../core/lease";
import { safetyAlone } from "../core/safety";
import type { Held, HeldPlan, HeldScope, KeptEdit } from "../core/types";
import { ringOf } from "./keys";
import { partOf, type Part, type Ring } from "./ring";
import { type DraftRow, FORGOTTEN, type HeadRow, type LogLineRow, migrate, type PlanRow, type ReceiptRow, type Schema, SEALED_FACTS, VERSION } from "./schema";
import type { NewEdit, Store } from "./store";

const WRITTEN = ["facts", "plans", "scopes", "edits", "heads", "log", "receipts", "keys"] as const;
type Writing = IDBPTransaction<Schema, (typeof WRITTEN)[number][], "readwrite">;
type EditRow = Schema["edits"]["value"];

/** A phone acknowledges words only when they are on the disk, not in a buffer. */
const DURABLE = { durability: "strict" } as const;

export function databaseName(person: string): string {
  return `stafet-${person}`;
}

/**
 * Open one account's database. `onGone` is called when another tab needs a newer version of it, `onAnswer` when the
 * database has opened at all.
 */
export async function openPhone(person: string, onGone: () => void = () => {}, onAnswer: () => void = () => {}): Promise<Store> {
  const database = await openDB<Schema>(databaseName(person), VERSION, {
    upgrade: (upgrading, from) => migrate(upgrading, from),
    blocking: (_current, _blocked, event) => {
      (event.target as IDBDatabase).close();
      onGone();
    },
    terminated: onGone,
  });
  onAnswer();
  const store = phoneStore(database, await ringOf(database));
  await store.takeOver();
  return store;
}

interface PhoneStore extends Store {
  takeOver(): Promise<void>;
}

function phoneStore(database: IDBPDatabase<Schema>, ring: Ring): PhoneStore {
  const inTurn = oneAfterTheOther();
  const write = () => database.transaction([...WRITTEN], "readwrite", DURABLE);

  async function whole<T>(where: string, row: { sealed?: Uint8Array<ArrayBuffer> | undefined }): Promise<T | undefined> {
    return (row.sealed ? await ring.unseal(where, row.sealed) : row) as T | undefined;
  }

  async function wholes<T>(where: string, rows: readonly { sealed?: Uint8Array<ArrayBuffer> | undefined }[]): Promise<T[]> {
    return (await Promise.all(rows.map((row) => whole<T>(where, row)))).filter((row) => row !== undefined);
  }

  /** What was sent is a copy of the plan; what was not must be had without the code, to be sent and never lost. */
  const partOfEdit = (edit: Pick<KeptEdit, "state">): Part => (edit.state === "sent" && ring.pass() ? "closed" : "open");

  async function editRow({ n, ...edit }: KeptEdit): Promise<EditRow> {
    return { n, sealed: await ring.seal(partOfEdit(edit), "edits", edit) };
  }

  async function editOf(row: EditRow): Promise<KeptEdit | undefined> {
    const edit = await whole<Omit<KeptEdit, "n">>("edits", row);
    return edit && { ...edit, n: row.n };
  }

  /**
   * Change edits, and write what else belongs to it, all or nothing. Sealing takes turns that no transaction waits for:
   * if another tab has written meanwhile, it is done again from what stands there then.
   */
  async function changing(change: (kept: KeptEdit[]) => KeptEdit[], also: (writing: Writing) => Promise<unknown> = async () => {}): Promise<KeptEdit[]> {
    for (;;) {
      const rows = await database.getAll("edits");
      const before = await Promise.all(rows.map(editOf));
      const after = change(before.filter((one) => one !== undefined));
      const old = new Map(rows.map((row, place) => [row.n, { row, edit: before[place] }]));
      const isWritten = (one: KeptEdit) => {
        const was = old.get(one.n);
        return was?.edit === one && (!was.row.sealed || partOf(was.row.sealed) === partOfEdit(one));
      };
      const puts = await Promise.all(after.filter((one) => !isWritten(one)).map(editRow));
      const stays = new Set(after.map((one) => one.n));
      // What cannot be read now is nobody's to delete.
      const gone = [...old.values()].filter(({ row, edit }) => edit && !stays.has(row.n)).map(({ row }) => row.n);
      const writing = write();
      const edits = writing.objectStore("edits");
      if (!areTheSame(rows, await edits.getAll())) {
        writing.abort();
        await writing.done.catch(() => undefined);
        continue;
      }
      await Promise.all([...puts.map((row) => edits.put(row)), ...gone.map((n) => edits.delete(n)), also(writing)]);
      await writing.done;
      return after;
    }
  }

  async function load() {
    const reading = database.transaction(["plans", "scopes", "edits", "facts"]);
    const [plans, scopes, edits, safety] = await Promise.all([
      reading.objectStore("plans").getAll(),
      reading.objectStore("scopes").getAll(),
      reading.objectStore("edits").getAll(),
      reading.objectStore("facts").get("safety"),
    ]);
    const kept = (await Promise.all(edits.map(editOf))).filter((one) => one !== undefined);
    const held = new Map<string, HeldPlan>();
    if (!ring.pass()) {
      const alone = safety && (await whole<HeldPlan>("facts", safety as { sealed: Uint8Array<ArrayBuffer> }));
      if (alone) held.set(alone.plan, alone);
      return { held, kept };
    }
    const [rows, contents] = await Promise.all([
      wholes<PlanRow>("plans", plans),
      Promise.all(scopes.map(async (row) => ({ plan: row.plan, name: row.scope, scope: await whole<HeldScope>("scopes", row) }))),
    ]);
    const byPlan = new Map<string, Record<string, HeldScope>>(rows.map((row) => [row.plan, {}]));
    for (const { plan, name, scope } of contents) {
      const there = byPlan.get(plan);
      if (there && scope) there[name] = bare(scope);
    }
    for (const row of rows) held.set(row.plan, { ...row, scopes: byPlan.get(row.plan) ?? {} });
    return { held, kept };
  }

  /** What a round changes, sealed beforehand. The same object is the same content. What may not be kept is deleted if it was there. */
  async function planWork(before: Held, after: Held): Promise<(writing: Writing) => Promise<unknown>> {
    const work: Promise<(writing: Writing) => Promise<unknown>>[] = [];
    for (const id of new Set([...before.keys(), ...after.keys()])) {
      const was = before.get(id);
      const now = after.get(id);
      const kept = now && mayStore(now) ? now : undefined;
      if (was === kept) continue;
      work.push(kept ? planRow(kept).then((row) => (writing) => writing.objectStore("plans").put(row)) : soon((writing) => writing.objectStore("plans").delete(id)));
      for (const name of new Set([...Object.keys(was?.scopes ?? {}), ...Object.keys(kept?.scopes ?? {})])) {
        const scope = kept?.scopes[name];
        if (scope && scope !== was?.scopes[name]) work.push(scopeRow(id, name, scope).then((row) => (writing) => writing.objectStore("scopes").put(row)));
        if (!scope) work.push(soon((writing) => writing.objectStore("scopes").delete([id, name])));
      }
    }
    const lock = (await database.get("facts", "lock")) as { safetyOpen?: boolean } | undefined;
    const isSafetyNew = lock?.safetyOpen === true && ownOf(before) !== ownOf(after);
    if (isSafetyNew) work.push(safetyWork(after));
    const all = await Promise.all(work);
    return (writing) => Promise.all(all.map((one) => one(writing)));
  }

  async function planRow(plan: HeldPlan): Promise<Schema["plans"]["value"]> {
    const { scopes: _scopes, ...row } = plan;
    return { plan: row.plan, keep: row.keep, ...(row.ahead !== undefined && { ahead: row.ahead }), sealed: await ring.seal("closed", "plans", row) };
  }

  async function scopeRow(plan: string, name: string, scope: HeldScope): Promise<Schema["scopes"]["value"]> {
    return { plan, scope: name, ...(scope.until !== undefined && { until: scope.until }), sealed: await ring.seal("closed", "scopes", scope) };
  }

  /** The safety plan alone, under this phone's own key. */
  async function safetyWork(held: Held | undefined): Promise<(writing: Writing) => Promise<unknown>> {
    const alone = held && safetyAlone(held);
    if (!alone) return (writing) => writing.objectStore("facts").delete("safety");
    const row = { sealed: await ring.seal("open", "facts", alone) };
    return (writing) => writing.objectStore("facts").put(row, "safety");
  }

  async function logRow(line: LogLineRow): Promise<Schema["log"]["value"]> {
    return { plan: line.plan, seq: line.seq, sealed: await ring.seal("closed", "log", line) };
  }

  const store: PhoneStore = {
    lasts: true,
    async takeOver() {
      // Never in the way: what is not taken over today is read as it is.
      const isDone = await database.get("keys", "taken").catch(() => true);
      if (!isDone) await import("./taking-over").then(({ takeOver }) => takeOver(database, ring, store)).catch(() => undefined);
    },
    load,
    isLocked: () => ring.pass() === undefined,
    pass: () => ring.pass(),
    async unlock(pass) {
      const opened = await ring.unlock(pass);
      if (opened) await store.takeOver();
      return opened;
    },
    lockAway: () => ring.lock(),
    saveLock: (lock) => inTurn(async () => {
      const pass = ring.pass();
      const isThere = (await database.get("facts", "safety")) !== undefined;
      const isSafetyMoved = pass && isThere !== (lock?.safetyOpen === true);
      const safety = isSafetyMoved && (await safetyWork(lock?.safetyOpen ? (await load()).held : undefined));
      const writing = write();
      const work: Promise<unknown>[] = [writing.objectStore("facts").put(lock, "lock")];
      // With a code the pass is only to be had through the code; without one it lies beside the key.
      if (pass) work.push(lock ? writing.objectStore("keys").delete("pass") : writing.objectStore("keys").put(pass, "pass"));
      if (safety) work.push(safety(writing));
      await Promise.all(work);
      await writing.done;
    }),
    addEdit: (edit) => inTurn(async () => {
      const row = { sealed: await ring.seal(partOfEdit(edit), "edits", edit) };
      const writing = database.transaction("edits", "readwrite", DURABLE);
      // The key generator gives `n`; until then the row has none.
      const n = await writing.store.add(row as unknown as EditRow);
      await writing.done;
      return { ...edit, n } as NewEdit & { n: number };
    }),
    changeEdits: (change) => inTurn(() => changing(change)),
    saveRound: (before, after, change, heads = []) => inTurn(async () => {
      // Nothing that was read is written while it cannot be sealed.
      const plans = ring.pass() ? await planWork(before, after) : undefined;
      return changing(change, async (writing) => {
        const shown = writing.objectStore("heads");
        await plans?.(writing);
        for (const head of heads) if (!(await shown.getKey(keyOf(head)))) await shown.add(head);
      });
    }),
    thin: (change) => inTurn(async () => {
      const [plans, scopes] = await Promise.all([database.getAll("plans"), database.getAll("scopes")]);
      const after = change(outlines(plans, scopes));
      const writing = write();
      await Promise.all([
        ...plans.filter((row) => !after.has(row.plan)).map((row) => writing.objectStore("plans").delete(row.plan)),
        ...scopes.filter((row) => !after.get(row.plan)?.scopes[row.scope]).map((row) => writing.objectStore("scopes").delete([row.plan, row.scope])),
      ]);
      await writing.done;
    }),
    drafts: async () => wholes<DraftRow>("drafts", await database.getAll("drafts")),
    saveDraft: (row) => inTurn(async () => {
      if (row.text === "") await database.delete("drafts", row.key);
      else await database.put("drafts", { key: row.key, sealed: await ring.seal("open", "drafts", row) });
    }),
    async fact(name) {
      const value = await database.get("facts", name);
      // The facts' own store holds each fact under its name: the type follows the name.
      return (SEALED_FACTS[name] && value ? await whole("facts", value as object) : value) as never;
    },
    saveFact: (name, value) => inTurn(async () => {
      const part = value === undefined ? undefined : SEALED_FACTS[name];
      if (part === "closed" && !ring.pass()) return;
      await database.put("facts", part ? { sealed: await ring.seal(part, "facts", value) } : value, name);
    }),
    heads: (plan) => database.getAll("heads", IDBKeyRange.bound([plan], [plan, []])),
    async addHeads(heads) {
      const writing = database.transaction("heads", "readwrite", DURABLE);
      for (const head of heads) if (!(await writing.store.getKey(keyOf(head)))) await writing.store.add(head);
      await writing.done;
    },
    logLines: async (plan) => wholes<LogLineRow>("log", await database.getAll("log", IDBKeyRange.bound([plan], [plan, []]))),
    addLogLines: (lines) => inTurn(async () => {
      if (!ring.pass()) return;
      const rows = await Promise.all(lines.map(logRow));
      const writing = database.transaction("log", "readwrite");
      for (const row of rows) if (!(await writing.store.getKey([row.plan, row.seq]))) await writing.store.add(row);
      await writing.done;
    }),
    replaceLogLines: (plan, lines) => inTurn(async () => {
      if (!ring.pass()) return;
      const rows = await Promise.all(lines.map(logRow));
      const writing = database.transaction("log", "readwrite", DURABLE);
      await writing.store.delete(IDBKeyRange.bound([plan], [plan, []]));
      for (const row of rows) await writing.store.put(row);
      await writing.done;
    }),
    receipts: async (plan) => wholes<ReceiptRow>("receipts", (await database.getAll("receipts")).filter((receipt) => receipt.plan === plan)),
    addReceipts: (receipts) => inTurn(async () => {
      if (!ring.pass()) return;
      const rows = await Promise.all(receipts.map(async (one) => ({ id: one.id, plan: one.plan, sealed: await ring.seal("closed", "receipts", one) })));
      const writing = database.transaction("receipts", "readwrite", DURABLE);
      for (const row of rows) if (!(await writing.store.getKey(row.id))) await writing.store.add(row);
      await writing.done;
    }),
    forgetPlans: () => inTurn(async () => {
      const pass = await ring.newPass();
      const locked = (await database.getAll("edits")).filter((row) => row.sealed && partOf(row.sealed) === "closed");
      await changing((kept) => kept.filter((one) => one.state !== "sent"), (writing) =>
        Promise.all([
          ...FORGOTTEN.map((name) => writing.objectStore("facts").delete(name)),
          ...(["plans", "scopes", "log", "receipts"] as const).map((name) => writing.objectStore(name).clear()),
          ...locked.map((row) => writing.objectStore("edits").delete(row.n)),
          // What may still lie somewhere under the old key opens no more.
          writing.objectStore("keys").put(pass, "pass"),
        ]));
      await ring.unlock(pass);
    }),
    close: () => database.close(),
  };
  return store;
}

const keyOf = (head: HeadRow): [string, number, string] => [head.plan, head.seq, head.hash];

const soon = async (work: (writing: Writing) => Promise<unknown>) => work;

const ownOf = (held: Held): HeldPlan | undefined => [...held.values()].find((plan) => plan.me.role === "citizen");

/** A row of before version 3 says its own place too. */
function bare(row: HeldScope & { plan?: string; scope?: string }): HeldScope {
  const { plan: _plan, scope: _scope, ...scope } = row;
  return scope;
}

/** Sealed twice is never the same: the same bytes are the same row. */
function areTheSame(rows: readonly EditRow[], others: readonly EditRow[]): boolean {
  const mark = (row: EditRow) => `${row.n} ${row.sealed ? row.sealed.slice(0, 13).join() : JSON.stringify(row)}`;
  return rows.length === others.length && rows.every((row, place) => mark(row) === mark(others[place] as EditRow));
}

/** Plans as far as they can be seen without opening them: whose they are, and until when. */
function outlines(plans: readonly Schema["plans"]["value"][], scopes: readonly Schema["scopes"]["value"][]): Held {
  return new Map(plans.map(({ plan, keep, ahead }) => {
    const own = scopes.filter((row) => row.plan === plan).map((row) => [row.scope, { verb: "see", rev: 0, items: [], ...(row.until !== undefined && { until: row.until }) } as HeldScope] as const);
    const outline: HeldPlan = { plan, keep, epoch: "", rev: 0, view: "", citizen: "", me: { role: "citizen" }, people: {}, scopes: Object.fromEntries(own) };
    return [plan, ahead === undefined ? outline : { ...outline, ahead }];
  }));
}

/** Writing waits for the writing before it: sealing must not turn the order round. */
function oneAfterTheOther(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
}

/** Delete all that this phone keeps for a person. */
export const destroyStore = (person: string): Promise<void> => deleteDB(databaseName(person));
