/** What is said about meetings, and on the other side, is as plain as the rest: relatives read it too. */

import { describe, expect, test } from "vitest";
import { da as danish } from "../../src/texts/da";
import { invite } from "../../src/texts/da/invite";
import { preview } from "../../src/texts/da/preview";
import { en as english } from "../../src/texts/en";
import { invite as englishInvite } from "../../src/texts/en/invite";
import { preview as englishPreview } from "../../src/texts/en/preview";

const da = { ...danish, invite, preview };
const en = { ...english, invite: englishInvite, preview: englishPreview };
const AREAS = ["meetings", "desk", "invite", "preview"] as const;
const BANNED = /\b(patient|diagnose|compliance|forløb|indsats|iværksætte|foranstaltning|problemstilling|vedrørende|såfremt|henholdsvis|revidere|autentificering|synkronisere|ugyldig|afventer|overskredet)/i;

/** Every text; a text with parameters is called with plain ones. */
function texts(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value === "function") return texts((value as (...all: unknown[]) => unknown)("Mads", "fredag"));
  return value && typeof value === "object" ? Object.values(value).flatMap(texts) : [];
}
const words = (text: string) => text.replaceAll("\u00ad", "").match(/[\p{L}]+(?:-[\p{L}]+)*/gu) ?? [];
const sentences = (text: string) => text.split(/[.?!:]+(?:\s|$)/).filter((part) => words(part).length > 0);

describe.each(AREAS)("The Danish words of %s", (area) => {
  const all = texts(da[area]);

  test("have no sentence over 15 words", () => {
    expect(all.flatMap(sentences).filter((sentence) => words(sentence).length > 15)).toEqual([]);
  });

  test("use none of the words a person should not have to read, and do not shout", () => {
    expect(all.filter((text) => BANNED.test(text) || text.includes("!"))).toEqual([]);
  });

  test("are easy: LIX 25 at most over the whole sentences", () => {
    const whole = all.filter((text) => /[.?]$/.test(text)).join(" ");
    const counted = words(whole);
    const lix = counted.length / sentences(whole).length + (100 * counted.filter((word) => word.length > 6).length) / counted.length;
    expect(lix).toBeLessThanOrEqual(25);
  });
});

test("English has every text that Danish has", () => {
  const keys = (value: unknown, path = ""): string[] =>
    value && typeof value === "object" ? Object.entries(value).flatMap(([key, inner]) => keys(inner, `${path}.${key}`)) : [path];
  for (const area of AREAS) expect(keys(en[area])).toEqual(keys(da[area]));
});
