/**
 * Where the person is. A router of our own: the address bar, one signal, and ordinary links that are caught on their
 * way out, so that they also work as links (new tab, copy, long press).
 */

import { computed, signal } from "@preact/signals";
import { match, type Match, type ScreenName } from "../routes";

export type { ScreenName };

export interface Route extends Match {
  path: string;
  query: URLSearchParams;
  /** Without the "#". Never sent to the server: an invitation's token travels here. */
  hash: string;
}
export interface ScreenProps {
  params: Record<string, string>;
  query: URLSearchParams;
}
export interface Go {
  /** Take the place of the page we leave: "back" then goes past it. */
  replace?: boolean;
}

const address = signal(here());

/** The route of the address, matched once per move. */
export const route = computed<Route>(() => {
  const url = new URL(address.value);
  return { ...match(url.pathname), path: url.pathname, query: url.searchParams, hash: url.hash.slice(1) };
});

/** Go to a page of ours; anything else is left to the browser. */
export function go(path: string, opts: Go = {}): void {
  const url = new URL(path, location.href);
  if (!isOurs(url)) {
    location.assign(url.href);
    return;
  }
  if (opts.replace || url.href === location.href) history.replaceState({ inside: inside() }, "", url.href);
  else history.pushState({ inside: true }, "", url.href);
  address.value = url.href;
  scrollTo(0, 0);
}

/** One page back; from a page that was opened from outside, to `otherwise`. */
export function back(otherwise = "/"): void {
  if (inside()) history.back();
  else go(otherwise, { replace: true });
}

/** Listen to the address bar and to clicks on links. Called once, at start. */
export function listenForMoves(): void {
  addEventListener("popstate", () => {
    address.value = here();
  });
  addEventListener("hashchange", () => {
    address.value = here();
  });
  document.addEventListener("click", catchLink);
}

function catchLink(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link?.href || link.target || link.hasAttribute("download")) return;
  const url = new URL(link.href);
  // "#main" and its like: the browser moves the focus, we stay where we are.
  const samePage = url.hash && url.pathname === location.pathname && url.search === location.search;
  if (!isOurs(url) || samePage) return;
  event.preventDefault();
  go(url.href);
}

function isOurs(url: URL): boolean {
  return url.origin === location.origin && !/^\/(api|health)\//.test(url.pathname);
}

function inside(): boolean {
  return (history.state as { inside?: boolean } | null)?.inside === true;
}

function here(): string {
  return location.href;
}
