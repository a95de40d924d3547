/** What has not been sent, and how the line is: the words "Gemt på telefonen" and "Blev ikke sendt" come from here. */

import { computed, signal } from "@preact/signals";
import type { Kind } from "../api/wire";
import type { KeptEdit } from "../core/types";
import { account, kept, lastSync, status } from "./account";
import type { Net, WaitingEdit } from "./types";

const connected = signal(typeof navigator === "undefined" || navigator.onLine);

/** Follow what the browser knows about the network. It is often too hopeful, so the sender's experience counts too. */
export function followNetwork(): void {
  addEventListener("online", () => {
    connected.value = true;
  });
  addEventListener("offline", () => {
    connected.value = false;
  });
}

/** Waiting and refused edits, in the order they were made. */
export const outbox = computed<WaitingEdit[]>(() =>
  kept.value.filter((one) => one.state !== "sent").sort((one, other) => one.n - other.n).map(shown),
);

export const net = computed<Net>(() => {
  const waiting = outbox.value.filter((one) => one.state === "waiting").length;
  const state: Net = {
    online: connected.value && status.value.reached,
    waiting,
    refused: outbox.value.length - waiting,
    sending: status.value.sending,
    signedOut: status.value.signedOut,
    full: status.value.full,
    stored: account.value?.store.lasts ?? true,
  };
  if (lastSync.value !== undefined) state.lastSentAt = lastSync.value;
  return state;
});

function shown(one: KeptEdit): WaitingEdit {
  return {
    id: one.edit.id,
    edit: one.edit,
    madeAt: one.edit.madeAt,
    state: one.state === "refused" ? "refused" : "waiting",
    tried: one.triedAt !== undefined,
    ...(one.code !== undefined && { code: one.code }),
    ...(one.words !== undefined && { words: one.words }),
    ...(one.scope !== undefined && { scope: one.scope }),
    ...(one.kind !== undefined && { kind: one.kind as Kind }),
  };
}
