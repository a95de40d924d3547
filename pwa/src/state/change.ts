/**
 * Another person takes the phone, also without a network and without a session. Each finds what is theirs, behind their own
 * code.
 */

import { account, openAccount, rememberedAccount } from "./account";
import { saveDrafts } from "./drafts";
import { lastWords, leaveAccount, makeRoom, sayGoodbye } from "./leaving";
import { known } from "./locked";
import { go } from "./route";
import { refreshSession } from "./session";
import { session } from "./who";
import { letGo } from "./write";

/** Give the phone to `person`, or to nobody yet. The one before is signed out here: a browser has one session. */
export async function changeTo(person?: string, path = "/"): Promise<void> {
  const before = account.peek()?.person ?? rememberedAccount();
  if (before === person) return go(path, { replace: true });
  if (before !== undefined) {
    await saveDrafts();
    await lastWords();
    sayGoodbye(before);
  }
  session.value = { signedIn: false, demo: session.peek()?.demo === true };
  if (before !== undefined) await makeRoom(person);
  if (person !== undefined) {
    await openAccount(person);
    // The browser may have cleared it: then nothing here is theirs.
    if (!known.peek()) await leaveAccount();
    void letGo();
  }
  go(path, { replace: true });
  await refreshSession();
}
