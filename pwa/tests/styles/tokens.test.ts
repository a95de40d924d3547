/** The tokens are the only source of colour, letters, shape and motion, and every pair of colours in use can be read. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { colours, contrast, contrastOfMix, declarations, modules, moreContrast, others, plain, sheets, tokens, withoutLightDark } from "./sheets";

const VIEWS = [
  { name: "light", dark: false, more: false },
  { name: "dark", dark: true, more: false },
  { name: "light, more contrast", dark: false, more: true },
  { name: "dark, more contrast", dark: true, more: true },
];

/** Words on grounds, as docs/design.md has them. */
const GROUNDS = ["--paper", "--sheet", "--sunk", "--lamp-soft", "--action-soft"];
const WORDS: [words: string, ground: string][] = [
  ...["--ink", "--ink-soft", "--action"].flatMap((words) => GROUNDS.map((ground): [string, string] => [words, ground])),
  ...["--paper", "--sheet", "--lamp-soft"].map((ground): [string, string] => ["--lamp", ground]),
  ["--on-action", "--action"],
  ["--paper", "--lamp"],
  ["--on-danger", "--danger"],
];
/** Lines and signs that say something: what can be pressed, what is tied, where the focus is. */
const LINES: [line: string, ground: string][] = [
  ...["--edge", "--action"].flatMap((line) => ["--paper", "--sheet", "--sunk", "--action-soft"].map((ground): [string, string] => [line, ground])),
  ...["--paper", "--sheet", "--sunk"].map((ground): [string, string] => ["--thread", ground]),
  ["--lamp", "--lamp-soft"],
  ["--lamp", "--sheet"],
  ["--danger-edge", "--paper"],
];
/** For the eye's rest only: nothing depends on seeing it, until somebody asks for more contrast. */
const DECORATION = new Set(["--hairline"]);

describe("where looks come from", () => {
  it("no colour is named outside the tokens", () => {
    const colour = /#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch|oklab|lab|hwb)a?\(|:\s*(?:white|black|red|blue|green|gr[ae]y|yellow|orange)\b/gi;
    const found = [...others, ...modules.filter((one) => one.file.endsWith(".tsx"))].flatMap(({ file, text }) =>
      [...text.matchAll(colour)].filter(([said]) => !/^#main/.test(said)).map(([said]) => `${file}: ${said}`));
    expect(found).toEqual([]);
  });

  it("no letter has a size outside the tokens, and a page of paper has its points", () => {
    const found = others.flatMap(({ file, text }) => declarations(text)
      .filter(([property, value]) => /^font(-size)?$/.test(property) && !/var\(--t-|^inherit$|^11pt$/.test(value))
      .map(([, value]) => `${file}: ${value}`));
    expect(found).toEqual([]);
  });

  it("no corner is round in a way of its own", () => {
    const found = others.flatMap(({ file, text }) => declarations(text)
      .filter(([property, value]) => property === "border-radius" && !/^(var\(--r-[a-z]+\)|50%|0)$/.test(value))
      .map(([, value]) => `${file}: ${value}`));
    expect(found).toEqual([]);
  });

  it("whatever moves takes its time from the tokens, which are nothing where less motion is wished for", () => {
    const found = others.flatMap(({ file, text }) => declarations(text)
      .filter(([property, value]) => /^(transition|animation)$/.test(property) && !/var\(--(quick|draw)\)/.test(value) && !/ 0s /.test(value))
      .map(([property, value]) => `${file}: ${property}: ${value}`));
    expect(found).toEqual([]);
    expect(tokens).toMatch(/prefers-reduced-motion: reduce\)\s*\{\s*:root \{ --quick: 0s; --draw: 0s; \}/);
  });

  it("every token is used, and nothing else is asked for by name", () => {
    const all = sheets.map((one) => one.text).join("\n");
    const asked = new Set([...all.matchAll(/var\((--[\w-]+)/g)].map((found) => found[1]!));
    const set = new Set([...all.matchAll(/(?<=[{;]\s*)(--[\w-]+)\s*:/g)].map((found) => found[1]!));
    // How much of the glass the keys cover is told by the screen itself.
    expect([...asked].filter((name) => !set.has(name) && name !== "--keyboard")).toEqual([]);
    expect([...set].filter((name) => !asked.has(name))).toEqual([]);
  });

  it("what the phone draws around the app is the paper", () => {
    const [html, manifest] = ["../../index.html", "../../public/manifest.webmanifest"].map((file) => readFileSync(new URL(file, import.meta.url), "utf8"));
    expect([...html!.matchAll(/name="theme-color" content="(#\w+)"/g)].map((found) => found[1])).toEqual([colours(false, false)("--paper"), colours(true, false)("--paper")]);
    expect([...new Set([...manifest!.matchAll(/"(?:background|theme)_color": "(#\w+)"/g)].map((found) => found[1]))]).toEqual([colours(false, false)("--paper")]);
  });

  it("a browser that cannot choose between light and dark gets the light, all of it", () => {
    const light = colours(false, false);
    const choosing = [...plain].filter(([, value]) => value.startsWith("light-dark(")).map(([token]) => token);
    expect(choosing.filter((token) => withoutLightDark.get(token) !== light(token))).toEqual([]);
  });
});

describe.each(VIEWS)("what can be read: $name", ({ dark, more }) => {
  const colour = colours(dark, more);

  it.each(WORDS)("%s on %s is 7 to 1", (words, ground) => {
    expect(contrast(colour(words), colour(ground))).toBeGreaterThanOrEqual(7);
  });

  it.each(LINES)("%s on %s is a line one can see", (line, ground) => {
    expect(contrast(colour(line), colour(ground))).toBeGreaterThanOrEqual(more ? 4.5 : 3);
  });

  it.each([0.18, 0.35])("the main action under a pointer and a finger, %s of ink", (share) => {
    expect(contrastOfMix(colour("--action"), colour("--ink"), share, colour("--on-action"))).toBeGreaterThanOrEqual(4.5);
  });
});

describe("the lists above", () => {
  it("know every colour that something is written or drawn with, and every ground", () => {
    const known = new Set([...WORDS, ...LINES].flat());
    const used = others.flatMap(({ text }) => declarations(text)
      .filter(([property]) => /^(color|background|fill|stroke|border.*|outline|text-decoration-color)$/.test(property))
      .flatMap(([, value]) => [...value.matchAll(/var\((--[\w-]+)/g)].map((found) => found[1]!)))
      .filter((token) => plain.get(token)?.includes("#"));
    expect([...new Set(used)].filter((token) => !known.has(token) && !DECORATION.has(token) && token !== "--plate")).toEqual([]);
  });

  it("what was decoration is a real line for who asks for more contrast", () => {
    expect([...DECORATION].every((token) => moreContrast.has(token))).toBe(true);
    for (const dark of [false, true]) {
      const colour = colours(dark, true);
      expect(contrast(colour("--hairline"), colour("--sheet"))).toBeGreaterThanOrEqual(3);
    }
  });
});
