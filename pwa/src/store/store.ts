/**
 * What the rest of the app asks of storage. Two of them exist: the phone's database, and memory for browsers that
 * allow none. Both give the same promises in the same test-suite, but only one survives the tab.
 */

import type { Held, KeptEdit } from "../core/types";
import type { Lock } from "../core/code";
import type { Pass } from "./ring";
import type { DraftRow, Facts, HeadRow, LogLineRow, ReceiptRow } from "./schema";

export type NewEdit = Omit<KeptEdit, "n">;

export interface Loaded {
  held: Held;
  kept: KeptEdit[];
}

export interface Store {
  /** False when what is written here ends with the tab. */
  readonly lasts: boolean;
  /** What can be read now. Behind the code: words that wait, and the safety plan if the person wants it so. */
  load(): Promise<Loaded>;
  /** What was read lies there and cannot be opened: it waits for the code. */
  isLocked(): boolean;
  /** What opens it: kept by whoever has shown that they may. */
  pass(): Pass | undefined;
  unlock(pass: Pass): Promise<boolean>;
  /** Forget the key: from now on nobody reads it here without the pass. */
  lockAway(): void;
  /** Keep a code, or none; with it goes whether the pass and the safety plan are to be had without it. */
  saveLock(lock: Lock | undefined): Promise<void>;
  /** Delete plans and parts without reading them, also while they are locked: what `change` leaves out goes. */
  thin(change: (outlines: Held) => Held): Promise<void>;
  /** Keep an edit. When the promise is fulfilled it is on the phone. */
  addEdit(edit: NewEdit): Promise<KeptEdit>;
  /** Change kept edits in one transaction: all or none. What `change` leaves out is deleted. */
  changeEdits(change: (kept: KeptEdit[]) => KeptEdit[]): Promise<KeptEdit[]>;
  /**
   * What a sync brought, in one transaction: plans, scopes, the fate of the edits, and the heads of logs that were shown.
   * Gives the edits as they now stand.
   */
  saveRound(before: Held, after: Held, change: (kept: KeptEdit[]) => KeptEdit[], heads?: readonly HeadRow[]): Promise<KeptEdit[]>;
  drafts(): Promise<DraftRow[]>;
  /** Keep a draft; an empty one is forgotten. */
  saveDraft(row: DraftRow): Promise<void>;
  fact<K extends keyof Facts>(name: K): Promise<Facts[K] | undefined>;
  saveFact<K extends keyof Facts>(name: K, value: Facts[K]): Promise<void>;
  /** Every head of a plan's log that this phone was ever shown. */
  heads(plan: string): Promise<HeadRow[]>;
  /** Keep heads. One that is there already stays as it is. */
  addHeads(heads: readonly HeadRow[]): Promise<void>;
  /** The rows of a plan's log that this phone has read, in order. */
  logLines(plan: string): Promise<LogLineRow[]>;
  /** Keep rows of a log. A number that is there already keeps what it said first. */
  addLogLines(lines: readonly LogLineRow[]): Promise<void>;
  /** After a restore, when the citizen says so: these rows stand instead of those that were read. Heads stay. */
  replaceLogLines(plan: string, lines: readonly LogLineRow[]): Promise<void>;
  receipts(plan: string): Promise<ReceiptRow[]>;
  addReceipts(receipts: readonly ReceiptRow[]): Promise<void>;
  /**
   * Delete every plan with its log and receipts, sent edits, the code, and whose phone it was, also while it is locked.
   * Unsent words and drafts are the writer's own and stay; so do heads, which say nothing and are the only witness against a log that was changed.
   */
  forgetPlans(): Promise<void>;
  close(): void;
}
