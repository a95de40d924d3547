/**
 * What is pressed may be gone after the press: a line that was taken away, a proposal that was answered. Then the focus
 * would be nowhere, and who goes by keys or by ear would begin at the top. It goes to what now stands in its place.
 */

/** An element, and those around it, as they stood: each with what came after it and what came before. */
type Places<T> = readonly (readonly [at: T, next: T | null, before: T | null])[];

/**
 * What to go to from something that is gone: what now stands in its place, what came after it, what came before it, or
 * what it stood in. `after`: what follows on this one now, or what comes first in it.
 */
export function nearestTo<T>(places: Places<T>, isHere: (one: T) => boolean, after: (before: T | null, inside: T) => T | null): T | undefined {
  const outer = places.findIndex(([at]) => isHere(at));
  const [, next, before] = places[outer - 1] ?? [];
  const around = places[outer]?.[0];
  if (!around || next === undefined || before === undefined) return undefined;
  const now = !before || isHere(before) ? after(before, around) : null;
  return [now, next, before, around].find((one): one is T => !!one && isHere(one));
}

/** A screen or a part that takes the focus by itself is faster. */
const PATIENCE = 120;

export function keepFocus(): void {
  let places: (readonly [Element, Element | null, Element | null])[] = [];
  const remember = ({ target }: Event) => {
    let at = (target as Element).closest?.("a, button, input, textarea, select, summary");
    if (!at) return;
    places = [];
    // On another screen the focus is the screen's.
    for (; at && at.id !== "app"; at = at.parentElement) places.push([at, at.nextElementSibling, at.previousElementSibling]);
  };
  for (const event of ["focusin", "keydown", "click"]) addEventListener(event, remember, true);
  const look = () => {
    if (document.activeElement !== document.body || !places.some(([at]) => at.isConnected && at.id === "main")) return;
    const near = nearestTo(
      places, (one) => one.isConnected && one.textContent !== "" && !one.matches(".hide"), (before, inside) => (before ? before.nextElementSibling : inside.firstElementChild),
    ) as HTMLElement | undefined;
    if (!near) return;
    if (near.tabIndex < 0) near.tabIndex = -1;
    near.focus({ preventScroll: true });
  };
  new MutationObserver(() => {
    if (places[0]?.[0].isConnected === false) setTimeout(look, PATIENCE);
  }).observe(document.body, { childList: true, subtree: true });
}
