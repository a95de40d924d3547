/** The moments worth trying: the network is back, the person looks at the app, a minute has passed, a push came. */

const EVERY = 60_000;

/** Call `attend` at each of them, for as long as the page lives. */
export function onEachOccasion(attend: () => void): void {
  addEventListener("online", attend);
  // Coming back by the back button thaws a page without loading it.
  addEventListener("pageshow", (event) => {
    if (event.persisted) attend();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") attend();
  });
  setInterval(() => {
    if (document.visibilityState === "visible") attend();
  }, EVERY);
  navigator.serviceWorker?.addEventListener("message", (event: MessageEvent<{ type?: string } | undefined>) => {
    if (event.data?.type === "sync") attend();
  });
}
