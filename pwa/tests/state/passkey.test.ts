import { beforeEach, expect, test, vi } from "vitest";
import { reopened, signedIn } from "./anna";
import { newServer, tab } from "./browser";
import { held } from "../../src/state/account";
import { lock } from "../../src/state/lock";

beforeEach(async () => {
  newServer();
  vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2026-11-26T09:00:00Z") });
});

/** With the fewest rounds: as on a slow phone. */
async function coded() {
  let at = 0;
  await lock.set("824190", false, () => (at += 5000));
}

/** The app is closed and opened again in a new tab. */
async function openedAnew() {
  tab.clear();
  await reopened();
}

/** What the phone's passkey answers, and another one. */
const ANSWER = new Uint8Array(32).fill(1);
const OTHER = new Uint8Array(32).fill(2);
const addPasskey = () => lock.addPasskey(new Uint8Array(16), new Uint8Array(32), ANSWER);

test("the phone's passkey opens it beside the code, also after another code was chosen and while a wrong code makes one wait", async () => {
  await signedIn();
  await coded();
  await addPasskey();
  await lock.set("135790", false, () => 0);
  await openedAnew();
  for (const _ of [1, 2, 3]) await lock.open("000000");
  expect(await lock.openBy(OTHER)).toBe(false);
  expect(held.value.size).toBe(0);

  expect(await lock.openBy(ANSWER)).toBe(true);
  expect(held.value.size).toBe(1);
  expect(lock.notBefore.value).toBe(0);
});

test("a passkey that was turned off opens nothing, and nobody can add one from outside the lock", async () => {
  await signedIn();
  await coded();
  await addPasskey();
  await lock.dropPasskey();
  await openedAnew();
  await addPasskey();

  expect(await lock.openBy(ANSWER)).toBe(false);
  expect(lock.closed.value).toBe(true);
});
