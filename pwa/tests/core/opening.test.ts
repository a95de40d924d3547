/** Open or closed: the same cases as the server's (tests/domain/test_opening.py). */

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { opening, type OnHolidays } from "../../src/core/opening";

interface Case { says: string; hours: string[]; onHolidays: OnHolidays; at: string; open: boolean; changesAt: string | null }

const golden = JSON.parse(readFileSync(new URL("../../../tests/golden/hours/opening.json", import.meta.url), "utf8")) as { off: string[]; cases: Case[] };
const off = new Set(golden.off);
const WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const minutes = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));

/** As the server sends what the operator wrote. */
function spansOf(hours: string[]) {
  return hours.flatMap((line) => {
    if (line === "always") return WEEK.map((_, day) => ({ day, opens: 0, closes: 1440 }));
    const [days = "", clocks = ""] = line.split(" ");
    const [first = "", last = first] = days.split("-");
    const [opens, closes] = clocks.split("-").map(minutes) as [number, number];
    const from = WEEK.indexOf(first);
    const count = (WEEK.indexOf(last) - from + 7) % 7;
    return Array.from({ length: count + 1 }, (_, step) => ({ day: (from + step) % 7, opens, closes: closes > opens ? closes : closes + 1440 }));
  }).sort((one, other) => one.day - other.day || one.opens - other.opens);
}

test.each(golden.cases)("$says", ({ hours, onHolidays, at, open, changesAt }) => {
  expect(opening(spansOf(hours), onHolidays, at, (day) => off.has(day))).toEqual(changesAt ? { open, changesAt } : { open });
});
