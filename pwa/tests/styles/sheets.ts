/** The style sheets as a test reads them: rules, tokens, and what two colours measure against each other. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const SRC = fileURLToPath(new URL("../../src", import.meta.url));

const named = (end: RegExp): { file: string; text: string }[] =>
  readdirSync(SRC, { recursive: true, encoding: "utf8" })
    .filter((file) => end.test(file) && !file.startsWith("dev"))
    .sort()
    .map((file) => ({ file, text: readFileSync(join(SRC, file), "utf8").replace(/\/\*[\s\S]*?\*\//g, "") }));

export const sheets = named(/\.css$/);
export const modules = named(/\.tsx?$/);
export const tokens = sheets.find((one) => one.file.endsWith("tokens.css"))!.text;
export const others = sheets.filter((one) => !one.file.endsWith("tokens.css"));

/** `[property, value]` of every declaration. */
export function declarations(css: string): [property: string, value: string][] {
  return [...css.matchAll(/(?<=[{;]\s*)([\w-]+)\s*:\s*([^;{}]+)(?=[;}])/g)].map((found) => [found[1]!, found[2]!.trim()]);
}

/** What is declared between the braces of the first rule after `start`. */
function ruleAfter(start: string): Map<string, string> {
  const from = tokens.indexOf("{", tokens.indexOf(":root", tokens.indexOf(start)));
  return new Map(declarations(tokens.slice(from, tokens.indexOf("}", from) + 1)));
}

export const plain = ruleAfter("@layer tokens {");
export const withoutLightDark = ruleAfter("@supports not");
export const moreContrast = ruleAfter("@media (prefers-contrast: more)");

export type Colours = (token: string) => string;

/** The colours of one way to see the app. Each is `light-dark(#light, #dark)`, or one for both. */
export function colours(dark: boolean, more: boolean): Colours {
  return (token) => {
    const value = (more ? moreContrast.get(token) : undefined) ?? plain.get(token) ?? "";
    const both = /^light-dark\((#\w+), (#\w+)\)$/.exec(value);
    const found = both ? both[dark ? 2 : 1]! : value;
    if (!/^#[0-9A-F]{6}$/.test(found)) throw new Error(`${token} is no colour: ${value}`);
    return found;
  };
}

const channels = (hex: string): number[] => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255);
const linear = (part: number): number => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
const luminance = (light: number[]): number => 0.2126 * light[0]! + 0.7152 * light[1]! + 0.0722 * light[2]!;

/** WCAG 2: (lighter + 0.05) / (darker + 0.05). */
export function contrast(one: string, other: string): number {
  return ratio(luminance(channels(one).map(linear)), luminance(channels(other).map(linear)));
}

function ratio(one: number, other: number): number {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

/** `color-mix(in oklab, one, other share%)` against a third. */
export function contrastOfMix(one: string, other: string, share: number, against: string): number {
  const [from, to] = [oklab(channels(one).map(linear)), oklab(channels(other).map(linear))];
  const mixed = from.map((part, at) => part * (1 - share) + to[at]! * share);
  return ratio(luminance(fromOklab(mixed)), luminance(channels(against).map(linear)));
}

function oklab([r = 0, g = 0, b = 0]: number[]): number[] {
  const [l, m, s] = [
    Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b),
    Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b),
    Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b),
  ];
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromOklab([L = 0, a = 0, b = 0]: number[]): number[] {
  const [l, m, s] = [(L + 0.3963377774 * a + 0.2158037573 * b) ** 3, (L - 0.1055613458 * a - 0.0638541728 * b) ** 3, (L - 0.0894841775 * a - 1.291485548 * b) ** 3];
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ].map((part) => Math.min(1, Math.max(0, part)));
}
