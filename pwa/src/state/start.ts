/** The order things start in: what the phone remembers is on the glass before the network is asked. */

import { computed, effect } from "@preact/signals";
import { onEachOccasion } from "../sync";
import { followPush } from "../push";
import { refreshContent } from "./content";
import { account, checkLease, leftElsewhere, rememberedAccount, status } from "./account";
import { dropDrafts, followPuttingAway, recallDrafts } from "./drafts";
import { followRoles } from "./keep";
import { onlyAccount } from "./accounts";
import { followBadge } from "./badge";
import { followInstall } from "./install";
import { recallPromise } from "./persist";
import { followLock } from "./lock";
import { followNetwork } from "./outbox";
import { go, listenForMoves } from "./route";
import { followLanguage, recallSession, refreshSession, session } from "./session";
import { followSettings } from "./settings";
import { attend } from "./sync";
import { followUpdates } from "./update";
import { forgetLast, letGo } from "./write";

const LEASE_TICK = 30_000;
const PATIENCE = 5_000;
const isSignedOut = computed(() => status.value.signedOut);

export async function start(): Promise<void> {
  followSettings();
  listenForMoves();
  followNetwork();
  followPuttingAway();
  followLock();
  followInstall(new Date().toISOString().slice(0, 10));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") void letGo();
  });
  followAccount();
  listenToWorker();
  await recallSession(rememberedAccount() ?? onlyAccount());
  followLanguage();
  followBadge();
  void recallPromise();
  followEndings();
  onEachOccasion(() => void Promise.all([attend(), refreshContent()]));
  setInterval(() => void checkLease(), LEASE_TICK);
  // The plan first, then the files for later: on a bad line they would be in each other's way. But not for ever.
  await Promise.race([refreshSession(), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
  // The numbers to call come before the files for later.
  void refreshContent();
  await followUpdates();
  followRoles();
  await followPush();
}

/** The server, or another tab, says that the session is over: find out who sits here now. */
function followEndings(): void {
  let before = leftElsewhere.peek();
  effect(() => {
    const left = leftElsewhere.value;
    const isNew = left !== before;
    before = left;
    if (isNew) void letIn();
    else if (isSignedOut.value) void refreshSession();
  });
}

/** Nothing of the one before is said any more, not their name either. */
async function letIn(): Promise<void> {
  session.value = { signedIn: false, demo: session.peek()?.demo === true };
  await recallSession();
  await refreshSession();
}

/** Drafts and "undo" belong to one person. */
function followAccount(): void {
  let before: string | undefined;
  effect(() => {
    const person = account.value?.person;
    if (person === before) return;
    before = person;
    dropDrafts();
    forgetLast();
    void recallDrafts();
  });
}

/** A tap on a notification comes to an open tab as a message, so that nothing half-written is thrown away. */
function listenToWorker(): void {
  navigator.serviceWorker?.addEventListener("message", (event: MessageEvent<{ type?: string; path?: string } | undefined>) => {
    const path = event.data?.path;
    if (event.data?.type === "open" && path?.startsWith("/") && !path.startsWith("//")) go(path);
  });
}
