/** "Åbent nu" is said only when the person's own words are plain hours, and never on a holiday. */

import { describe, expect, test } from "vitest";
import { easter, hoursNow, isWorkday } from "../../src/screens/safety/hours";

const at = (danish: string) => new Date(`${danish}:00+01:00`);

describe("A safety contact", () => {
  test("is open on a weekday between the hours", () => {
    expect(hoursNow("hverdage 8 til 15", at("2026-11-24T09:30"))).toEqual({ open: true, words: "Åbent nu, til kl.\u00a015" });
  });
  test("says when it opens", () => {
    expect(hoursNow("hverdage 8 til 15", at("2026-11-24T02:10"))?.words).toBe("Lukket nu. Åbner kl.\u00a08");
    expect(hoursNow("hverdage 8.30 til 15", at("2026-11-24T16:00"))?.words).toBe("Lukket nu. Åbner i\u00a0morgen kl.\u00a08.30");
    expect(hoursNow("hverdage 8 til 15", at("2026-11-27T16:00"))?.words).toBe("Lukket nu. Åbner mandag kl.\u00a08");
  });
  test("is left in its own words when they are something else", () => {
    expect(hoursNow("Du må gerne vække ham", at("2026-11-24T02:10"))).toBeUndefined();
    expect(hoursNow("", at("2026-11-24T02:10"))).toBeUndefined();
  });
  test("is not called open on a public holiday", () => {
    expect(hoursNow("hverdage 8 til 15", at("2026-12-25T10:00"))?.open).toBe(false);
  });
});

test("Danish holidays follow Easter", () => {
  expect(new Date(easter(2026)).toISOString().slice(0, 10)).toBe("2026-04-05");
  expect(new Date(easter(2027)).toISOString().slice(0, 10)).toBe("2027-03-28");
  for (const day of ["2026-04-02", "2026-04-03", "2026-04-06", "2026-05-14", "2026-05-25"]) expect(isWorkday(new Date(`${day}T12:00Z`)), day).toBe(false);
  expect(isWorkday(new Date("2026-05-01T12:00Z"))).toBe(true);
});
