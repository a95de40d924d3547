/** The chains of tests/golden/log: the server's and the phone's checkers agree on every one of them. */

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { beginning, hex, sha256 } from "../../src/core/log";
import { checkLog } from "../../src/core/log-check";
import { rowOf } from "../../src/core/log-wire";
import type { LogLine } from "../../src/api/rest";

const read = (name: string) => JSON.parse(readFileSync(new URL(`../../../tests/golden/log/${name}.json`, import.meta.url), "utf8"));
interface Head { seq: number; hash: string }
const tampered = read("tampered") as { plan: string; chains: { name: string; heads: Head[]; rows: LogLine[]; first: { seq: number; what: string } }[] };

test.each(["whole", "erased"])("%s: nothing is found", async (name) => {
  const { plan, rows, head } = read(name) as { plan: string; rows: LogLine[]; head: Head };

  const checked = await checkLog(plan, rows.map(rowOf), [head]);

  expect(checked).toEqual({ count: rows.length, head, faults: [] });
});

test("what stands before the first row is the same", async () => {
  const whole = read("whole") as { plan: string; beginning: string };

  expect(hex(await beginning(whole.plan, sha256))).toBe(whole.beginning);
});

describe.each(tampered.chains)("$name", ({ name, heads, rows, first }) => {
  test("is found, in the row where the server finds it", async () => {
    const { faults } = await checkLog(tampered.plan, rows.map(rowOf), heads);

    // A phone that was shown heads only knows that it is one of the rows since the head before.
    expect(faults[0]?.from).toBeLessThanOrEqual(first.seq);
    expect(faults[0]?.to).toBeGreaterThanOrEqual(name === "a row is there twice" ? 2 : first.seq);
  });

  test("is named exactly by a phone that has read the rows", async () => {
    const whole = read("whole") as { rows: LogLine[] };
    const known = whole.rows.map(({ seq, hash, commitment }) => ({ seq, hash, commitment }));

    const { faults } = await checkLog(tampered.plan, rows.map(rowOf), known);

    // A row that stands twice is named by its own number; and here the very first row that was made anew is known.
    const EXACT: Record<string, number> = { "a row is there twice": 2, "all of it was made anew": 1 };
    expect(faults[0]?.from).toBe(EXACT[name] ?? first.seq);
  });
});
