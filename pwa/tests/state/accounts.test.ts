/** Several people, one phone: each has a store, a code and a session of their own, and nobody gets the other's. */

import { beforeEach, expect, test, vi } from "vitest";
import { CODE, coded, signedIn } from "./anna";
import { editsSent, newServer, server, tab } from "./browser";
import { anAnswer, anItem, aScope, PLAN } from "../core/make";
import { api } from "../../src/api/client";
import { openPhone } from "../../src/store/phone";
import { account, closeAccount, held } from "../../src/state/account";
import { keptAccounts, onlyAccount } from "../../src/state/accounts";
import { badge, followBadge } from "../../src/state/badge";
import { changeTo } from "../../src/state/change";
import { draft } from "../../src/state/drafts";
import { enlist, signInDemo, signOut, strike } from "../../src/state/leaving";
import { lock } from "../../src/state/lock";
import { net, outbox } from "../../src/state/outbox";
import { refreshSession, session } from "../../src/state/session";
import { remember } from "../../src/state/settings";
import { attend } from "../../src/state/sync";
import { write } from "../../src/state/write";

beforeEach(() => {
  closeAccount();
  session.value = undefined;
  newServer();
});

/** Anna with a plan, and a code if she wants one; then Bo signs in on her phone. */
async function annaThenBo({ hasCode = true, keep = "all" as "all" | "lease" | "tab" } = {}) {
  const anna = await signedIn([anItem(1)], keep);
  const annas = server.me;
  if (hasCode) await coded();
  const bo = await signedIn([anItem(2)]);
  return { anna: anna.id, annas, bo: bo.id, bos: server.me };
}

/** What the server does with a goodbye: from then on nobody is signed in. */
function takesGoodbyes() {
  server.answer = (path) => {
    if (path === "/api/sign-out") server.me = { signedIn: false, demo: false };
    return {};
  };
}

/** What lies in somebody's store: how many plans, and whether they can be read without the code. */
async function lies(person: string) {
  const store = await openPhone(person);
  let plans = 0;
  await store.thin((outlines) => {
    plans = outlines.size;
    return outlines;
  });
  const found = { plans, isLocked: store.isLocked(), readable: (await store.load()).held.size };
  store.close();
  return found;
}

const texts = () => held.value.get(PLAN)?.scopes["strengths"]?.items.map(({ id }) => id);

test("a citizen who has a code keeps their plan, sealed and locked, when somebody else signs in", async () => {
  const { anna } = await annaThenBo();

  expect(await lies(anna)).toEqual({ plans: 1, isLocked: true, readable: 0 });
});

test("without a code nothing stays: anybody could open it", async () => {
  const { anna } = await annaThenBo({ hasCode: false });

  expect(await lies(anna)).toEqual({ plans: 0, isLocked: false, readable: 0 });
  expect(keptAccounts()).toEqual([]);
});

test("what others share does not stay on a phone in somebody else's hands, code or not", async () => {
  const { anna } = await annaThenBo({ keep: "lease" });

  expect(await lies(anna)).toMatchObject({ plans: 0 });
  expect(keptAccounts()).toEqual([]);
});

test("of a citizen who is also somebody's relative, their own plan stays alone", async () => {
  const anna = await signedIn();
  const until = new Date(Date.now() + 60_000).toISOString();
  const [own] = anAnswer({ scopes: { strengths: aScope([anItem(1)], { full: true }) } }).plans ?? [];
  const [other] = anAnswer({ plan: "otherotherotherother22", keep: { kind: "lease", until }, me: { role: "member" }, scopes: { safety: aScope([anItem(3)], { full: true }) } } as never).plans ?? [];
  server.sync = () => ({ now: new Date().toISOString(), plans: [own, other] as never });
  await account.value?.sender.now();
  expect(held.value.size).toBe(2);
  await coded();
  await signedIn();

  expect(await lies(anna.id)).toMatchObject({ plans: 1 });
});

