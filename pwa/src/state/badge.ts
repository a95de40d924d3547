/** The number on the app's picture: how many things wait for me. A number, and nothing of what they are. */

import { effect } from "@preact/signals";
import { account } from "./account";
import { session } from "./session";

type Badging = Navigator & { setAppBadge?: (count?: number) => Promise<void>; clearAppBadge?: () => Promise<void> };

let told = 0;

/** Said by the page that shows what waits. A push says "there is something" (sw/reminders.ts); this says how much. */
export function badge(count: number): void {
  told = count;
  const phone = navigator as Badging;
  // A phone that does not let an app do this is no reason to disturb anybody.
  void (count > 0 ? phone.setAppBadge?.(count) : phone.clearAppBadge?.())?.catch(() => undefined);
}

/** Nobody is signed in: nothing waits for anybody here. And what a push has said is read when the app is looked at. */
export function followBadge(): void {
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") badge(told);
  });
  effect(() => {
    if (session.value?.signedIn === false) badge(0);
  });
  let before: string | undefined;
  effect(() => {
    // What waits for one is not counted for the next.
    if (before !== undefined && account.value?.person !== before) badge(0);
    before = account.value?.person;
  });
}
