/**
 * The phone's own database: one per account, so that one person's words are never sent in another's name. Migrations
 * are append-only; their place in the list is the version. A phone may come from any of them.
 */

import type { DBSchema, IDBPDatabase } from "idb";
import type { Copy, MeAnswer } from "../api/rest";
import type { HeldPlan, HeldScope, KeptEdit } from "../core/types";

export type PlanRow = Omit<HeldPlan, "scopes">;
export interface ScopeRow extends HeldScope {
  plan: string;
  scope: string;
}
export interface DraftRow {
  key: string;
  text: string;
  at: number;
}
/** Facts about this account on this phone. */
export interface Facts {
  device: string;
  me: MeAnswer;
  /** The latest moment this phone has seen (ms): a clock set back is noticed by it. */
  lastSeen: number;
  /** When the server last answered a sync. */
  lastSync: string;
  /** For each plan, the revision up to which this person has seen what others wrote. */
  seen: Record<string, number>;
  /** The last answer about copies on other people's devices, for each plan: the citizen reads it offline too. */
  copies: Record<string, { copies: Copy[]; at: string }>;
}

export interface Schema extends DBSchema {
  facts: { key: string; value: Facts[keyof Facts] };
  plans: { key: string; value: PlanRow };
  scopes: { key: [string, string]; value: ScopeRow };
  edits: { key: number; value: KeptEdit };
  drafts: { key: string; value: DraftRow };
}

type Migration = (database: IDBPDatabase<Schema>) => void;

const MIGRATIONS: readonly Migration[] = [
  (database) => {
    database.createObjectStore("facts");
    database.createObjectStore("plans", { keyPath: "plan" });
    database.createObjectStore("scopes", { keyPath: ["plan", "scope"] });
    database.createObjectStore("edits", { keyPath: "n", autoIncrement: true });
    database.createObjectStore("drafts", { keyPath: "key" });
  },
];

export const VERSION = MIGRATIONS.length;

/** Bring a database of any older version up to this one. */
export function migrate(database: IDBPDatabase<Schema>, from: number): void {
  for (const migration of MIGRATIONS.slice(from)) migration(database);
}