test("without a network and without a session one's own code opens one's own plan, and nothing of the other is there", async () => {
  const { anna } = await annaThenBo();
  server.isDown = true;
  await changeTo(anna);
  expect([lock.closed.value, held.value.size, session.value?.signedIn]).toEqual([true, 0, false]);

  expect(await lock.open(CODE)).toBe(true);
  expect(session.value).toMatchObject({ signedIn: true, person: { id: anna } });
  expect(texts()).toEqual([anItem(1).id]);
});

test("the code is asked for also when it was written on this page a moment ago", async () => {
  const { anna } = await annaThenBo();
  expect([...tab.keys()]).not.toContain("stafet.open");
  server.isDown = true;
  await changeTo(anna);

  expect(lock.closed.value).toBe(true);
});

test("what one writes while the browser has the other's session waits, and goes as one's own after one's own sign-in", async () => {
  const { anna, annas, bo } = await annaThenBo();
  takesGoodbyes();
  server.isDown = true;
  await changeTo(anna);
  await lock.open(CODE);
  await write.create("strengths", { kind: "strength", text: "Annas" });
  // Said at once, also before the server can be asked: nothing goes before a sign-in.
  expect(net.value).toMatchObject({ signedOut: true, waiting: 1 });
  server.isDown = false;
  server.asked = [];
  await attend();

  const [first] = server.asked.filter(({ path }) => path === "/api/sign-out");
  expect(first?.headers["X-Stafet-Person"]).toBe(bo);
  expect([account.value?.person, net.value.signedOut, outbox.value.length]).toEqual([anna, true, 1]);
  expect(editsSent()).toEqual([]);

  server.asked = [];
  server.me = annas;
  await refreshSession();
  expect(editsSent()).toMatchObject([{ body: { text: "Annas" } }]);
  expect(server.asked.find(({ path }) => path === "/api/sync")?.headers["X-Stafet-Person"]).toBe(anna);
});

test("a phone that was told that nobody is signed in knows it without a network too", async () => {
  const { anna } = await annaThenBo();
  takesGoodbyes();
  await signOut();
  await refreshSession();
  server.isDown = true;
  await changeTo(anna);
  await lock.open(CODE);

  expect(net.value).toMatchObject({ signedOut: true, online: false });
});

test("the other's words wait in their own store and not in the one that is open", async () => {
  const { anna, bo } = await annaThenBo();
  server.isDown = true;
  await write.create("strengths", { kind: "strength", text: "Bos" });
  draft("half").value = "Bos halve";
  await changeTo(anna);
  await lock.open(CODE);

  expect(outbox.value).toEqual([]);
  const bos = await openPhone(bo);
  expect((await bos.load()).kept).toMatchObject([{ words: "Bos", state: "waiting" }]);
  expect(await bos.drafts()).toMatchObject([{ text: "Bos halve" }]);
});

test("what can be sent before the other takes the phone is sent", async () => {
  const { anna } = await annaThenBo();
  takesGoodbyes();
  await write.create("strengths", { kind: "strength", text: "Bos" });
  server.asked = [];
  await changeTo(anna);

  expect(editsSent()).toMatchObject([{ body: { text: "Bos" } }]);
});

test("every request says whose screen it comes from, but for the one that asks who sits here", async () => {
  const { id } = await signedIn();
  server.asked = [];
  await api.get("/api/sessions");
  await refreshSession();

  expect(server.asked.map(({ path, headers }) => [path, headers["X-Stafet-Person"]])).toEqual([
    ["/api/sessions", id], ["/api/me", undefined], ["/api/sync", id],
  ]);
});

test("a goodbye that could not be said is said of the one it was about, and not of whoever has signed in since", async () => {
  const { bo } = await annaThenBo();
  server.isDown = true;
  await signOut().catch(() => undefined);
  server.isDown = false;
  server.asked = [];
  await signedIn();

  expect(server.asked[0]).toMatchObject({ path: "/api/sign-out", headers: { "X-Stafet-Person": bo } });
  expect(session.value?.signedIn).toBe(true);
});

test("of two goodbyes the first one is the browser's session", async () => {
  const { anna, bo } = await annaThenBo();
  server.isDown = true;
  await changeTo(anna);
  await lock.open(CODE);
  await signOut().catch(() => undefined);
  server.isDown = false;
  server.asked = [];
  await refreshSession();

  expect(server.asked[0]).toMatchObject({ path: "/api/sign-out", headers: { "X-Stafet-Person": bo } });
});

