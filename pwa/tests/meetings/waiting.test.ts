import { expect, test } from "vitest";
import { isParked, pathOf, sortWaiting, type Waits } from "../../src/screens/other/waiting";

const now = new Date("2026-11-18T09:00:00Z");
const wait = (over: Partial<Waits>): Waits => ({ plan: "p", citizen: "Peter Dam", kind: "answer", ...over });

test("what is nearest stands first, whoever it is for", () => {
  const sorted = sortWaiting(
    [
      wait({ text: "later", due: "2026-12-03T08:00:00Z", citizen: "Amina Said", plan: "a" }),
      wait({ text: "never" }),
      wait({ text: "friday", due: "2026-11-20T09:00:00Z" }),
    ],
    now,
  );
  expect(sorted.map((waits) => waits.text)).toEqual(["friday", "later", "never"]);
});

test("an agreement whose day has gone by is not late: what still has time stands before it", () => {
  const parked = wait({ kind: "agreement", text: "parked", due: "2026-11-13" });
  expect(isParked(parked, now)).toBe(true);
  expect(sortWaiting([parked, wait({ text: "friday", due: "2026-11-20T09:00:00Z" })], now).map((w) => w.text)).toEqual(["friday", "parked"]);
});

test("something due today is not parked, and lasts the day out", () => {
  const todays = wait({ kind: "agreement", due: "2026-11-18" });
  expect(isParked(todays, now)).toBe(false);
});

test("an invitation leads to its meeting, a question to itself", () => {
  expect(pathOf(wait({ kind: "rsvp", meeting: "m", item: "i" }))).toBe("/shared/p/meetings/m");
  expect(pathOf(wait({ item: "i", meeting: "m" }))).toBe("/shared/p/items/i");
});
