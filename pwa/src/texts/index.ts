/** All words for people. `t.plan.dreams` is read in the language chosen now, and a component that reads it follows a change. */
import { computed, signal } from "@preact/signals";
import type { Texts } from "./da";
import { first } from "./da/first";
import { speak, speaking, type Lang } from "./lang";

export * from "./dates";
export { joined, plural, whose } from "./joined";
export type { Texts };

/** Until `allWords`, the first screens' only: who draws another screen waits for that. */
const danish = signal(first as Texts);
const english = signal<Texts | undefined>(undefined);
const words = computed(() => english.value ?? danish.value);

/** Every area is read from a signal: reading it in a component subscribes to the language. */
export const t = new Proxy({} as Texts, { get: (_, area) => words.value[area as keyof Texts] });

/** Words of one chunk: they come with its screens, in both languages, and weigh on no other. Read them like `t`. */
export function both<W extends object>(da: W, en: W): W {
  return new Proxy(da, { get: (_, name) => (speaking() === "en" ? en : da)[name as keyof W] });
}

/** The words of every screen. Rejects when they cannot be had. */
export async function allWords(): Promise<void> {
  if (danish.peek() !== first) return;
  const { rest } = await import("./da/rest");
  danish.value = { ...first, ...rest };
}

let wanted: Lang = "da";

/** Danish is here from the start; English is fetched. Without a network and without a copy, Danish stays. */
export async function useLanguage(lang: Lang): Promise<void> {
  wanted = lang;
  const chosen = lang === "en" ? await import("./en").then(({ en }) => en, () => undefined) : undefined;
  if (lang !== wanted || (lang === "en" && !chosen)) return;
  speak(lang);
  english.value = chosen;
  document.documentElement.lang = lang;
}
