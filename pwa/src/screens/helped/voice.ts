/** Reads aloud with a voice that lies on the phone. Never with one that sends the words to somebody else. */

import { effect, signal } from "@preact/signals";
import { lang, route } from "../../state";

interface Voice {
  lang: string;
  localService: boolean;
}

/** A voice of the language spoken now, on this phone. */
export function localVoice<V extends Voice>(voices: readonly V[], language: string): V | undefined {
  return voices.find((voice) => voice.localService && voice.lang.toLowerCase().split(/[-_]/)[0] === language);
}

const voices = signal<readonly SpeechSynthesisVoice[]>([]);
/** The block that is read now. */
export const reading = signal<Element | undefined>(undefined);

const speech = (): SpeechSynthesis | undefined => (typeof speechSynthesis === "undefined" ? undefined : speechSynthesis);

export const voice = () => localVoice(voices.value, lang.value);

export function followVoices(): () => void {
  const look = () => { voices.value = speech()?.getVoices() ?? []; };
  look();
  speech()?.addEventListener?.("voiceschanged", look);
  const leave = effect(() => {
    void route.value;
    hush();
  });
  return () => {
    leave();
    hush();
    speech()?.removeEventListener?.("voiceschanged", look);
  };
}

export function hush(): void {
  speech()?.cancel();
  reading.peek()?.removeAttribute("data-read");
  reading.value = undefined;
}

/** Read one block from its beginning. `then`: it was read to its end. */
export function read(block: Element, then: () => void = hush): void {
  const with_ = voice();
  if (!with_) return;
  hush();
  const said = new SpeechSynthesisUtterance(wordsIn(block));
  said.voice = with_;
  said.lang = with_.lang;
  said.rate = 0.9;
  said.onend = () => { if (reading.peek() === block) then(); };
  reading.value = block;
  block.setAttribute("data-read", "");
  block.scrollIntoView({ block: "nearest" });
  speech()?.speak(said);
}

/** The words somebody sees there; not what is to be pressed. */
function wordsIn(block: Element): string {
  const copy = block.cloneNode(true) as Element;
  for (const one of copy.querySelectorAll("button, a.act, svg, input, textarea, .hear")) one.remove();
  for (const one of copy.querySelectorAll("p, h1, h2, h3, li, dt, dd, b")) one.append(". ");
  return (copy.textContent ?? "").replaceAll("\u00ad", "").replace(/\s+/g, " ").replace(/([.?!:])\s*\.(\s|$)/g, "$1 ").trim();
}

/** Blocks that can hold a button of their own. A point with its thread and its answers is one: it is read as one. */
export const STANDS_ALONE = "main .agenda > li, main .thread:not(.agenda *) > li, main .sheet:not(ul, ol, .agenda *), main :is(ul, ol).sheet:not(.agenda *) > li";

/** What can be read on this screen, in order: the smallest parts that stand for themselves. */
export function blocks(): Element[] {
  const all = [...document.querySelectorAll(`main h1, main > .lead, ${STANDS_ALONE}, main section.block > p, main .after > p`)];
  return all.filter((one) => !one.classList.contains("hide") && !one.querySelector("form, textarea") && !all.some((other) => other !== one && one.contains(other)) && wordsIn(one) !== "");
}
