/** What the parts ask of src/state, with nothing behind it: nobody is signed in, and the last act can be undone. */

import { signal } from "@preact/signals";
import type { Net, PlanView, SignedIn, SignedOut } from "../state/types";

export { route } from "../state/route";
export { lang, theme } from "../state/settings";

export const plans = signal<PlanView[]>([]);
export const session = signal<SignedIn | SignedOut | undefined>({ signedIn: false, demo: false });
export const net = signal<Net>({ online: true, waiting: 0, refused: 0, sending: false, signedOut: false, full: false, stored: true });
export const isGuest = signal(false);
export const update = { waiting: signal(false), apply: () => {} };
export const write = {
  lastAct: signal<{ act: string; kind?: string; words: string; along: number } | undefined>({ act: "delete", kind: "goal", words: "", along: 0 }),
  async undo(): Promise<void> { write.lastAct.value = undefined; },
};
