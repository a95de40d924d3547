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

/**
 * The same question answered in another way: each minute of three weeks is painted from the operator's own line, and the
 * answer is read off the wall. It shares no code and no idea with the rule but what a line means.
 */
function painted(hours: string[], onHolidays: OnHolidays, at: string): { open: boolean; changesAt?: string } {
  const DAYS = 17;
  const first = new Date(`${at.slice(0, 10)}T00:00Z`);
  first.setUTCDate(first.getUTCDate() - 1);
  const wall = new Uint8Array((DAYS + 1) * 1440);
  for (let ahead = 0; ahead < DAYS; ahead++) {
    const day = new Date(first);
    day.setUTCDate(day.getUTCDate() + ahead);
    const isOff = onHolidays !== "as_usual" && off.has(day.toISOString().slice(0, 10));
    if (isOff && onHolidays === "closed") continue;
    const name = isOff ? "sun" : ["sun", "mon", "tue", "wed", "thu", "fri", "sat"][day.getUTCDay()] ?? "";
    for (const line of hours) {
      const [days = "", clocks = ""] = line === "always" ? ["mon-sun", "00:00-24:00"] : line.split(" ");
      const [from = "", to = from] = days.split("-");
      let walked = from;
      const among = [walked];
      while (walked !== to) among.push(walked = WEEK[(WEEK.indexOf(walked) + 1) % 7] ?? "");
      if (!among.includes(name)) continue;
      const [opens = "", closes = ""] = clocks.split("-");
      for (let minute = minutes(opens); minute !== minutes(closes) || minute === minutes(opens); minute = (minute + 1) % 1441) {
        if (minute === 1440) break;
        wall[ahead * 1440 + minute] = 1;
      }
      if (minutes(closes) <= minutes(opens)) for (let minute = 0; minute < minutes(closes); minute++) wall[(ahead + 1) * 1440 + minute] = 1;
    }
  }
  const here = 1440 + minutes(at.slice(11));
  let there = here;
  while (there < 15 * 1440 && wall[there] === wall[here]) there++;
  const open = wall[here] === 1;
  if (there >= 15 * 1440) return { open };
  return { open, changesAt: new Date(first.getTime() + there * 60_000).toISOString().slice(0, 16) };
}

test.each(golden.cases)("painted on a wall: $says", ({ hours, onHolidays, at, open, changesAt }) => {
  expect(painted(hours, onHolidays, at)).toEqual(changesAt ? { open, changesAt } : { open });
});

test("whatever an operator writes, and whenever one looks, the rule says what a wall of painted minutes says", () => {
  let seed = 20261126;
  const upTo = (most: number) => (seed = (seed * 1103515245 + 12345) % 2147483648) % most;
  const clock = (quarters: number) => `${String(Math.floor(quarters / 4)).padStart(2, "0")}:${String((quarters % 4) * 15).padStart(2, "0")}`;
  for (let round = 0; round < 400; round++) {
    const hours = Array.from({ length: upTo(4) }, () => {
      const opens = upTo(96);
      return `${WEEK[upTo(7)]}-${WEEK[upTo(7)]} ${clock(opens)}-${clock((opens + 1 + upTo(95)) % 97)}`;
    }).filter((line) => new Set(line.slice(8).split("-")).size === 2);
    const onHolidays = (["closed", "as_sunday", "as_usual"] as const)[upTo(3)] ?? "closed";
    const at = new Date(Date.parse("2026-12-15T00:00Z") + upTo(110 * 1440) * 60_000).toISOString().slice(0, 16);
    expect(opening(spansOf(hours), onHolidays, at, (day) => off.has(day)), `${hours.join(", ")} ${onHolidays} ${at}`).toEqual(painted(hours, onHolidays, at));
  }
});

test.each(golden.cases)("$says", ({ hours, onHolidays, at, open, changesAt }) => {
  expect(opening(spansOf(hours), onHolidays, at, (day) => off.has(day))).toEqual(changesAt ? { open, changesAt } : { open });
});
