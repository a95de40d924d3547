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

describe("A safety contact's plain words", () => {
  const thursday = at("2026-11-26T17:30");
  test.each([
    ["alle dage 16 til 24", "Åbent nu, til midnat"],
    ["hver dag kl. 8.30 til 21", "Åbent nu, til kl.\u00a021"],
    ["mandag til torsdag 9-18", "Åbent nu, til kl.\u00a018"],
    ["fre-søn 10 til 14", "Lukket nu. Åbner i\u00a0morgen kl.\u00a010"],
    ["lørdag 10 til 14", "Lukket nu. Åbner lørdag kl.\u00a010"],
    ["søndag til mandag 10 til 14", "Lukket nu. Åbner søndag kl.\u00a010"],
    ["every day 17 to 6", "Åbent nu, til i\u00a0morgen kl.\u00a06"],
    ["thursday 22 to 6", "Lukket nu. Åbner kl.\u00a022"],
  ])("%s", (words, said) => {
    expect(hoursNow(words, off, thursday)?.words).toBe(said);
  });
  test.each(["hverdage 8 til 25", "hverdage 8 til 8", "i weekenden", "mandag eller tirsdag 9 til 12", "efter kl. 18"])("%s: nothing is claimed", (words) => {
    expect(hoursNow(words, off, thursday)).toBeUndefined();
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
  test("names the day when it closes on another one", () => {
    const weekend = [{ day: 4, opens: 960, closes: 1440 }, { day: 5, opens: 0, closes: 1440 }, { day: 6, opens: 0, closes: 1440 }, { day: 0, opens: 0, closes: 480 }];
    const said = (danish: string) => hoursOf(line({ spans: weekend, onHolidays: "as_usual" }), off, at(danish))?.words;
    expect(said("2026-11-27T17:00")).toBe("Åbent nu, til mandag kl.\u00a08");
    expect(said("2026-11-29T23:59")).toBe("Åbent nu, til i\u00a0morgen kl.\u00a08");
    expect(said("2026-11-30T02:10")).toBe("Åbent nu, til kl.\u00a08");
  });
  test("names the date when a weekday alone could be two days", () => {
    const friday = [{ day: 4, opens: 600, closes: 840 }];
    expect(hoursOf(line({ spans: friday, onHolidays: "closed" }), new Map([["2026-12-25", ""], ["2027-01-01", ""], ["2027-12-25", ""]]), at("2026-12-25T09:00"))).toEqual({ open: false, words: "Lukket nu" });
    expect(hoursOf(line({ spans: friday, onHolidays: "closed" }), off, at("2026-12-18T15:00"))?.words).toBe("Lukket nu");
    expect(hoursOf(line({ spans: [{ day: 4, opens: 600, closes: 840 }], onHolidays: "closed" }), new Map([["2026-12-04", ""], ["2026-12-25", ""]]), at("2026-11-30T09:00"))?.words).toBe("Lukket nu. Åbner fredag 11.\u00a0december kl.\u00a010");
  });
  test("promises no opening in a year whose holidays the phone does not know", () => {
    const weekdays = [0, 1, 2, 3, 4].map((day) => ({ day, opens: 480, closes: 900 }));
    expect(hoursOf(line({ spans: weekdays, onHolidays: "closed" }), off, at("2026-12-31T16:00"))).toEqual({ open: false, words: "Lukket nu" });
  });
  test("keeps the wall's time in both nights when the clocks change", () => {
    const night = line({ spans: daily.map(({ day }) => ({ day, opens: 1320, closes: 1800 })), onHolidays: "as_usual" });
    const said = (utc: string) => hoursOf(night, off, new Date(utc))?.words;
    // 2.30 comes twice in October, and not at all in March.
    expect(["2026-10-25T00:30Z", "2026-10-25T01:30Z", "2026-10-25T04:59Z"].map(said)).toEqual(Array(3).fill("Åbent nu, til kl.\u00a06"));
    expect(said("2026-10-25T05:00Z")).toBe("Lukket nu. Åbner kl.\u00a022");
    expect(["2027-03-28T00:59Z", "2027-03-28T01:00Z", "2027-03-28T03:59Z"].map(said)).toEqual(Array(3).fill("Åbent nu, til kl.\u00a06"));
    expect(said("2027-03-28T04:00Z")).toBe("Lukket nu. Åbner kl.\u00a022");
  });
});
