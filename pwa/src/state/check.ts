/** The check of a plan's log: all of it is read anew and compared with what this phone has seen. */

import type { LogLine, LogPage } from "../api/rest";
import { checkLog, type Seen, twoStories } from "../core/log-check";
import { rowOf } from "../core/log-wire";
import type { LogCheck, Store } from "../store";
import { account, held } from "./account";
import { keepHead, openLog, pageAfter } from "./log";

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
  const faults = [...checked.faults, ...told];
  const restored = faults.length > 0 && (await isFromBefore(store, plan, now));
  const check: LogCheck = { at: new Date().toISOString(), count: checked.count, faults, ...(restored && { restored }) };
  if (check.faults.length === 0) await store.addLogLines(now.map((row) => ({ ...row, plan })));
  await store.saveFact("checks", { ...(await store.fact("checks")), [plan]: check });
  await openLog(plan);
  return { ...check, now, before };
}

/**
 * A backup was put back, and the log holds in itself and with all that was shown since: then the rows after the backup are
 * missing, and nothing else is. It explains; it does not say that all is well, because an operator can renew an epoch.
 */
async function isFromBefore(store: Store, plan: string, now: readonly LogLine[]): Promise<boolean> {
  const epoch = held.peek().get(plan)?.epoch;
  const heads = await store.heads(plan);
  if (epoch === undefined || !heads.some((head) => head.epoch !== undefined && head.epoch !== epoch)) return false;
  // A head of an older version of the app names no epoch: it counts as seen now.
  const since = heads.filter((head) => (head.epoch ?? epoch) === epoch);
  return (await checkLog(plan, now.map(rowOf), since)).faults.length === 0 && twoStories(since).length === 0;
}

/** After a restore, when the citizen says so: Hvem har kigget goes on from the log as it is now. The heads stay as witnesses. */
export async function goOnFrom(plan: string, now: readonly LogLine[]): Promise<void> {
  const store = account.peek()?.store;
  if (!store) return;
  await store.replaceLogLines(plan, now.map((row) => ({ ...row, plan })));
  await openLog(plan);
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
