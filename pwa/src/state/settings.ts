/**
 * Language and colours: choices of this device, readable before anything else is. In localStorage because they must
 * be known before the first paint, and they say nothing about anybody.
 */

import { effect, type Signal, signal } from "@preact/signals";

export const lang: Signal<"da" | "en"> = signal(remembered("stafet.lang") === "en" ? "en" : "da");
export const theme: Signal<"auto" | "light" | "dark"> = signal(asTheme(remembered("stafet.theme")));

/** Until when this person knows of the devices they have signed in on. */
export const knownUntil: Signal<string> = signal(remembered("stafet.devices-known") ?? "");

/** Keep the page and the memory in step with the choices. */
export function followSettings(): void {
  let before = lang.peek();
  effect(() => {
    document.documentElement.lang = lang.value;
    // Written only when chosen, so that a first sign-in can bring the person's own language.
    if (lang.value !== before) remember("stafet.lang", lang.value);
    before = lang.value;
  });
  effect(() => remember("stafet.devices-known", knownUntil.value || undefined));
  effect(() => {
    // "auto" leaves the choice to the phone: no attribute, and the style sheet follows the system.
    if (theme.value === "auto") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = theme.value;
    remember("stafet.theme", theme.value);
  });
}

/** Read one value of this device. A browser that forbids storage has none. */
export function remembered(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keep one value on this device; `undefined` forgets it. */
export function remember(key: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Forbidden by the browser: the choice lasts as long as the tab.
  }
}

/** What only this tab remembers. A browser that forbids storage has none. */
export function tabMemory(): Storage | undefined {
  try {
    return sessionStorage;
  } catch {
    return undefined;
  }
}

function asTheme(value: string | undefined): "auto" | "light" | "dark" {
  return value === "light" || value === "dark" ? value : "auto";
}
