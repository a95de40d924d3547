/** What opens in place of the button that was pressed takes the focus along, and is on the glass. */

import type { Signal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

/** `pressed`: false where it opened by itself: then nobody is moved. */
export function useArrive<E extends HTMLElement>(pressed = true): RefObject<E | null> {
  const place = useRef<E>(null);
  useEffect(() => {
    if (!pressed) return;
    place.current?.focus({ preventScroll: true });
    place.current?.scrollIntoView({ block: "nearest" });
  }, []);
  return place;
}

/**
 * What was half-written when the page was left stands open when one comes back: words that nobody sees are lost.
 * `half`: what to open, once it is known. Answers whether it opened by itself.
 */
export function useReopened<T>(open: Signal<T>, half: T | undefined): boolean {
  const byItself = useRef(false);
  const known = half !== undefined;
  useEffect(() => {
    if (half === undefined || open.peek()) return;
    byItself.current = true;
    open.value = half;
  }, [known]);
  if (!open.value && !known) byItself.current = false;
  return byItself.current;
}
