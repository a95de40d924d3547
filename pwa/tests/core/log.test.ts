import { createHash, randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { beginning, commitmentTo, hex, type LogRow, linked, sha256 } from "../../src/core/log";
import { checkLog, type Seen, twoStories } from "../../src/core/log-check";
import { PLAN } from "./make";

const bytes = (words: string) => new TextEncoder().encode(words) as Uint8Array<ArrayBuffer>;

/** A log as the server makes it. */
async function aLog(count: number, said: (seq: number) => string = (seq) => `{"name":"Karen Møller","items":${seq}}`): Promise<LogRow[]> {
  const rows: LogRow[] = [];
  for (let seq = 1; seq <= count; seq++) {
    rows.push({
      seq, kind: seq % 3 ? "look" : "given", at: `2026-11-18T10:${String(seq % 60).padStart(2, "0")}:00.000000Z`, who: "member1", scope: "safety", grant: "",
      salt: new Uint8Array(randomBytes(16)), said: bytes(said(seq)), commitment: bytes(""), hash: bytes(""),
    });
  }
  return rehashed(rows);
}

/** What somebody can do who has the whole database and knows how hashes are made. */
async function rehashed(rows: LogRow[]): Promise<LogRow[]> {
  let link = await beginning(PLAN, sha256);
  const made: LogRow[] = [];
  for (const [place, row] of rows.entries()) {
    const one = { ...row, seq: place + 1 };
    one.commitment = await commitmentTo(one, sha256);
    one.hash = link = await linked(link, one, sha256);
    made.push(one);
  }
  return made;
}

const heads = (rows: readonly LogRow[], ...which: number[]): Seen[] => rows.filter((row) => which.includes(row.seq)).map(({ seq, hash }) => ({ seq, hash: hex(hash) }));
const read = (rows: readonly LogRow[]): Seen[] => rows.map(({ seq, hash, commitment }) => ({ seq, hash: hex(hash), commitment: hex(commitment) }));
const faultsIn = async (rows: LogRow[], seen: Seen[]) => (await checkLog(PLAN, rows, seen)).faults;

test("a log that nobody has touched is whole, and its newest row is the head", async () => {
  const rows = await aLog(12);

  const checked = await checkLog(PLAN, rows, read(rows));

  expect(checked).toEqual({ count: 12, head: { seq: 12, hash: hex(rows[11]?.hash ?? bytes("")) }, faults: [] });
});

test("a log without rows is whole, as long as the phone has never seen one", async () => {
  expect(await faultsIn([], [])).toEqual([]);
  expect(await faultsIn([], [{ seq: 3, hash: "aa" }])).toEqual([{ kind: "cut", from: 1, to: 3 }]);
});

test("the log of another plan does not pass for this one's", async () => {
  expect((await checkLog("another", await aLog(2), [])).faults).toEqual([{ kind: "changed", from: 1, to: 1 }]);
});

test("the check tells how far it has come", async () => {
  const told: number[] = [];

  await checkLog(PLAN, await aLog(120), [], sha256, (done) => told.push(done));

  expect(told).toEqual([50, 100, 120]);
});

test("newest rows that are cut off are missed by a phone that was shown their head, and by no other", async () => {
  const rows = await aLog(8);

  expect(await faultsIn(rows.slice(0, 6), heads(rows, 8))).toEqual([{ kind: "cut", from: 7, to: 8 }]);
  expect(await faultsIn(rows.slice(0, 6), [])).toEqual([]);
});

test("rows in the middle that are taken out are named", async () => {
  const rows = await aLog(8);

  expect(await faultsIn(rows.filter((row) => row.seq !== 4 && row.seq !== 5), [])).toEqual([{ kind: "gone", from: 4, to: 5 }]);
});

const emptied = (row: LogRow): LogRow => ({ ...row, who: "", scope: "", grant: "", salt: undefined, said: undefined });

test("a row whose words are taken away is no longer itself", async () => {
  const rows = await aLog(5);

  expect(await faultsIn(rows.map((row) => (row.seq === 3 ? emptied(row) : row)), [])).toEqual([{ kind: "changed", from: 3, to: 3 }]);
  expect(await faultsIn(rows.map((row) => (row.seq === 3 ? { ...row, salt: undefined } : row)), [])).toEqual([{ kind: "changed", from: 3, to: 3 }]);
});

test("an erasure that is written down leaves a log that still holds", async () => {
  const rows = (await rehashed((await aLog(4)).map((row) => (row.seq === 4 ? { ...row, kind: "erased" } : row))));

  expect(await faultsIn(rows.map((row) => (row.seq < 4 ? emptied(row) : row)), read(rows))).toEqual([]);
});

test("two hashes for one number: the server has told two stories", () => {
  expect(twoStories([{ seq: 2, hash: "aa" }, { seq: 1, hash: "cc" }, { seq: 2, hash: "bb" }, { seq: 1, hash: "cc" }])).toEqual([{ kind: "changed", from: 2, to: 2 }]);
});

describe("When somebody makes a whole new chain, which holds in itself", () => {
  const forged = async (change: (rows: LogRow[]) => LogRow[]) => {
    const rows = await aLog(9);
    return { rows, now: await rehashed(change(rows.map((row) => ({ ...row })))) };
  };

  test("a phone that has read the rows names the one that was taken out", async () => {
    const { rows, now } = await forged((all) => all.filter((row) => row.seq !== 4));

    expect(await faultsIn(now, read(rows))).toEqual([{ kind: "gone", from: 4, to: 4 }, { kind: "cut", from: 9, to: 9 }]);
  });

  test("a phone that has read the rows names the one that was put in", async () => {
    const { rows, now } = await forged((all) => [...all.slice(0, 3), { ...(all[5] as LogRow), said: bytes("{}") }, ...all.slice(3)]);

    expect(await faultsIn(now, read(rows))).toEqual([{ kind: "added", from: 4, to: 4 }]);
  });

  test("a phone that has read the rows names the one that was moved", async () => {
    const { rows, now } = await forged((all) => [...all.slice(0, 3), all[4] as LogRow, all[3] as LogRow, ...all.slice(5)]);

    expect(await faultsIn(now, read(rows))).toEqual([{ kind: "moved", from: 4, to: 4 }]);
  });

  test("a phone that has read the rows names the one whose words are others", async () => {
    const { rows, now } = await forged((all) => all.map((row) => (row.seq === 4 ? { ...row, said: bytes("{}") } : row)));

    expect(await faultsIn(now, read(rows))).toEqual([{ kind: "changed", from: 4, to: 4 }]);
  });

  test("a phone that was shown heads only knows between which of them it is", async () => {
    const { rows, now } = await forged((all) => all.map((row) => (row.seq === 4 ? { ...row, who: "somebody" } : row)));

    expect(await faultsIn(now, heads(rows, 2, 6, 9))).toEqual([{ kind: "changed", from: 3, to: 6 }]);
  });
});

/** Numbers that look random and are the same each time: a failure can be seen again. */
function luck(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = createHash("sha256").update(String(state)).digest().readUInt32BE();
    return state % below;
  };
}

