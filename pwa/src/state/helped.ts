/** A supported session: begun by the citizen, seen on every screen, and over by itself. When it ends, the phone locks. */

import { effect, signal } from "@preact/signals";
import { guard } from "../api/client";
import { type Helped, isAboutCode, isOver, isPrivate } from "../core/helped";
import { account } from "./account";
import { helping, ranOut } from "./helping";
import { lock } from "./lock";
import { plan } from "./plans";
import { route } from "./route";
import { write } from "./write";

/** The private page that the citizen has said may be seen; another page asks again. */
const shownAnyway = signal("");
const BETWEEN_NOTES = 30_000;

export const helped = {
  now: helping,

  /** The citizen says who helps. Only with a code: what needs the citizen's own hand could not be asked for else. */
  async start(helper: string): Promise<void> {
    if (!lock.isSet.peek()) return;
    const now = Date.now();
    await keep({ helper, began: now, used: now });
    await write.show();
  },

  /** Over, and the code is asked for: who gets the phone now, must be its owner. */
  async end(): Promise<void> {
    if (!helping.peek() && !ranOut.peek()) return;
    shownAnyway.value = "";
    await keep(undefined);
    if (lock.isSet.peek()) lock.close();
  },

  /** The phone is used. */
  use(): void {
    const now = helping.peek();
    if (!now) return;
    if (isOver(now, Date.now())) void helped.end();
    else if (Date.now() - now.used > BETWEEN_NOTES) void keep({ ...now, used: Date.now() });
  },

  show(): void {
    shownAnyway.value = route.peek().path;
  },

  /** Why this page is not shown as it is. */
  get instead(): "private" | "code" | undefined {
    const { path, query, params } = route.value;
    if (!helping.value) return undefined;
    if (isAboutCode(path)) return "code";
    const item = query.get("item") ?? query.get("from") ?? params["item"];
    const isOwn = isPrivate(path, query) || (item !== undefined && plan.value?.item(item)?.scope === "private");
    return isOwn && shownAnyway.value !== path ? "private" : undefined;
  },
};

/** For as long as the app lives. `ask`: what to do before a write leaves, while somebody helps. */
export function followHelp(ask: NonNullable<typeof guard.ask>): void {
  effect(() => {
    // The phone was locked, or a sign-in took the code away: then nobody helps any more.
    if (ranOut.value || (helping.value && (lock.closed.value || !lock.isSet.value))) void helped.end();
  });
  effect(() => {
    const { path } = route.value;
    if (shownAnyway.peek() !== path) shownAnyway.value = "";
  });
  guard.ask = (method, path, body) => (helping.peek() ? ask(method, path, body) : Promise.resolve(body));
  setInterval(() => {
    const now = helping.peek();
    if (now && isOver(now, Date.now())) void helped.end();
  }, 10_000);
}

async function keep(next: Helped | undefined): Promise<void> {
  await account.peek()?.store.saveFact("helped", next);
  ranOut.value = false;
  helping.value = next;
  account.peek()?.tell();
}
