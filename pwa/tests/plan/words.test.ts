/** The citizen's words are short and plain, in both languages alike. */

import { describe, expect, test } from "vitest";
import { da } from "../../src/texts/da";
import { en } from "../../src/texts/en";
import { away, clock, clockSpan, day, dayNear, moment, weekdayDay } from "../../src/texts/dates";
import { difference } from "../../src/screens/plan/difference";

const AREAS = ["common", "plan", "safety", "settings", "history", "room"] as const;
const BANNED = /\b(patient|diagnose|compliance|forløb|indsats|iværksætte|foranstaltning|problemstilling|vedrørende|såfremt|henholdsvis|revidere|autentificering|synkronisere|ugyldig)/i;

/** Every text; a text with parameters is called with plain ones. */
function texts(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value === "function") return [String((value as (...all: unknown[]) => unknown)("Mads", "fredag"))];
  return value && typeof value === "object" ? Object.values(value).flatMap(texts) : [];
}
const words = (text: string) => text.replaceAll("\u00ad", "").match(/[\p{L}]+(?:-[\p{L}]+)*/gu) ?? [];
const sentences = (text: string) => text.split(/[.?!:]+(?:\s|$)/).filter((part) => words(part).length > 0);

describe.each(AREAS)("The Danish words of %s", (area) => {
  const all = texts(da[area]);
  test("have no sentence over 15 words", () => {
    expect(all.flatMap(sentences).filter((sentence) => words(sentence).length > 15)).toEqual([]);
  });
  test("use none of the words a person should not have to read", () => {
    expect(all.filter((text) => BANNED.test(text))).toEqual([]);
  });
  test("shout at nobody", () => {
    expect(all.filter((text) => text.includes("!"))).toEqual([]);
  });
  test("are easy: LIX 25 at most over the whole sentences", () => {
    const whole = all.filter((text) => /[.?]$/.test(text)).join(" ");
    const counted = words(whole);
    const lix = counted.length / sentences(whole).length + (100 * counted.filter((word) => word.length > 6).length) / counted.length;
    expect(lix).toBeLessThanOrEqual(25);
  });
});

test("English has every text that Danish has", () => {
  const keys = (value: unknown, path = ""): string[] => (value && typeof value === "object" ? Object.entries(value).flatMap(([key, inner]) => keys(inner, `${path}.${key}`)) : [path]);
  for (const area of AREAS) expect(keys(en[area])).toEqual(keys(da[area]));
});

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
