/** Storage that ends with the tab, for browsers that allow no database. The settings screen says so. */

import { mayStore } from "../core/lease";
import type { Held, KeptEdit } from "../core/types";
import type { DraftRow, Facts } from "./schema";
import type { Store } from "./store";

export function openMemory(): Store {
  let held: Held = new Map();
  let kept: KeptEdit[] = [];
  let last = 0;
  const drafts = new Map<string, DraftRow>();
  const facts: Partial<Facts> = {};
  return {
    lasts: false,
    load: async () => ({ held, kept }),
    async addEdit(edit) {
      const one = { ...edit, n: ++last };
      kept = [...kept, one];
      return one;
    },
    async changeEdits(change) {
      kept = change(kept);
      return kept;
    },
    async saveRound(_before, after, change) {
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
    async forgetPlans() {
      held = new Map();
      delete facts.me;
      delete facts.copies;
      kept = kept.filter((one) => one.state !== "sent");
    },
    close: () => {},
  };
}
