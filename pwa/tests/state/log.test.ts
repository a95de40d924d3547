import { randomBytes } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { reopened, signedIn } from "./anna";
import { newServer, server } from "./browser";
import type { LogLine } from "../../src/api/rest";
import { beginning, commitmentTo, hex, linked, sha256 } from "../../src/core/log";
import { account, closeAccount } from "../../src/state/account";
import { checkWhole, goOnFrom, testimony } from "../../src/state/check";
import { fetchNew, fetchOlder, log, openLog } from "../../src/state/log";
import { session } from "../../src/state/session";
import { sync } from "../../src/state/sync";
import { PLAN } from "../core/make";

let rows: LogLine[];

/** Rows as the server makes them, after those there are. */
async function grown(count: number, from: LogLine[] = []): Promise<LogLine[]> {
  const all = [...from];
  for (let seq = all.length + 1; seq <= from.length + count; seq++) {
    const said = { seq, kind: "look", at: `2026-11-18T10:00:00.${String(seq).padStart(6, "0")}Z`, who: "karen", scope: "safety", payload: JSON.stringify({ items: seq, name: "Karen" }) };
    all.push({ ...said, salt: hex(randomBytes(16)), commitment: "", hash: "" });
  }
  return rehashed(all);
}

async function rehashed(all: LogLine[]): Promise<LogLine[]> {
  let link = await beginning(PLAN, sha256);
  const made: LogLine[] = [];
  for (const [place, line] of all.entries()) {
    const row = {
      seq: place + 1, kind: line.kind, at: line.at, who: line.who ?? "", scope: line.scope ?? "", grant: "",
      salt: Uint8Array.from(Buffer.from(line.salt ?? "", "hex")), said: new TextEncoder().encode(line.payload) as Uint8Array<ArrayBuffer>, commitment: link, hash: link,
    };
    row.commitment = await commitmentTo(row, sha256);
    row.hash = link = await linked(link, row, sha256);
    made.push({ ...line, seq: row.seq, commitment: hex(row.commitment), hash: hex(row.hash) });
  }
  return made;
}

const headOf = (all: readonly LogLine[]) => all.slice(-1).map(({ seq, hash }) => ({ seq, hash }))[0];
const PAGE = 50;

/** The log as `GET /api/plans/{plan}/log` gives it. */
function answers(path: string) {
  const after = Number(new URL(path, "https://stafet.test").searchParams.get("after"));
  const page = rows.filter((row) => row.seq > after).slice(0, PAGE);
  const head = headOf(rows);
  return { rows: page, ...(head && { head }), more: page.length > 0 && (page.at(-1)?.seq ?? 0) < (head?.seq ?? 0) };
}

/** A sync that shows the head of the log as it is now. */
async function synced(): Promise<void> {
  const before = server.sync;
  server.sync = (request) => {
    const answer = before(request);
    const head = headOf(rows);
    return { ...answer, plans: (answer.plans ?? []).map((plan) => (head ? { ...plan, log: head } : plan)) };
  };
  await sync.now();
  server.sync = before;
}

const heads = async () => (await account.value?.store.heads(PLAN))?.map((head) => head.seq);
const check = async () => (await checkWhole(PLAN, () => {})).faults;

beforeEach(async () => {
  closeAccount();
  session.value = undefined;
  newServer();
  rows = await grown(5);
  await signedIn();
  server.answer = (path) => (path.includes("/log?") ? answers(path) : {});
});

test("every head that a sync shows is kept", async () => {
  await synced();
  rows = await grown(2, rows);
  await synced();

  expect(await heads()).toEqual([5, 7]);
});

test("a whole log is said to be whole, with how many rows and when, also after the app was closed", async () => {
  await synced();
  rows = await grown(120, rows);
  const told: [number, number][] = [];

  const checked = await checkWhole(PLAN, (done, of) => told.push([done, of]));
  await reopened();
  await openLog(PLAN);

  expect([checked.count, checked.faults]).toEqual([125, []]);
  expect(told).toEqual([[50, 125], [100, 125], [125, 125]]);
  expect(log.value?.check).toMatchObject({ count: 125, faults: [] });
  expect(log.value?.lines).toHaveLength(125);
});

test("newest rows that are cut off are missed, though the phone only saw their head in a sync", async () => {
  await synced();
  rows = rows.slice(0, 3);

  expect(await check()).toEqual([{ kind: "cut", from: 4, to: 5 }]);
});

test("a whole new chain with other words is found, and what the phone read before stays", async () => {
  await check();
  const before = log.value?.lines;
  rows = await rehashed(rows.map((row) => (row.seq === 2 ? { ...row, payload: "{}" } : row)));

  const checked = await checkWhole(PLAN, () => {});

  expect(checked.faults).toEqual([{ kind: "changed", from: 2, to: 2 }]);
  expect(log.value?.lines).toEqual(before);
  expect(checked.before[1]?.payload).toContain("Karen");
});

