/** All words for people. `t.plan.dreams` is read in the language chosen now, and a component that reads it follows a change. */
import { signal } from "@preact/signals";
import { da, type Texts } from "./da";
import { speak, type Lang } from "./lang";

export * from "./dates";
export { joined, plural, whose } from "./joined";
export type { Texts };

const words = signal<Texts>(da);

/** Every area is a getter on a signal: reading it in a component subscribes to the language. */
export const t: Texts = Object.defineProperties({} as Texts, Object.fromEntries(
  (Object.keys(da) as (keyof Texts)[]).map((area) => [area, { enumerable: true, get: () => words.value[area] }]),
));

let wanted: Lang = "da";

/** Danish is here from the start; English is fetched. Without a network and without a copy, Danish stays. */
export async function useLanguage(lang: Lang): Promise<void> {
  wanted = lang;
  const chosen = lang === "en" ? await import("./en").then(({ en }) => en, () => undefined) : da;
  if (!chosen || lang !== wanted) return;
  speak(lang);
  words.value = chosen;
  document.documentElement.lang = lang;
}
