/**
 * The phone's own database: one per account, so that one person's words are never sent in another's name. Migrations
 * are append-only; their place in the list is the version. A phone may come from any of them.
 */

import type { DBSchema, IDBPDatabase } from "idb";
import type { Copy, LogLine, MeAnswer, ReceiptOut } from "../api/rest";
import type { Lock } from "../core/code";
import type { Helped } from "../core/helped";
import type { Fault, Seen } from "../core/log-check";
import type { HeldPlan, HeldScope, KeptEdit } from "../core/types";
import type { Part, Pass, Sealed } from "./ring";

export type PlanRow = Omit<HeldPlan, "scopes">;
/** Rows of before version 3 lie unsealed until they are taken over. */
export type Row<Seen extends object, Whole extends object> = (Seen & { sealed: Sealed }) | (Whole & { sealed?: undefined });
export interface DraftRow {
  key: string;
  text: string;
  at: number;
}
/** A head of a plan's log that this phone was shown. Another hash for the same number is another row: none is overwritten. */
export interface HeadRow extends Omit<Seen, "commitment"> {
  plan: string;
  /** When it was first seen, by this phone's clock. */
  at: string;
  /** The plan's epoch then: another one now means that a backup was put back in between. */
  epoch?: string;
}
/** A row of the log as this phone read it first. */
export interface LogLineRow extends LogLine {
  plan: string;
}
/** A receipt as the server gave it: the signature is over the bytes of `file`. */
export interface ReceiptRow extends ReceiptOut {
  /** Plan and number. */
  id: string;
  plan: string;
}
/** How the last check of a plan's log went. */
export interface LogCheck {
  at: string;
  count: number;
  faults: Fault[];
  /** Everything that is wrong was seen before a backup was put back: that is what rows since the backup look like. */
  restored?: boolean;
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
  /** For each plan, how the last check of its log went. */
  checks: Record<string, LogCheck>;
  /** Public keys that receipts were signed with, by their short name, as this phone was first given them. */
  receiptKeys: Record<string, string>;
  /** The code that opens the app here, as what it is sealed around. Undefined: none was chosen. */
  lock: Lock | undefined;
  /** Somebody sits beside the citizen at this phone. */
  helped: Helped | undefined;
  /** The safety plan alone, to be read without the code: when the person wants it so. */
  safety: HeldPlan | undefined;
}
/** Facts that say something about somebody, and the part they lie in. The others are numbers, ids and public keys. */
export const SEALED_FACTS: Readonly<Partial<Record<keyof Facts, Part>>> = { me: "closed", copies: "closed", checks: "closed", helped: "open", safety: "open" };

/** What goes with the plans when somebody leaves this phone: all that says something about somebody, and the code. */
export const FORGOTTEN = ["lock", ...(Object.keys(SEALED_FACTS) as (keyof Facts)[])] as const;

/** What stays readable is what a row is found by, and what says until when it may be held. */
export interface Schema extends DBSchema {
  facts: { key: string; value: Facts[keyof Facts] | { sealed: Sealed } };
  plans: { key: string; value: Row<Pick<PlanRow, "plan" | "keep" | "ahead">, PlanRow> };
  scopes: { key: [string, string]; value: Row<{ plan: string; scope: string; until?: string }, HeldScope & { plan: string; scope: string }> };
  edits: { key: number; value: Row<{ n: number }, KeptEdit> };
  drafts: { key: string; value: Row<{ key: string }, DraftRow> };
  heads: { key: [string, number, string]; value: HeadRow };
  log: { key: [string, number]; value: Row<{ plan: string; seq: number }, LogLineRow> };
  receipts: { key: string; value: Row<{ id: string; plan: string }, ReceiptRow> };
  /** This phone's own key, the pass to the closed part while there is no code, and whether all rows are sealed. */
  keys: { key: "device" | "pass" | "taken"; value: CryptoKey | Pass | true };
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
  (database) => {
    database.createObjectStore("heads", { keyPath: ["plan", "seq", "hash"] });
    database.createObjectStore("log", { keyPath: ["plan", "seq"] });
    database.createObjectStore("receipts", { keyPath: "id" });
  },
  (database) => {
    database.createObjectStore("keys");
  },
];

export const VERSION = MIGRATIONS.length;

/** Bring a database of any older version up to this one. */
export function migrate(database: IDBPDatabase<Schema>, from: number, to = VERSION): void {
  for (const migration of MIGRATIONS.slice(from, to)) migration(database);
}
