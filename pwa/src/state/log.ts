/**
 * The plan's log on the citizen's own phone: what was read of it, and how the last check went. Not part of the door in
 * `index.ts`: only the screens of the log need it, and the file that starts the app should not carry it.
 */

import { signal } from "@preact/signals";
import { api } from "../api/client";
import type { LogLine, LogPage } from "../api/rest";
import { type Bytes, hex, linked, sha256, unhex } from "../core/log";
import { rowOf } from "../core/log-wire";
import type { LogCheck, Store } from "../store";
import { account, held } from "./account";

export type { Fault } from "../core/log-check";
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
  const isOther = known !== undefined && page.head?.seq === known.seq && page.head.hash !== known.hash;
  if (isOther || (page.head?.seq ?? 0) < (known?.seq ?? 0) || !(await follow(known, rows))) return true;
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

/** The newest row, as the answer names it, counts as seen. */
export async function keepHead(store: Store, plan: string, { head }: LogPage): Promise<void> {
  const epoch = held.peek().get(plan)?.epoch;
  if (head) await store.addHeads([{ plan, seq: head.seq, hash: head.hash, at: new Date().toISOString(), ...(epoch && { epoch }) }]);
}

export async function pageAfter(plan: string, after: number): Promise<LogPage> {
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