test("signing out takes that one's plans, and only that one's", async () => {
  const { anna, bo } = await annaThenBo();
  takesGoodbyes();
  await coded();
  await signOut();

  expect([await lies(anna), await lies(bo)]).toMatchObject([{ plans: 1, isLocked: true }, { plans: 0 }]);
  expect(keptAccounts().map(({ person }) => person)).toEqual([anna]);
  await changeTo(anna);
  await lock.open(CODE);
  await signOut();
  expect(await lies(anna)).toMatchObject({ plans: 0 });
  expect(keptAccounts()).toEqual([]);
});

test("whoever takes their code away leaves nothing behind when the next one comes", async () => {
  const { anna } = await annaThenBo();
  takesGoodbyes();
  await changeTo(anna);
  await lock.open(CODE);
  await lock.remove();
  await changeTo();

  expect(await lies(anna)).toMatchObject({ plans: 0 });
  expect([keptAccounts(), account.value]).toEqual([[], undefined]);
});

test("somebody who helped is no helper any more when somebody else has had the phone", async () => {
  const anna = await signedIn();
  await coded();
  await account.value?.store.saveFact("helped", { helper: "Tove", began: Date.now(), used: Date.now() });
  await signedIn();

  expect(await (await openPhone(anna.id)).fact("helped")).toBeUndefined();
});

test("in the demo too the one before keeps their plan, and signing in again as oneself takes nothing", async () => {
  await signedIn();
  await coded();
  await signInDemo("anna");
  expect([held.value.size, lock.isSet.value]).toEqual([1, true]);
});

test("another tab lets go with this one: of the plan, of what opens it, and of who it was", async () => {
  const { id } = await signedIn();
  await coded();
  const other = new BroadcastChannel(`stafet-${id}`);
  other.postMessage("left");
  await expect.poll(() => account.value).toBeUndefined();
  other.close();

  expect([held.value.size, tab.get("stafet.open")]).toEqual([0, undefined]);
});

test("a tab that slept while the phone was given to another lets go when it wakes, and sends nothing", async () => {
  await signedIn();
  remember("stafet.account", "somebody-else");
  server.asked = [];
  await attend();

  expect([account.value, server.asked]).toEqual([undefined, []]);
});

test("a locked phone says a number of each, and a first name only where its owner said yes", () => {
  enlist("anna");
  enlist("bo", "Bo");
  enlist("anna");
  expect(keptAccounts()).toEqual([{ person: "anna", number: 1 }, { person: "bo", number: 2, name: "Bo" }]);

  enlist("bo");
  expect(keptAccounts()[1]).toMatchObject({ name: "Bo" });
  enlist("bo", "");
  expect(keptAccounts()[1]).toEqual({ person: "bo", number: 2 });
});

test("a number that is free again is given to the next, and nobody's changes", () => {
  for (const one of ["anna", "bo", "carl"]) enlist(one);
  strike("anna");
  enlist("dina");

  expect(keptAccounts().map(({ person, number }) => [number, person])).toEqual([[1, "dina"], [2, "bo"], [3, "carl"]]);
});

test("the app opens at the lock of the only one who has a plan here; of two it asks who it is", () => {
  expect(onlyAccount()).toBeUndefined();
  enlist("anna");
  expect(onlyAccount()).toBe("anna");
  enlist("bo");
  expect(onlyAccount()).toBeUndefined();
});

test("an account that the browser has cleared away leaves the list, and nobody's empty plan is shown", async () => {
  enlist("gone");
  await changeTo("gone");

  expect([keptAccounts(), account.value, session.value?.signedIn]).toEqual([[], undefined, false]);
});

test("what waits for one is not counted on the app's picture for the next", async () => {
  const did: string[] = [];
  vi.stubGlobal("navigator", { onLine: true, setAppBadge: async (count: number) => void did.push(`${count}`), clearAppBadge: async () => void did.push("none") });
  await signedIn();
  followBadge();
  badge(3);
  await signedIn();

  expect(did.at(-1)).toBe("none");
  vi.unstubAllGlobals();
});
