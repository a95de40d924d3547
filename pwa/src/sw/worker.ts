/**
 * The service worker: the app opens without a network, and a reminder reaches a phone in a pocket. It never touches
 * `/api`: what may be held is decided by sync and lease, not by a cache.
 */

import { precached } from "./precache";
import { announce, open } from "./reminders";

declare const self: ServiceWorkerGlobalScope;

const shell = precached(__PRECACHE__, __VERSION__, self.location.origin, __CHOSEN__);

self.addEventListener("install", (event) => event.waitUntil(shell.fill()));

self.addEventListener("activate", (event) =>
  // Claiming matters the first time only: the page that brought the worker can then go offline at once.
  event.waitUntil(shell.dropOld().then(() => self.clients.claim())),
);

self.addEventListener("fetch", (event) => {
  const answer = shell.answer(event.request);
  if (answer) event.respondWith(answer);
});

self.addEventListener("message", (event: ExtendableMessageEvent) => {
  const asked = event.data as { type?: string; names?: string[] } | null;
  // Only when a person said yes to the new version.
  if (asked?.type === "skip-waiting") void self.skipWaiting();
  if (asked?.type !== "keep") return;
  // Each page asks: also one that was on its way while this worker took its place, and would be nobody's.
  event.waitUntil(self.clients.claim());
  event.waitUntil(shell.keepNamed(asked.names ?? []).then((all) => event.ports[0]?.postMessage(all)));
});

self.addEventListener("push", (event) => event.waitUntil(announce(self, event)));

self.addEventListener("notificationclick", (event) => event.waitUntil(open(self, event)));

self.addEventListener("pushsubscriptionchange", (event) => {
  (event as ExtendableEvent).waitUntil(
    self.clients.matchAll({ type: "window" }).then((pages) => {
      for (const page of pages) page.postMessage({ type: "push-changed" });
    }),
  );
});
