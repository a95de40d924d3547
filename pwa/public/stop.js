/**
 * The worker that stops workers. An operator serves it as /sw.js (STAFET_STOP_WORKER) when a version has gone out whose
 * worker breaks the app: it takes over by itself, throws away every cached file, and lets each page load from the server.
 * What people wrote lies in IndexedDB, and is not touched. It stays registered, so that phones are still reminded.
 */
let replaces = false;

self.addEventListener("install", () => {
  replaces = self.registration.active !== null;
  self.skipWaiting();
});

self.addEventListener("activate", (event) => event.waitUntil(takeOver()));

async function takeOver() {
  for (const name of await caches.keys()) await caches.delete(name);
  await self.clients.claim();
  // Only pages that somebody else's worker had made: a page of the server's own would load again for ever.
  if (!replaces) return;
  // Not waited for: a page's load waits in turn until this worker is at work.
  for (const page of await self.clients.matchAll({ type: "window" })) void page.navigate(page.url).catch(() => undefined);
}

self.addEventListener("push", (event) =>
  event.waitUntil(self.registration.showNotification("Stafet", { body: "Du har en påmindelse.", lang: "da", icon: "/icons/icon-192.png" })),
);

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow("/"));
});
