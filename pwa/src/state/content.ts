/**
 * What the operator has written for this place: numbers to call, hours, holidays, templates. Public, so it is kept on
 * the device itself and is there before anybody signs in, and at 2 a.m. without a network.
 */

import { computed, signal } from "@preact/signals";
import { request } from "../api/client";
import type { Content, Line, TwoWords } from "../api/rest";
import { speaking } from "../texts/lang";
import { remember, remembered } from "./settings";

const KEY = "stafet.content";
const HOUR = 3_600_000;
const NOTHING: Content = { holidays: [], lines: [], organisations: [], municipalities: [], followUps: [], checklists: [] };

let raw = remembered(KEY) ?? "";
let askedAt = 0;

export const content = signal<Content>(read(raw));

/** The holidays this phone knows of, each with its name. */
export const daysOff = computed<ReadonlyMap<string, string>>(() => new Map(content.value.holidays.map((one) => [one.on, inWords(one)])));

/** The numbers for somebody: those of the place, then those of its organisations. None without the day it was checked. */
export const linesTo = (to: Line["to"]): Line[] =>
  [...content.value.lines, ...content.value.organisations.flatMap((one) => one.contacts ?? [])].filter((line) => line.to === to && line.checkedOn);

/** The operator's words, in the language chosen now. */
export const inWords = (words: TwoWords): string => (speaking() === "en" ? words.en : words.da);

/** What the people of an organisation call a role: "forløbskoordinator". */
export function roleName(organisation: string, role: string): string | undefined {
  const words = content.value.organisations.find((one) => one.name === organisation)?.roleNames?.[role];
  return words && inWords(words);
}

/** Ask for what is new, at most once an hour. The browser sends the short name of what it has; mostly nothing comes back. */
export async function refreshContent(now = Date.now()): Promise<void> {
  if (now - askedAt < HOUR && raw) return;
  askedAt = now;
  try {
    const fresh = JSON.stringify(await request("GET", "/api/content", undefined, { cache: "no-cache" }));
    if (fresh === raw) return;
    raw = fresh;
    content.value = read(fresh);
    remember(KEY, fresh);
  } catch {
    // What is kept stays; the next occasion asks again.
    askedAt = 0;
  }
}

function read(text: string): Content {
  try {
    return { ...NOTHING, ...(JSON.parse(text) as Partial<Content>) };
  } catch {
    return NOTHING;
  }
}
