/**
 * New versions ask, never force. The new worker waits until the person says yes; saying yes always ends, also when
 * the worker does not answer.
 */

import { signal } from "@preact/signals";
import { onEachOccasion } from "../sync";
import { saveDrafts } from "./drafts";
import { remember, remembered } from "./settings";

const PATIENCE = 4000;
const BETWEEN_CHECKS = 10 * 60_000;
const RELOADED = "stafet.reloaded";

const waiting = signal(false);
let registration: ServiceWorkerRegistration | undefined;
let applying = false;
let checkedAt = 0;

export const update = {
  /** A newer version lies ready. */
  waiting,
  /** Take it. Drafts are saved first; the page loads again, at the latest after a few seconds. */
  apply(): void {
    if (applying) return;
    applying = true;
    setTimeout(reload, PATIENCE);
    void saveDrafts().finally(() => {
      // Another tab may have taken it already: then a reload is all there is to do.
      if (registration?.waiting) registration.waiting.postMessage({ type: "skip-waiting" });
      else reload();
    });
  },
};

/** Register the worker and keep an eye on newer ones. */
export async function followUpdates(): Promise<void> {
  const workers = navigator.serviceWorker;
  if (!workers || import.meta.env.DEV) return;
  const hadWorker = workers.controller !== null;
  workers.addEventListener("controllerchange", () => {
    if (applying) reload();
    // Another tab said yes. This one goes on until its person does.
    else if (hadWorker) waiting.value = true;
    else keepChosen();
  });
  const url = workerUrl();
  const look = () => {
    if (registration?.waiting && workers.controller) waiting.value = true;
    registration?.installing?.addEventListener("statechange", look);
  };
  const attend = async () => {
    const installed = registration?.active;
    if (installed && Date.now() - checkedAt < BETWEEN_CHECKS) return;
    checkedAt = Date.now();
    try {
      // The first time, and on a bad line again: what has come is kept, and only the rest is asked for.
      if (!installed) registration = await workers.register(url, { scope: "/", updateViaCache: "none" });
      else await registration?.update();
      registration?.addEventListener("updatefound", look);
      look();
    } catch {
      // Without a worker the app works while there is a network.
    }
  };
  onEachOccasion(attend);
  await attend();
}

/** What was fetched before there was a worker, asked for once more through it: then it is kept (build/chunks.ts). */
function keepChosen(): void {
  for (const { name } of performance.getEntriesByType("resource")) {
    if (new URL(name).pathname.startsWith("/assets/chosen/")) void fetch(name).catch(() => undefined);
  }
}

/** The registered worker, for push. */
export async function worker(): Promise<ServiceWorkerRegistration | undefined> {
  return registration ?? (await navigator.serviceWorker?.getRegistration("/"));
}

/**
 * Load the page again, and tell whether that happens: not over and over (a file that is missing twice will be missing a
 * third time), and not into a page that is not there. Drafts survive it.
 */
export async function reloadOnce(): Promise<boolean> {
  const last = Number(remembered(RELOADED) ?? 0);
  if (Math.abs(Date.now() - last) < 60_000 || !(await isThere())) return false;
  remember(RELOADED, String(Date.now()));
  void saveDrafts().finally(reload);
  return true;
}

/** Ask for a newer version now, and tell whether one lies ready. Offline the answer is no, at once. */
export async function lookForNew(): Promise<boolean> {
  if (waiting.peek()) return true;
  try {
    await registration?.update();
  } catch {
    return false;
  }
  const next = registration?.installing;
  if (next) {
    await new Promise<void>((go) => {
      setTimeout(go, PATIENCE);
      next.addEventListener("statechange", () => go(), { once: true });
    });
  }
  return waiting.peek();
}

/** Whether the page would open: the worker has it, or the server answers. */
async function isThere(): Promise<boolean> {
  try {
    return (await fetch("/health/live", { cache: "no-store" })).ok;
  } catch {
    return (await globalThis.caches?.match("/index.html", { ignoreSearch: true })) !== undefined;
  }
}

function reload(): void {
  location.reload();
}

/** Under `require-trusted-types-for 'script'` a worker's address needs a policy. Ours knows one address. */
function workerUrl(): string {
  const types = (globalThis as { trustedTypes?: TrustedTypesFactory }).trustedTypes;
  if (!types) return "/sw.js";
  const policy = types.createPolicy("stafet", {
    createScriptURL(url: string): string {
      if (url !== "/sw.js") throw new TypeError("Only our own worker");
      return url;
    },
  });
  // The browser takes the trusted value; TypeScript's own types still say string.
  return policy.createScriptURL("/sw.js") as unknown as string;
}

interface TrustedTypesFactory {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): unknown };
}
