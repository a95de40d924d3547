/** English is complete: every text that Danish has, said in English, and one thing is one thing. */

import { describe, expect, test } from "vitest";

type Words = Record<string, unknown>;
const danish = import.meta.glob<Words>("../../src/texts/da/*.ts", { eager: true });
const english = import.meta.glob<Words>("../../src/texts/en/*.ts", { eager: true });
const files = Object.keys(danish).filter((path) => !/\/(index|first|rest)\.ts$/.test(path));
const inEnglish = (path: string) => english[path.replace("/da/", "/en/")];

/** [place, what stands there]: a text, or a function that makes one. */
function leaves(value: unknown, place = ""): [string, unknown][] {
  if (Array.isArray(value)) return value.flatMap((inner, index) => leaves(inner, `${place}[${index}]`));
  return value && typeof value === "object" ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${place}.${key}`)) : [[place, value]];
}

/** What a function says of one and of three; one that wants a name instead says nothing here. */
function counted(said: unknown, count: number): string {
  try {
    const words = (said as (...all: unknown[]) => unknown)(count, count);
    return typeof words === "string" ? words : "";
  } catch {
    return "";
  }
}

// The same word in both languages, names, and what is written with figures.
const ALIKE = /^(?:[^\p{L}]*|[Pp]eer|Drop|Person|Video|Server|Log|MitID|Stafet|Stop|Dansk|Start|Status|Stafet \S+|Print|Plan|Tablet|.*https?:.*|.*BørneTelefonen.*)$/u;

const NOUNS = "thing|point|line|meeting|day|hour|minute|part|text|dream|receipt|device|week|month|agreement|answer|item";
const MANY = new RegExp(`\\b1[ \u00a0](?:people|persons|(?:${NOUNS})s)\\b`);
const ONE = new RegExp(`\\b3[ \u00a0](?:person|${NOUNS})\\b`);
// A language has as many of these as it has: verbs to choose, and how "my" becomes "your".
const OWN_LIST = /\.(?:verbs|mineToYours)\[/;
// Said only when there are several.
const ONLY_MANY = /seeDreams|seeAll|readParts|acts\.many|check\.(?:all|done|isWhole)|series\.|agreementCount/;

describe.each(files)("%s", (path) => {
  const own = leaves(danish[path]);
  const other = leaves(inEnglish(path));

  test("has each of its texts in English, and none beside", () => {
    const places = (texts: [string, unknown][]) => texts.map(([place]) => place).filter((place) => !OWN_LIST.test(place)).sort();
    expect(places(other)).toEqual(places(own));
  });

  test("says them in English", () => {
    const same = other.filter(([place, said]) => typeof said === "string" && said.length > 3 && !ALIKE.test(said) && own.some(([where, words]) => where === place && words === said));
    const letters = other.filter(([, said]) => typeof said === "string" && /[æøåÆØÅ]/.test(said.replace(/“[^”]*”|BørneTelefonen/g, "")));
    expect([...same, ...letters]).toEqual([]);
  });

  test("counts one as one and three as three", () => {
    const wrong = other.filter(([place, said]) => typeof said === "function" && !ONLY_MANY.test(place) && (MANY.test(counted(said, 1)) || ONE.test(counted(said, 3))));
    expect(wrong.map(([place, said]) => [place, counted(said, 1), counted(said, 3)])).toEqual([]);
  });
});
