/**
 * What a phone holds, as plain values. Everything in `core` is a pure function over these: no browser, no clock,
 * no randomness, so that each promise can be tested in a millisecond.
 */

import type { Edit, EditOutcome, ItemOut, Keep, Me, Moment, PersonOut, RefusalCode, Verb } from "../api/wire";

/** One open scope of one plan. One record on the phone, so that closing it is one deletion. */
export interface HeldScope {
  verb: Verb;
  rev: number;
  until?: Moment;
  items: readonly ItemOut[];
}

/** One plan as the server last told it. Never changed in place: what is the same object is the same content. */
export interface HeldPlan {
  plan: string;
  epoch: string;
  rev: number;
  view: string;
  keep: Keep;
  /**
   * How far this phone's clock stood ahead of the server's at the last answer (ms). The server's moments are read on the
   * server's clock: a phone that believes it is 2020 must not keep a lease for six years.
   */
  ahead?: number;
  citizen: string;
  me: Me;
  /** The newest row of the plan's log that the server last spoke of. What was ever seen of it is kept apart, for good. */
  log?: { seq: number; hash: string };
  /** The operator has closed the plan to everybody but its citizen. Told to the citizen alone. */
  suspended?: boolean;
  people: Readonly<Record<string, PersonOut>>;
  scopes: Readonly<Record<string, HeldScope>>;
}

export type Held = ReadonlyMap<string, HeldPlan>;

/** An edit and what became of it. Waiting and refused ones stay until they are sent or thrown away by the writer. */
export interface KeptEdit {
  /** The order in which this phone made them, given by the store. */
  n: number;
  edit: Edit;
  state: "waiting" | "sent" | "refused";
  /** Where the words were written and what they were, so that they can be shown when the item is gone. */
  scope?: string;
  kind?: string;
  words?: string;
  /** Not to be sent before this moment (ms): the time somebody has to say "undo". */
  holdUntil?: number;
  /** Set before the first attempt: from then on the server may know it, whatever the line says. */
  triedAt?: number;
  sentAt?: number;
  outcome?: EditOutcome;
  code?: RefusalCode;
  rev?: number;
  kept?: readonly string[];
  /** Sent, but the items it made may still be on a later page of the answer. */
  settling?: boolean;
}

export const THIRTY_DAYS = 30 * 24 * 60 * 60 * 1000;
