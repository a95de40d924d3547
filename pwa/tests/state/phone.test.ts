import { beforeEach, expect, test, vi } from "vitest";
import { signedIn } from "./anna";
import { newServer } from "./browser";
import { badge, followBadge } from "../../src/state/badge";
import { promised, recallPromise } from "../../src/state/persist";
import { signOut } from "../../src/state/leaving";
import { session } from "../../src/state/session";
import { followUpdates, update } from "../../src/state/update";
import { write } from "../../src/state/write";

/** What the phone was asked to do. */
const did: string[] = [];
const workers = Object.assign(new EventTarget(), { controller: {} as object | null, register: async () => registration });
const registration = Object.assign(new EventTarget(), {
  waiting: null as { postMessage: (message: { type: string }) => void } | null,
  installing: null,
  update: async () => undefined,
});
vi.stubEnv("DEV", false);
vi.stubGlobal("navigator", {
  onLine: true,
  serviceWorker: workers,
  setAppBadge: async (count: number) => void did.push(`badge ${count}`),
  clearAppBadge: async () => void did.push("no badge"),
  storage: { persisted: async () => false, persist: async () => (did.push("asked to keep"), true) },
});
Object.assign(location, { reload: () => did.push("loaded again") });

beforeEach(async () => {
  newServer();
  await signedIn();
  did.length = 0;
});

test("the badge is how many things wait, and nothing else", () => {
  badge(3);
  badge(0);

  expect(did).toEqual(["badge 3", "no badge"]);
});

test("what a push put there is put right when the app is looked at, and goes with who signs out", async () => {
  followBadge();
  badge(2);
  did.length = 0;
  document.dispatchEvent(new Event("visibilitychange"));
  expect(did).toEqual(["badge 2"]);

  await signOut();
  expect(session.value?.signedIn).toBe(false);
  expect(did.at(-1)).toBe("no badge");
});

test("the browser is asked to keep what is written when there is something to keep, not before, and once", async () => {
  await recallPromise();
  expect([did, promised.value]).toEqual([[], false]);

  await write.create("needs", { kind: "need", text: "Ro" });
  await write.create("needs", { kind: "need", text: "Luft" });
  await vi.waitFor(() => expect(promised.value).toBe(true));
  expect(did).toEqual(["asked to keep"]);
});

test("another tab that takes the new version leaves this one as it is, and offers it here", async () => {
  await followUpdates();
  workers.dispatchEvent(new Event("controllerchange"));

  expect([update.waiting.value, did]).toEqual([true, []]);
});

test("a yes always ends: also when the new worker says nothing", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  const asked: string[] = [];
  registration.waiting = { postMessage: ({ type }) => asked.push(type) };
  update.apply();
  await vi.advanceTimersByTimeAsync(10_000);
  vi.useRealTimers();

  expect([asked, did]).toEqual([["skip-waiting"], ["loaded again"]]);
});