const flipped = (value: Uint8Array<ArrayBuffer>, pick: (below: number) => number) => {
  const copy = value.slice();
  const at = pick(copy.length);
  copy[at] = (copy[at] ?? 0) ^ (1 << pick(8));
  return copy;
};

type Tampering = (rows: LogRow[], at: number, pick: (below: number) => number) => LogRow[];
const TAMPERINGS: Record<string, Tampering> = {
  "another moment": (rows, at) => rows.map((row, n) => (n === at ? { ...row, at: row.at.replace("2026", "2025") } : row)),
  "another kind": (rows, at) => rows.map((row, n) => (n === at ? { ...row, kind: "withdrawn" } : row)),
  "somebody else": (rows, at) => rows.map((row, n) => (n === at ? { ...row, who: "citizen" } : row)),
  "another part": (rows, at) => rows.map((row, n) => (n === at ? { ...row, scope: "needs" } : row)),
  "another consent": (rows, at) => rows.map((row, n) => (n === at ? { ...row, grant: "g" } : row)),
  "one bit of the words": (rows, at, pick) => rows.map((row, n) => (n === at ? { ...row, said: flipped(row.said ?? bytes("{}"), pick) } : row)),
  "one bit of the salt": (rows, at, pick) => rows.map((row, n) => (n === at ? { ...row, salt: flipped(row.salt ?? bytes("{}"), pick) } : row)),
  "one bit of a commitment": (rows, at, pick) => rows.map((row, n) => (n === at ? { ...row, commitment: flipped(row.commitment, pick) } : row)),
  "one bit of a hash": (rows, at, pick) => rows.map((row, n) => (n === at ? { ...row, hash: flipped(row.hash, pick) } : row)),
  "a row taken out": (rows, at) => rows.filter((_row, n) => n !== at),
  "a row taken out, the others renumbered": (rows, at) => rows.filter((_row, n) => n !== at).map((row, n) => ({ ...row, seq: n + 1 })),
  "a row twice": (rows, at) => [...rows.slice(0, at), rows[at] as LogRow, ...rows.slice(at)],
  "two rows in each other's place": (rows, at) => {
    const other = (at + 1) % rows.length;
    return rows.map((row, n) => (n === at ? (rows[other] as LogRow) : n === other ? (rows[at] as LogRow) : row));
  },
  "the newest rows cut off": (rows, at) => rows.slice(0, at),
};

describe.each(Object.entries(TAMPERINGS))("Tampering: %s", (_name, tamper) => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])("is found and located (%i)", async (seed) => {
    const pick = luck(seed);
    const rows = await aLog(3 + pick(15));
    const at = pick(rows.length);
    const tampered = tamper(rows, at, pick);

    const plain = await faultsIn(tampered, read(rows));
    const forged = await faultsIn(await rehashed(tampered), read(rows));

    // Two rows that changed places are wrong from the lower of them on.
    const place = 1 + (_name.startsWith("two rows") ? Math.min(at, (at + 1) % rows.length) : at);
    expect(plain[0]?.from).toBe(place);
    // A whole new chain makes right what was only a hash; a row that stands twice is then one that was added after it,
    // and one more at the end is what a log looks like that has grown.
    if (/bit of a (hash|commitment)/.test(_name) || (_name === "a row twice" && at === rows.length - 1)) expect(forged).toEqual([]);
    else expect(forged[0]?.from).toBe(_name === "a row twice" ? place + 1 : place);
  });
});
