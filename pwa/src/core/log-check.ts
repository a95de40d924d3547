/**
 * The plan's log, checked by the citizen's own phone. The server's word is not enough, and neither is the chain alone
 * (whoever can write in the database can make a new one): what counts is what this phone has seen before. Pure.
 */

import { beginning, commitmentTo, type Digest, hex, linked, type LogRow, same, sha256 } from "./log";

/** A number and a hash that this phone has been shown: by a sync, on a receipt, or at an earlier check. */
export interface Seen {
  seq: number;
  hash: string;
  /** What the row said, in one hash, where this phone has read the row itself. */
  commitment?: string;
}

/**
 * What is wrong, and where. `gone`: rows that were there. `changed`: other words, or another chain. `added`: a row between
 * two that stood together. `moved`: the same rows in another order. `cut`: the newest rows are not there.
 */
export interface Fault {
  kind: "gone" | "changed" | "added" | "moved" | "cut";
  from: number;
  to: number;
}

export interface Checked {
  count: number;
  /** The number and hash of the newest row, as this phone makes it. */
  head: Seen | undefined;
  faults: Fault[];
}

/**
 * Check a whole log against what this phone has seen. `rows` in the order the server gave them, from the first;
 * `progress` is told how many have been read.
 */
export async function checkLog(
  plan: string,
  rows: readonly LogRow[],
  seen: readonly Seen[],
  digest: Digest = sha256,
  progress: (done: number) => void = () => {},
): Promise<Checked> {
  const own: Fault[] = [];
  const made = new Map<number, string>();
  let link = await beginning(plan, digest);
  let next = 1;
  let emptied: Fault | undefined;
  for (const [place, row] of rows.entries()) {
    if (row.seq > next) own.push({ kind: "gone", from: next, to: row.seq - 1 });
    else if (row.seq < next) own.push({ kind: made.has(row.seq) ? "added" : "moved", from: row.seq, to: row.seq });
    const isEmpty = row.salt === undefined && row.said === undefined && row.who + row.scope + row.grant === "";
    const isItself = isEmpty || (row.salt !== undefined && same(await commitmentTo(row, digest), row.commitment));
    // Words are only ever taken away by an erasure, and that is written down after them.
    if (isEmpty && !emptied) emptied = { kind: "changed", from: row.seq, to: row.seq };
    if (row.kind === "erased") emptied = undefined;
    const follows = row.seq !== next || same(await linked(link, row, digest), row.hash);
    if (!isItself || !follows) own.push({ kind: "changed", from: row.seq, to: row.seq });
    // From here on the row's own word is taken: one change is one fault, not a fault in every row that follows.
    link = row.hash;
    made.set(row.seq, hex(row.hash));
    next = Math.max(next, row.seq + 1);
    if (place % 50 === 49) progress(place + 1);
  }
  progress(rows.length);
  const last = rows.length ? Math.max(...rows.map((row) => row.seq)) : 0;
  if (emptied) own.push(emptied);
  const faults = inOrder([...own, ...(own.length ? [] : unlikeSeen(made, seen)), ...cutOff(last, seen)]);
  return {
    count: rows.length,
    head: last ? { seq: last, hash: made.get(last) ?? "" } : undefined,
    faults: faults.map((fault) => explained(fault, rows, seen)),
  };
}

/** The chain holds in itself: is it the one this phone has seen? If not, the first row that is another one. */
function unlikeSeen(made: ReadonlyMap<number, string>, seen: readonly Seen[]): Fault[] {
  const known = [...seen].sort((one, other) => one.seq - other.seq).filter((one) => made.has(one.seq));
  const bad = known.find((one) => made.get(one.seq) !== one.hash);
  if (!bad) return [];
  const good = known.filter((one) => one.seq < bad.seq).at(-1);
  return [{ kind: "changed", from: (good?.seq ?? 0) + 1, to: bad.seq }];
}

/** What happened to a row this phone has read itself: what a row says is the same hash wherever it stands. */
function explained(fault: Fault, rows: readonly LogRow[], seen: readonly Seen[]): Fault {
  const read = new Map(seen.flatMap(({ seq, commitment }) => (commitment === undefined ? [] : [[seq, commitment] as const])));
  const then = read.get(fault.from);
  if (fault.kind !== "changed" || then === undefined) return fault;
  const now = rows.map((row) => hex(row.commitment));
  const there = now[rows.findIndex((row) => row.seq === fault.from)] ?? "";
  if (there === then) return fault;
  const knew = [...read.values()].includes(there);
  const kind = now.includes(then) ? (knew ? "moved" : "added") : knew ? "gone" : "changed";
  return { kind, from: fault.from, to: kind === "changed" ? fault.to : fault.from };
}

function cutOff(last: number, seen: readonly Seen[]): Fault[] {
  const most = Math.max(0, ...seen.map((one) => one.seq));
  return most > last ? [{ kind: "cut", from: last + 1, to: most }] : [];
}

/** By number. What is wrong with the same rows is said once, and changed rows that follow each other are one change. */
function inOrder(faults: readonly Fault[]): Fault[] {
  const said: Fault[] = [];
  for (const fault of [...faults].sort((one, other) => one.from - other.from || one.to - other.to)) {
    const before = said.at(-1);
    if (before && fault.from <= before.to) continue;
    if (before?.kind === "changed" && fault.kind === "changed" && fault.from === before.to + 1) said[said.length - 1] = { ...before, to: fault.to };
    else said.push(fault);
  }
  return said;
}

/** What this phone has seen contradicts itself: two hashes for one number. Then the server has told two stories. */
export function twoStories(seen: readonly Seen[]): Fault[] {
  const first = new Map<number, string>();
  const faults: Fault[] = [];
  for (const { seq, hash } of [...seen].sort((one, other) => one.seq - other.seq)) {
    if ((first.get(seq) ?? hash) !== hash) faults.push({ kind: "changed", from: seq, to: seq });
    else first.set(seq, hash);
  }
  return inOrder(faults);
}
