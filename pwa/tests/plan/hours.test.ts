/** "Åbent nu" is said only when hours are known, and never on a holiday. */

import { describe, expect, test } from "vitest";
import { hoursNow, hoursOf } from "../../src/screens/safety/hours";
import type { Line } from "../../src/state";

const at = (danish: string) => new Date(`${danish}:00+01:00`);
const off = new Map([["2026-12-25", "Juledag"], ["2026-12-26", "Anden juledag"]]);

describe("A safety contact", () => {
  test("is open on a weekday between the hours", () => {
    expect(hoursNow("hverdage 8 til 15", off, at("2026-11-24T09:30"))).toEqual({ open: true, words: "Åbent nu, til kl.\u00a015" });
  });
  test("says when it opens", () => {
    expect(hoursNow("hverdage 8 til 15", off, at("2026-11-24T02:10"))?.words).toBe("Lukket nu. Åbner kl.\u00a08");
    expect(hoursNow("hverdage 8.30 til 15", off, at("2026-11-24T16:00"))?.words).toBe("Lukket nu. Åbner i\u00a0morgen kl.\u00a08.30");
    expect(hoursNow("hverdage 8 til 15", off, at("2026-11-27T16:00"))?.words).toBe("Lukket nu. Åbner mandag kl.\u00a08");
  });
  test("is left in its own words when they are something else", () => {
    expect(hoursNow("Du må gerne vække ham", off, at("2026-11-24T02:10"))).toBeUndefined();
    expect(hoursNow("", off, at("2026-11-24T02:10"))).toBeUndefined();
  });
  test("is not called open on a public holiday", () => {
    expect(hoursNow("hverdage 8 til 15", off, at("2026-12-25T10:00"))?.open).toBe(false);
  });
  test("is left in its own words when the phone does not know the year's holidays", () => {
    expect(hoursNow("hverdage 8 til 15", new Map(), at("2026-11-24T09:30"))).toBeUndefined();
  });
});

describe("A number of the operator's", () => {
  const line = (more: Partial<Line>): Line => ({ id: "a", to: "everybody", label: { da: "A", en: "A" }, checkedOn: "2026-11-20", ...more });
  const daily = [0, 1, 2, 3, 4, 5, 6].map((day) => ({ day, opens: 480, closes: 1380 }));

  test("at ten past two in the night says that it opens at eight", () => {
    expect(hoursOf(line({ spans: daily, onHolidays: "as_usual" }), off, at("2026-11-24T02:10"))?.words).toBe("Lukket nu. Åbner kl.\u00a08");
  });
  test("open day and night says so, also on a phone without holidays", () => {
    const always = [0, 1, 2, 3, 4, 5, 6].map((day) => ({ day, opens: 0, closes: 1440 }));
    expect(hoursOf(line({ spans: always, onHolidays: "as_usual" }), new Map(), at("2026-12-25T02:10"))).toEqual({ open: true, words: "Åbent hele døgnet" });
  });
  test("claims nothing when its hours are not known", () => {
    expect(hoursOf(line({}), off, at("2026-11-24T12:00"))).toBeUndefined();
  });
});
