/** Storage that ends with the tab, for browsers that allow no database. The settings screen says so. */

import { mayStore } from "../core/lease";
import type { Held, KeptEdit } from "../core/types";
import type { Pass } from "./ring";
import { type DraftRow, type Facts, FORGOTTEN, type HeadRow, type LogLineRow, type ReceiptRow } from "./schema";
import type { Store } from "./store";

export function openMemory(): Store {
  let held: Held = new Map();
  let kept: KeptEdit[] = [];
  let last = 0;
  const drafts = new Map<string, DraftRow>();
  const facts: Partial<Facts> = {};
  const heads = new Map<string, HeadRow>();
  const lines = new Map<string, LogLineRow>();
  const receipts = new Map<string, ReceiptRow>();
  // Nothing lies anywhere: the pass opens what this tab holds, and locking it is the screen's.
  const pass: Pass = crypto.getRandomValues(new Uint8Array(32));
  const addHeads = (rows: readonly HeadRow[]) => {
    for (const row of rows) addNew(heads, `${row.plan} ${row.seq} ${row.hash}`, row);
  };
  return {
    lasts: false,
    load: async () => ({ held, kept }),
    isLocked: () => false,
    pass: () => pass,
    unlock: async (given) => given.every((byte, place) => byte === pass[place]),
    lockAway: () => {},
    async saveLock(lock) {
      facts.lock = lock;
    },
    async thin(change) {
      held = change(held);
    },
    async addEdit(edit) {
      const one = { ...edit, n: ++last };
      kept = [...kept, one];
      return one;
    },
    async changeEdits(change) {
      kept = change(kept);
      return kept;
    },
    async saveRound(_before, after, change, shown = []) {
      addHeads(shown);
      held = new Map([...after].filter(([, plan]) => mayStore(plan)));
      kept = change(kept);
      return kept;
    },
    drafts: async () => [...drafts.values()],
    async saveDraft(row) {
      if (row.text === "") drafts.delete(row.key);
      else drafts.set(row.key, row);
    },
    fact: async (name) => facts[name],
    async saveFact(name, value) {
      facts[name] = value;
    },
    heads: async (plan) => ofPlan(heads, plan).sort((one, other) => one.seq - other.seq),
    addHeads: async (rows) => addHeads(rows),
    logLines: async (plan) => ofPlan(lines, plan).sort((one, other) => one.seq - other.seq),
    async addLogLines(rows) {
      for (const row of rows) addNew(lines, `${row.plan} ${row.seq}`, row);
    },
    async replaceLogLines(plan, rows) {
      for (const [key, row] of lines) if (row.plan === plan) lines.delete(key);
      for (const row of rows) addNew(lines, `${row.plan} ${row.seq}`, row);
    },
    receipts: async (plan) => ofPlan(receipts, plan),
    async addReceipts(rows) {
      for (const row of rows) addNew(receipts, row.id, row);
    },
    async forgetPlans() {
      held = new Map();
      lines.clear();
      receipts.clear();
      for (const name of FORGOTTEN) delete facts[name];
      kept = kept.filter((one) => one.state !== "sent");
    },
    close: () => {},
  };
}

function addNew<T>(to: Map<string, T>, key: string, row: T): void {
  if (!to.has(key)) to.set(key, row);
}

function ofPlan<T extends { plan: string }>(rows: ReadonlyMap<string, T>, plan: string): T[] {
  return [...rows.values()].filter((row) => row.plan === plan);
}
