/** Dates are said as people say them, and two versions of a text are told apart by their words. */

import { describe, expect, test } from "vitest";
import { away, clock, clockSpan, day, dayNear, moment, weekdayDay } from "../../src/texts/dates";
import { difference } from "../../src/screens/plan/difference";

describe("Dates", () => {
  test("are said as people say them, in Danish wall time, and do not break in the middle", () => {
    expect(clock("2026-11-20T09:48:00Z")).toBe("kl.\u00a010.48");
    expect(clock("2026-11-20T10:00")).toBe("kl.\u00a010");
    expect(clockSpan("2026-11-20T10:00", 60)).toBe("kl.\u00a010 til\u00a011");
    expect(weekdayDay("2026-11-20", false)).toBe("fredag 20.\u00a0november");
    expect(day("2026-11-20", true)).toBe("20.\u00a0november\u00a02026");
  });
  test("are near when they are near", () => {
    const hours = (count: number) => new Date(Date.now() + count * 3600_000).toISOString();
    expect(dayNear(hours(0))).toBe("i\u00a0dag");
    expect(dayNear(hours(-24))).toBe("i\u00a0går");
    expect(away(hours(48))).toBe("om 2\u00a0dage");
    expect(moment(hours(-24))).toMatch(/^i\u00a0går kl\.\u00a0/);
  });
});

test("Two versions: only the words that differ are marked", () => {
  expect(difference("Et par timer om ugen, sammen med nogen", "Et par timer om ugen, og ikke om morgenen")).toEqual([
    { words: "Et par timer om ugen, ", differs: false }, { words: "sammen med nogen", differs: true },
  ]);
  expect(difference("ens", "ens")).toEqual([{ words: "ens", differs: false }]);
});
