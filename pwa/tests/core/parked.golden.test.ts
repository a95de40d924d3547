/** What is parked, by the same cases as the server's own rule (tests/domain/test_parked.py). */

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { isParked, quietSince, type Promised } from "../../src/core/parked";

interface Golden {
  today: string;
  paused: string[];
  agreements: { is: string; agreement: Promised; parked: boolean }[];
  meetings: { is: string; meetings: { state: string; startsAt: string }[]; baton: string | null; quiet: string | null }[];
}
const golden = JSON.parse(readFileSync(new URL("../../../tests/golden/parked.json", import.meta.url), "utf8")) as Golden;

describe("An agreement is parked when its day has gone by", () => {
  test.each(golden.agreements)("$is", ({ agreement, parked }) => {
    expect(isParked(agreement, golden.today, new Set(golden.paused))).toBe(parked);
  });
});

describe("A course is quiet when no meeting is ahead", () => {
  test.each(golden.meetings)("$is", ({ meetings, baton, quiet }) => {
    expect(quietSince(meetings, baton ?? undefined, golden.today) ?? null).toBe(quiet);
  });
});
