/** Reminders are one person's choice in a browser that others use too. */

import { expect, test, vi } from "vitest";
import { signedIn } from "./anna";
import { newServer, server } from "./browser";
import { followPush, push } from "../../src/push";
import { closeAccount } from "../../src/state/account";
import { refreshSession, session } from "../../src/state/session";
import { remember } from "../../src/state/settings";

const subscription = {
  endpoint: "https://push.test/1",
  options: { applicationServerKey: new Uint8Array([1]).buffer },
  toJSON: () => ({ endpoint: "https://push.test/1", keys: { p256dh: "p", auth: "a" } }),
};
const registration = { pushManager: { getSubscription: async () => subscription, subscribe: async () => subscription } };
vi.stubGlobal("PushManager", class {});
vi.stubGlobal("Notification", { permission: "granted", requestPermission: async () => "granted" });
vi.stubGlobal("navigator", {
  onLine: true,
  userAgent: "",
  serviceWorker: Object.assign(new EventTarget(), { ready: Promise.resolve(registration), getRegistration: async () => registration }),
});

const subscribed = () => server.asked.flatMap(({ path, method, headers }) => (path === "/api/push" && method === "POST" ? [headers["X-Stafet-Person"]] : []));

test("what one turned on here is not on for the next, and is again when the first comes back; from before, it is whoever comes first", async () => {
  newServer();
  server.answer = () => ({ publicKey: "AQ", devices: [] });
  closeAccount();
  session.value = undefined;
  remember("stafet.push", "yes");
  const anna = await signedIn();
  const annas = server.me;
  await followPush();
  await expect.poll(subscribed).toEqual([anna.id]);
  expect(push.state.value).toBe("on");

  await signedIn();
  await expect.poll(() => push.state.value).toBe("off");
  server.me = annas;
  await refreshSession();
  await expect.poll(() => push.state.value).toBe("on");
  expect(subscribed()).toEqual([anna.id, anna.id]);
});
