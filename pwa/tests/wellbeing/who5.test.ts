/** WHO-5 on the phone: the same number as the server's (tests/domain/test_who5.py). */

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isAsked } from "../../src/core/ask";
import { amountsTo, ANSWERS, type Answers } from "../../src/core/who5";
import { entriesOf, type Five, numbersOf, placeOf, placesOf, told } from "../../src/screens/wellbeing/entries";
import { five as da } from "../../src/texts/da/five";
import { five as en } from "../../src/texts/en/five";

interface Golden { cases: { says: string; felt: (number | null)[]; amount: number | null }[]; statements: Record<string, string[]>; answers: Record<string, string[]> }
const golden = JSON.parse(readFileSync(new URL("../../../tests/golden/who5.json", import.meta.url), "utf8")) as Golden;

test.each(golden.cases)("$says", ({ felt, amount }) => {
  const answers = Object.fromEntries(ANSWERS.map((name, place) => [name, felt[place] ?? null])) as unknown as Answers;
  expect(amountsTo(answers) ?? null).toBe(amount);
});

test.each([["da", da], ["en", en]] as const)("statements and answers are the official ones word for word: %s", (lang, words) => {
  expect(ANSWERS.map((name) => words.statements[name])).toEqual(golden.statements[lang]);
  expect(words.answers).toEqual(golden.answers[lang]);
});

test("what is taken to a meeting says the number only when there is one", () => {
  expect(da.bring("26. november", 52)).toBe("Jeg vil tale om, hvordan jeg har det. Mit tal var 52 af 100 den 26. november.");
  expect(da.bring("26. november", undefined)).toBe("Jeg vil tale om, hvordan jeg har det.");
});

const five = (on: string, felt: number | null, at = `${on}T09:00:00Z`) =>
  ({ kind: "who5", at, body: { kind: "who5", on, cheerful: felt, calm: 1, active: 1, rested: 1, interested: 1, text: "" } }) as unknown as Five;

test("the line goes from the oldest to the newest, and leaves out what has no number", () => {
  const all = [five("2026-11-10", 5), five("2026-08-18", 0), five("2026-10-01", null)];
  expect(numbersOf(all)).toEqual([{ on: "2026-08-18", number: 16 }, { on: "2026-11-10", number: 36 }]);
});

test("the list stands the other way: the newest first, two on one day by when they were written", () => {
  const [early, late, old] = [five("2026-11-10", 1, "2026-11-10T08:00:00Z"), five("2026-11-10", 2, "2026-11-10T20:00:00Z"), five("2026-08-18", 3)];
  expect(entriesOf({ all: (kind: string) => (kind === "who5" ? [old, early, late] : []) } as never)).toEqual([late, early, old]);
});

test("points lie by their days, and a number stands only where there is room for it", () => {
  const places = placesOf([{ on: "2026-01-01", number: 4 }, { on: "2026-01-11", number: 8 }, { on: "2026-01-12", number: 8 }, { on: "2026-01-21", number: 8 }]);
  expect(places).toEqual([0, 0.5, 0.55, 1]);
  expect([...told(places)].sort()).toEqual([0, 2, 3]);
  expect(placesOf([{ on: "2026-01-01", number: 4 }])).toEqual([0.5]);
});

test("whoever left in the middle comes back to the question they had come to", () => {
  expect(placeOf(null, 0)).toBe(0);
  expect(placeOf(null, 3)).toBe(3);
  expect(placeOf(null, 5)).toBe(5);
  expect(placeOf("2", 5)).toBe(1);
  expect(placeOf("done", 0)).toBe(5);
  expect(placeOf("9", 2)).toBe(0);
});

test("nobody is asked again who has not said so, and not before the days have gone", () => {
  expect(isAsked("", undefined, "2026-11-26")).toBe(false);
  expect(isAsked("14 2026-11-26", undefined, "2026-12-09")).toBe(false);
  expect(isAsked("14 2026-11-26", undefined, "2026-12-10")).toBe(true);
  expect(isAsked("14 2026-11-26", "2026-12-08", "2026-12-10")).toBe(false);
  expect(isAsked("30 2026-11-26", "2026-12-08", "2027-01-07")).toBe(true);
});
