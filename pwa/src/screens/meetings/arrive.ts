/** What opens in place of the button that was pressed takes the focus along, and is on the glass. */

import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

export function useArrive<E extends HTMLElement>(): RefObject<E | null> {
  const place = useRef<E>(null);
  useEffect(() => {
    place.current?.focus({ preventScroll: true });
    place.current?.scrollIntoView({ block: "nearest" });
  }, []);
  return place;
}
