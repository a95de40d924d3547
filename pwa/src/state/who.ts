/** Who sits here, as far as this tab knows. `session.ts` finds it out. */

import { signal } from "@preact/signals";
import type { MeAnswer } from "../api/rest";
import type { Store } from "../store";
import type { SignedIn, SignedOut } from "./types";

/** Undefined until something is known. */
export const session = signal<SignedIn | SignedOut | undefined>(undefined);

export function signedIn(me: MeAnswer, isRemembered: boolean): SignedIn | SignedOut {
  if (!me.person) return { signedIn: false, demo: me.demo === true };
  return {
    signedIn: true, person: me.person, plans: me.plans ?? [], demo: me.demo === true, remembered: isRemembered, newDevices: me.newDevices ?? [],
  };
}

/** Who this phone remembers, unless it is known already. */
export async function recallWho(store: Store): Promise<SignedIn | SignedOut | undefined> {
  const me = await store.fact("me");
  return me?.person && session.peek()?.signedIn !== true ? signedIn(me, true) : session.peek();
}
