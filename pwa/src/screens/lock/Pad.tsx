/** Six places and the digits. Fingers press it, keys work too, and those who only hear it are told how many are written. */

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { DIGITS } from "../../core/code";
import { Icon } from "../../ui";
import { words } from "./words";

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

/** `onFull` is called with the six digits; they are gone from the screen at once. `still`: no digit is taken now. */
export function Pad({ onFull, still }: { onFull: (digits: string) => void; still?: boolean }) {
  const [shown, setShown] = useState(0);
  // Not state: who types fast presses the next digit before the last one is drawn.
  const digits = useRef("");
  const press = (key: string) => {
    if (still) return;
    const next = key === "back" ? digits.current.slice(0, -1) : key === "clear" ? "" : digits.current + key;
    digits.current = next.length < DIGITS ? next : "";
    setShown(digits.current.length);
    if (next.length === DIGITS) onFull(next);
  };
  const latest = useRef(press);
  latest.current = press;
  // Before the page is painted: whoever sees the digits may type them.
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (/^\d$/.test(event.key)) latest.current(event.key);
      else if (event.key === "Backspace") latest.current("back");
    };
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, []);
  return (
    <>
      <p class="hide" role="status">{words.written(shown)}</p>
      <div class="code" aria-hidden="true">
        {Array.from({ length: DIGITS }, (_, place) => <i class={place < shown ? "full" : place === shown ? "at" : undefined} />)}
      </div>
      <div class="pad" role="group" aria-label={words.pad}>
        {KEYS.map((key) => <button type="button" onClick={() => press(key)}>{key}</button>)}
        <button type="button" class="words" onClick={() => press("clear")}>{words.clear}</button>
        <button type="button" onClick={() => press("0")}>0</button>
        <button type="button" aria-label={words.back} onClick={() => press("back")}><Icon name="erase" /></button>
      </div>
    </>
  );
}
