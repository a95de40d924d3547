import { describe, expect, test } from "vitest";
import { addMonths, endOf, followUp, isOver, isWorkingDay, nearestWorkingDay, wallOf, workingDaysAfter } from "../../src/screens/meetings/times";

/** As the server sends them (backend/stafet/domain/working_days.py). */
const off = new Map([
  ["2026-12-24", "Juleaftensdag"], ["2026-12-25", "Juledag"], ["2026-12-26", "Anden juledag"], ["2026-12-31", "Nytårsaften"], ["2027-01-01", "Nytårsdag"],
  ["2027-03-25", "Skærtorsdag"], ["2027-03-26", "Langfredag"], ["2027-03-28", "Påskedag"], ["2027-03-29", "Anden påskedag"], ["2027-05-06", "Kristi himmelfartsdag"],
  ["2027-05-16", "Pinsedag"], ["2027-05-17", "Anden pinsedag"],
]);
const now = new Date("2026-11-18T09:00:00Z");

describe("the next meeting", () => {
  test("14 days after 9 in the morning is at 9, also when the clocks have changed in between", () => {
    expect(followUp("2026-10-20T09:00", "days14", off)).toEqual({ at: "2026-11-03T09:00" });
    // Which is 14 days and an hour later in the world's time.
    expect(wallOf(new Date("2026-10-20T07:00:00Z"))).toBe("2026-10-20T09:00");
    expect(wallOf(new Date("2026-11-03T08:00:00Z"))).toBe("2026-11-03T09:00");
  });

  test("across the change to summer time too", () => {
    expect(followUp("2027-03-16T10:30", "days14", off).at).toBe("2027-03-30T10:30");
  });

  test("a month later is the same date, and the last day when there is no such date", () => {
    expect(addMonths("2026-11-20", 1)).toBe("2026-12-20");
    expect(addMonths("2027-01-31", 1)).toBe("2027-02-28");
    expect(addMonths("2026-11-30", 3)).toBe("2027-02-28");
  });

  test("when it hits a weekend, the nearest working day is offered and the day off is named", () => {
    // 20 December 2026 is a Sunday: Monday is nearest.
    expect(followUp("2026-11-20T10:00", "month1", off)).toEqual({ at: "2026-12-21T10:00", dayOff: "2026-12-20" });
    // 28 November 2026 is a Saturday: Friday is nearest.
    expect(followUp("2026-11-14T10:00", "days14", off)).toEqual({ at: "2026-11-27T10:00", dayOff: "2026-11-28" });
  });

  test("six weeks, two months and three months", () => {
    expect(followUp("2026-11-20T10:00", "weeks6", off)).toEqual({ at: "2026-12-30T10:00", dayOff: "2027-01-01" });
    expect(followUp("2026-11-20T10:00", "months2", off).at).toBe("2027-01-20T10:00");
    expect(followUp("2026-11-20T10:00", "months3", off).at).toBe("2027-02-19T10:00");
  });
});

describe("working days", () => {
  test.each([
    ["2026-11-20", true],
    ["2026-11-21", false],
    ["2026-12-24", false],
    ["2027-01-01", false],
    ["2027-03-25", false], // Maundy Thursday
    ["2027-03-26", false], // Good Friday
    ["2027-03-29", false], // Easter Monday
    ["2027-05-06", false], // Ascension
    ["2027-05-17", false], // Whit Monday
    ["2027-04-23", true], // Store bededag is a working day since 2024
  ])("%s: %s", (day, works) => {
    expect(isWorkingDay(day, off)).toBe(works);
  });

  test("five of them over Christmas end in the new year", () => {
    expect(workingDaysAfter("2026-12-22", 5, off)).toBe("2027-01-04");
  });

  test("in the middle of Easter the nearest one is before or after all of it", () => {
    expect(nearestWorkingDay("2027-03-26", off)).toBe("2027-03-24");
    expect(nearestWorkingDay("2027-03-28", off)).toBe("2027-03-30");
  });
});

describe("Danish wall clocks", () => {
  test("9 in the world's time is 10 in winter, and 11 in summer", () => {
    expect(wallOf(new Date("2027-03-27T09:00:00Z"))).toBe("2027-03-27T10:00");
    expect(wallOf(new Date("2027-03-28T09:00:00Z"))).toBe("2027-03-28T11:00");
  });

  test("a meeting is over when its time has gone by on the wall", () => {
    expect(endOf("2026-11-18T09:30", 45)).toBe("2026-11-18T10:15");
    expect(isOver("2026-11-18T09:00", 60, now)).toBe(true);
    expect(isOver("2026-11-18T09:01", 60, now)).toBe(false);
  });
});
