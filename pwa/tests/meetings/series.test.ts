/** The phone counts out a series; `dateutil` has counted the same (tests/domain/test_series.py). */

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Item } from "../../src/state";
import { andLater, placeInSeries } from "../../src/screens/meetings/in-series";
import { after, callerOf, daysAfter, daysOf, EVERY, MOST, movedWith, nextWorkingDay, type Every } from "../../src/screens/meetings/series";
import { addDays, daysBetween, isWorkingDay, workingDaysAfter } from "../../src/screens/meetings/times";

interface Golden {
  off: string[];
  series: (Every & { first: string; times: number; days: string[] })[];
  templates: { home: string; after: string[]; days: string[] }[];
  working: { from: string; count: number; day: string }[];
}
const golden = JSON.parse(readFileSync(new URL("../../../tests/golden/series/days.json", import.meta.url), "utf8")) as Golden;
const off = new Map(golden.off.map((day) => [day, "fri"]));

describe("the days of a series", () => {
  test.each(golden.series)("$first, every $count $unit", ({ first, count, unit, times, days }) => {
    expect(daysOf(first, { count, unit }, { times })).toEqual(days);
    expect(daysOf(first, { count, unit }, { until: days.at(-1) ?? "" })).toEqual(days);
  });
  test.each(golden.templates)("after coming home on $home", ({ home, after: template, days }) => {
    expect(daysAfter(home, template)).toEqual(days);
  });
  test("a last day before the first meeting is no meeting; nobody is asked to more than twelve", () => {
    expect(daysOf("2026-12-01", EVERY.days14, { until: "2026-11-30" })).toEqual([]);
    expect(daysOf("2026-12-01", { count: 1, unit: "days" }, { until: "2028-01-01" })).toHaveLength(MOST);
  });
  test("come one after the other, from any day of four years", () => {
    for (let day = "2026-01-01"; day < "2030-01-01"; day = addDays(day, 1)) {
      for (const every of Object.values(EVERY)) {
        const days = daysOf(day, every, { times: 6 });
        expect(days).toEqual([...days].sort());
        // A month's last day comes back when the month has one.
        if (every.unit === "months") expect(days.every((one) => one.slice(8) === day.slice(8) || addDays(one, 1).slice(8) === "01")).toBe(true);
        else expect(new Set(days.slice(1).map((one, step) => daysBetween(days[step] ?? "", one)))).toHaveProperty("size", 1);
      }
    }
  });
});

describe("working days", () => {
  test.each(golden.working)("$count after $from", ({ from, count, day }) => {
    expect(workingDaysAfter(from, count, off)).toBe(day);
  });
  test("the next one after a holiday is the first that is one, from any day", () => {
    for (let day = "2026-01-01"; day < "2028-12-20"; day = addDays(day, 1)) {
      const next = nextWorkingDay(day, off);
      expect(isWorkingDay(next, off)).toBe(true);
      for (let between = day; between < next; between = addDays(between, 1)) expect(isWorkingDay(between, off)).toBe(false);
    }
    expect(nextWorkingDay("2027-03-29", off)).toBe("2027-03-30");
  });
});

describe("one, or this and later", () => {
  const meeting = (id: string, startsAt: string, state = "planned", series = "s") => ({ id, body: { startsAt, state, series } }) as Item<"meeting">;
  const all = [meeting("c", "2027-02-01T09:00"), meeting("a", "2026-12-01T09:00"), meeting("b", "2027-01-01T09:00"), meeting("x", "2027-01-15T09:00", "cancelled"), meeting("other", "2027-03-01T09:00", "planned", "")];
  const ids = (meetings: Item<"meeting">[]) => meetings.map((one) => one.id);

  test("later are those of the same series that still stand", () => {
    expect(ids(andLater(all[2] as Item<"meeting">, all))).toEqual(["b", "c"]);
    expect(ids(andLater(all[4] as Item<"meeting">, all))).toEqual(["other"]);
  });
  test("a meeting says which of how many it is", () => {
    expect(placeInSeries(all[2] as Item<"meeting">, all)).toEqual({ nth: 2, of: 3 });
    expect(placeInSeries(all[4] as Item<"meeting">, all)).toBeUndefined();
  });
  test("later meetings move as many days, to the new clock, also over the night when clocks change", () => {
    expect(movedWith("2027-04-01T09:00", "2027-03-25T09:00", "2027-03-27T10:30")).toBe("2027-04-03T10:30");
    expect(after("2027-03-27", EVERY.days14)).toBe("2027-04-10");
  });
});

test("who calls the meetings after a discharge is proposed only where it is plain who", () => {
  const one = (id: string, role: string, batonHolder = false) => ({ id, role, batonHolder });
  const mads = one("mads", "psychiatry", true);

  expect(callerOf([mads, one("sanne", "municipality")], "municipality")).toBe("sanne");
  expect(callerOf([mads, one("rikke", "municipality"), one("sanne", "municipality")], "municipality")).toBeUndefined();
  expect(callerOf([one("rikke", "municipality"), one("sanne", "municipality", true)], "municipality")).toBe("sanne");
  expect(callerOf([mads], undefined)).toBeUndefined();
});
