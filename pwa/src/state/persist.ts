/** Whether the browser has promised not to clear what is written here. Asked for when there is something to keep. */

import { signal } from "@preact/signals";

/** Undefined: this browser cannot say. */
export const promised = signal<boolean | undefined>(undefined);
let asked = false;

const storage = () => (typeof navigator === "undefined" ? undefined : navigator.storage);

/** At the start nothing is asked: the browser says what it has promised before. */
export async function recallPromise(): Promise<void> {
  promised.value = await storage()?.persisted?.().catch(() => undefined);
}

/** Somebody has written words of their own. Once a visit: a no may be another one when the app is used more. */
export async function askToKeep(): Promise<void> {
  if (asked || promised.peek()) return;
  asked = true;
  promised.value = await storage()?.persist?.().catch(() => undefined);
}
