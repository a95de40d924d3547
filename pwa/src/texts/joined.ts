/** Small grammar: lists and plurals. */
import { locale, speaking } from "./lang";

/** "Jonas, Mads og Rikke". */
export function joined(names: string[]): string {
  return new Intl.ListFormat(locale(), { type: "conjunction" }).format(names);
}

/** plural(1, "punkt", "punkter") -> "1 punkt". Digits, because they are easier to see. */
export function plural(count: number, one: string, many: string): string {
  return `${count}\u00a0${count === 1 ? one : many}`;
}

/** Danish has a genitive without an apostrophe: Peters, Lars'. */
export function whose(name: string): string {
  if (speaking() === "en") return `${name}'s`;
  return /[sxz]$/i.test(name) ? `${name}'` : `${name}s`;
}
