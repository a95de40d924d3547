/** Send and fetch, when somebody asks for it. Screens never have to: it happens by itself on each occasion. */

import { account, checkLease, followLeaving, status } from "./account";
import { refreshSession, session } from "./session";

export const sync = {
  /** Send what waits and fetch what is new. Fulfilled when that was tried, with or without luck. */
  async now(): Promise<void> {
    await account.peek()?.sender.now();
  },
};

/** The network is back, the person looks again, a minute has passed: see that everything is as it should be. */
export async function attend(): Promise<void> {
  if (followLeaving()) return;
  await checkLease();
  const now = session.peek();
  // Not sure who sits here: ask first. A new sign-in in another tab is found this way too.
  if (!now?.signedIn || now.remembered || status.peek().signedOut) await refreshSession();
  else await account.peek()?.sender.now();
}