/** A backup is put back: the plan has another epoch, and its log is what it was at some row, and goes on from there. */
async function restored(at: number): Promise<void> {
  const before = server.sync;
  server.sync = (request) => {
    const answer = before(request);
    return { ...answer, plans: (answer.plans ?? []).map((plan) => ({ ...plan, epoch: "after-the-restore-0000" })) };
  };
  rows = await grown(2, rows.slice(0, at));
  await synced();
}

test("rows that a restored backup does not hold are missed, and the phone says that it was a restore", async () => {
  await synced();
  await check();
  await restored(3);

  const checked = await checkWhole(PLAN, () => {});

  expect([checked.faults.length > 0, checked.restored]).toEqual([true, true]);
});

test("after a restore the list of who has looked goes on when the citizen says so, and the heads stay", async () => {
  await synced();
  await fetchNew(PLAN);
  await restored(3);
  expect(await fetchNew(PLAN)).toBe(true);
  const { now } = await checkWhole(PLAN, () => {});

  await goOnFrom(PLAN, now);
  rows = await grown(1, rows);

  expect(await fetchNew(PLAN)).toBe(false);
  expect(log.value?.lines.map((line) => line.hash)).toEqual(rows.map((row) => row.hash));
  expect((await checkWhole(PLAN, () => {})).restored).toBe(true);
});

test("what is changed after a restore is no restore's doing", async () => {
  await synced();
  await restored(3);
  rows = await rehashed(rows.map((row) => (row.seq === 5 ? { ...row, payload: "{}" } : row)));

  const checked = await checkWhole(PLAN, () => {});

  expect([checked.faults.length > 0, checked.restored]).toEqual([true, undefined]);
});

test("rows that are cut off without a restore are no restore's doing", async () => {
  await synced();
  rows = rows.slice(0, 3);

  expect((await checkWhole(PLAN, () => {})).restored).toBeUndefined();
});

test("a row that was read and is another one now is no restore's doing, when there was none", async () => {
  await synced();
  await check();
  // Read by a version of the app that kept no head of it.
  const read = await grown(1, rows);
  await account.peek()?.store.addLogLines(read.slice(-1).map((row) => ({ ...row, plan: PLAN })));
  rows = await rehashed(read.map((row) => (row.seq === read.length ? { ...row, payload: "{}" } : row)));

  const checked = await checkWhole(PLAN, () => {});

  expect([checked.faults.length > 0, checked.restored]).toEqual([true, undefined]);
});

test("a row that comes while the log is read is no fault", async () => {
  const grownLog = await grown(1, rows);
  const before = server.answer;
  server.answer = (path) => {
    const answer = before(path);
    const head = headOf(grownLog);
    // A sync in another tab sees the newer head in the middle of the check.
    void account.value?.store.addHeads([{ plan: PLAN, seq: head?.seq ?? 0, hash: head?.hash ?? "", at: "" }]);
    return answer;
  };

  expect(await check()).toEqual([]);
});

test("what is new is fetched, follows what is there, and can be read without a network", async () => {
  expect(await fetchNew(PLAN)).toBe(false);
  rows = await grown(60, rows);
  expect(await fetchNew(PLAN)).toBe(false);
  server.isDown = true;

  await reopened();
  await openLog(PLAN);

  expect(log.value?.lines.map((line) => line.seq)).toEqual(rows.map((row) => row.seq));
});

test("what is new and does not follow calls for a check, and is not kept", async () => {
  await fetchNew(PLAN);
  rows = await rehashed((await grown(1, rows)).map((row) => (row.seq === 2 ? { ...row, payload: "{}" } : row)));

  expect(await fetchNew(PLAN)).toBe(true);
  expect(log.value?.lines).toHaveLength(5);
});

test("a log as long as before with another newest row calls for a check", async () => {
  await fetchNew(PLAN);
  rows = await rehashed(rows.map((row) => (row.seq === 5 ? { ...row, payload: "{}" } : row)));

  expect(await fetchNew(PLAN)).toBe(true);
});

test("a log that has become shorter calls for a check", async () => {
  await fetchNew(PLAN);
  rows = rows.slice(0, 4);

  expect(await fetchNew(PLAN)).toBe(true);
});

test("of a long log the newest is fetched first, and older rows when they are asked for", async () => {
  rows = await grown(300, rows);
  await synced();

  await fetchNew(PLAN);
  expect(log.value?.lines[0]?.seq).toBe(106);
  await fetchOlder(PLAN);
  expect(log.value?.lines.length).toBeGreaterThan(200);
  expect(await check()).toEqual([]);
});

test("what the phone saw can be given away, without a word of what was read", async () => {
  await synced();
  await check();

  const file = await testimony(PLAN);

  expect(JSON.parse(file)).toMatchObject({ plan: PLAN, heads: [{ seq: 5 }], rows: [{ seq: 1 }, {}, {}, {}, {}] });
  expect(file).not.toMatch(/Karen|safety|payload|salt/);
});

test("without a network there is no check, and the last one stands", async () => {
  await check();
  server.isDown = true;

  await expect(checkWhole(PLAN, () => {})).rejects.toThrow("network");
  expect(log.value?.check?.faults).toEqual([]);
});
