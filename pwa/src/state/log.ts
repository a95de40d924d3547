/**
 * The plan's log on the citizen's own phone: what was read of it, what was seen, and the check. Not part of the door in
 * `index.ts`: only the screens of the log need it, and the file that starts the app should not carry it.
 */

import { signal } from "@preact/signals";
import { api } from "../api/client";
import type { LogLine, LogPage } from "../api/rest";
import { type Bytes, checkLog, hex, linked, type LogRow, type Seen, sha256, twoStories, unhex } from "../core/log";
import type { LogCheck, Store } from "../store";
import { account } from "./account";

export type { Fault } from "../core/log";
export type { LogCheck, LogLine };

export interface KeptLog {
  plan: string;
  /** In order; there may be rows in between that this phone has not read. */
  lines: readonly LogLine[];
  check: LogCheck | undefined;
}

/** How many rows are fetched at first: enough for some weeks. */
const SOME = 200;

/** What this phone has read of the log that is looked at. */
export const log = signal<KeptLog | undefined>(undefined);

/** Show what the phone has, at once and without a network. */
export async function openLog(plan: string): Promise<KeptLog | undefined> {
  const store = account.peek()?.store;
  if (!store) return undefined;
  const [lines, checks] = await Promise.all([store.logLines(plan), store.fact("checks")]);
  log.value = { plan, lines, check: checks?.[plan] };
  return log.value;
}

/** Fetch what came since. True: what came does not follow what this phone has, so the whole log must be checked. */
export async function fetchNew(plan: string): Promise<boolean> {
  const open = await openLog(plan);
  const store = account.peek()?.store;
  if (!open || !store) return false;
  const known = open.lines.at(-1);
  const most = known?.seq ?? Math.max(0, ((await store.heads(plan)).at(-1)?.seq ?? 0) - SOME);
  const rows: LogLine[] = [];
  let page: LogPage;
  do {
    page = await pageAfter(plan, rows.at(-1)?.seq ?? most);
    rows.push(...page.rows);
  } while (page.more && page.rows.length > 0);
  await keepHead(store, plan, page);
  if ((page.head?.seq ?? 0) < (known?.seq ?? 0) || !(await follow(known, rows))) return true;
  await store.addLogLines(rows.map((row) => ({ ...row, plan })));
  await openLog(plan);
  return false;
}

/** Fetch rows from before those this phone has. */
export async function fetchOlder(plan: string): Promise<void> {
  const first = log.peek()?.lines[0]?.seq ?? 1;
  const store = account.peek()?.store;
  if (!store || first <= 1) return;
  const { rows } = await pageAfter(plan, Math.max(0, first - 1 - SOME));
  await store.addLogLines(rows.filter((row) => row.seq < first).map((row) => ({ ...row, plan })));
  await openLog(plan);
}

export interface CheckedLog extends LogCheck {
  /** What the server gave, and what this phone had read before: where they differ, both are shown. */
  now: readonly LogLine[];
  before: readonly LogLine[];
}

/** Read the whole log and compare it with all that this phone has seen. Throws the `Problem` when it cannot be read. */
export async function checkWhole(plan: string, progress: (done: number, of: number) => void): Promise<CheckedLog> {
  const store = account.peek()?.store;
  if (!store) throw new Error("Nobody's account is open");
  // Before anything is asked: what a sync is shown meanwhile may be newer than what is read here.
  const [seen, before] = await Promise.all([seenOf(store, plan), store.logLines(plan)]);
  const most = Math.max(0, ...seen.map((one) => one.seq));
  const now: LogLine[] = [];
  let page: LogPage;
  do {
    page = await pageAfter(plan, now.at(-1)?.seq ?? 0);
    now.push(...page.rows);
    progress(now.length, Math.max(most, page.head?.seq ?? 0));
  } while (page.more && page.rows.length > 0);
  await keepHead(store, plan, page);
  if (page.head) seen.push(page.head);
  const checked = await checkLog(plan, now.map(rowOf), seen);
  const told = checked.faults.length ? [] : twoStories(seen);
  const check: LogCheck = { at: new Date().toISOString(), count: checked.count, faults: [...checked.faults, ...told] };
  if (check.faults.length === 0) await store.addLogLines(now.map((row) => ({ ...row, plan })));
  await store.saveFact("checks", { ...(await store.fact("checks")), [plan]: check });
  await openLog(plan);
  return { ...check, now, before };
}

/** What this phone has seen, without a word of what was read: numbers, moments and hashes, to give to somebody who looks into it. */
export async function testimony(plan: string): Promise<string> {
  const store = account.peek()?.store;
  if (!store) return "";
  const [heads, lines, checks] = await Promise.all([store.heads(plan), store.logLines(plan), store.fact("checks")]);
  const rows = lines.map(({ seq, kind, at, commitment, hash }) => ({ seq, kind, at, commitment, hash }));
  return JSON.stringify({ plan, check: checks?.[plan], heads: heads.map(({ seq, hash, at }) => ({ seq, hash, at })), rows }, null, 1);
}

/** Heads of syncs and receipts, and every row that was read. */
async function seenOf(store: Store, plan: string): Promise<Seen[]> {
  const [heads, lines] = await Promise.all([store.heads(plan), store.logLines(plan)]);
  const read = new Map(lines.map(({ seq, hash, commitment }) => [`${seq} ${hash}`, commitment]));
  const shown = heads.map(({ seq, hash }): Seen => ({ seq, hash, ...commitmentOf(read.get(`${seq} ${hash}`)) }));
  return [...shown, ...lines.map(({ seq, hash, commitment }) => ({ seq, hash, commitment }))];
}

const commitmentOf = (commitment: string | undefined) => (commitment === undefined ? {} : { commitment });

/** The newest row, as the answer names it, counts as seen. */
async function keepHead(store: Store, plan: string, { head }: LogPage): Promise<void> {
  if (head) await store.addHeads([{ plan, seq: head.seq, hash: head.hash, at: new Date().toISOString() }]);
}

async function pageAfter(plan: string, after: number): Promise<LogPage> {
  return api.get<LogPage>(`/api/plans/${plan}/log?after=${after}`);
}

/** Whether each row holds the hash of the one before. Of the very first that is read here, only its words are asked. */
async function follow(known: LogLine | undefined, rows: readonly LogLine[]): Promise<boolean> {
  let before: Bytes | undefined = known && unhex(known.hash);
  let seq = known?.seq;
  for (const row of rows.map(rowOf)) {
    if (seq !== undefined && row.seq !== seq + 1) return false;
    if (before && hex(await linked(before, row, sha256)) !== hex(row.hash)) return false;
    before = row.hash;
    seq = row.seq;
  }
  return true;
}

function rowOf(line: LogLine): LogRow {
  return {
    seq: line.seq,
    kind: line.kind,
    at: line.at,
    who: line.who ?? "",
    scope: line.scope ?? "",
    grant: line.grant ?? "",
    salt: line.salt === undefined ? undefined : unhex(line.salt),
    said: line.payload === undefined ? undefined : (new TextEncoder().encode(line.payload) as Bytes),
    commitment: unhex(line.commitment),
    hash: unhex(line.hash),
  };
}
