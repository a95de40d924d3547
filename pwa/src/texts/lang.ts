/** The language dates and lists are written in. Apart from the catalogue, so that both may read it. */
import { signal } from "@preact/signals";

export type Lang = "da" | "en";
const spoken = signal<Lang>("da");

export function speak(lang: Lang): void { spoken.value = lang; }
export function speaking(): Lang { return spoken.value; }
export function locale(): string { return spoken.value === "en" ? "en-GB" : "da-DK"; }
