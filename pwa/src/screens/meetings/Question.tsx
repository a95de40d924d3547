/** One question of several. Answered, the next takes its place and the focus, so that it is read. */

import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

export function Question({ moved, children }: { moved: boolean; children: ComponentChildren }) {
  const place = useRef<HTMLElement>(null);
  useEffect(() => { if (moved) place.current?.focus({ preventScroll: true }); }, []);
  return <section class="block near arrived" tabIndex={-1} ref={place}>{children}</section>;
}

/** Whether the question that is open took the place of another since the page was opened. */
export function useMoved(open: string): boolean {
  const first = useRef(open);
  const moved = useRef(false);
  moved.current ||= open !== first.current;
  return moved.current;
}
