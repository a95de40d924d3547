import { beforeEach, expect, test, vi } from "vitest";
import { CODE, coded, reopened, signedIn } from "./anna";
import { editsSent, newServer, server, tab } from "./browser";
import { anAnswer, anItem, aScope, MEMBER, PLAN } from "../core/make";
import { account, checkLease, closeAccount, held } from "../../src/state/account";
import { outbox } from "../../src/state/outbox";
import { signOut } from "../../src/state/leaving";
import { followLock, lock } from "../../src/state/lock";
import { refreshSession, session } from "../../src/state/session";
import { sync } from "../../src/state/sync";
import { write } from "../../src/state/write";

beforeEach(async () => {
  newServer();
  vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2026-11-26T09:00:00Z") });
});

/** How many plans lie on this phone, whether or not they can be read now. */
async function plansThere(): Promise<number> {
  let there = 0;
  await account.value?.store.thin((outlines) => {
    there = outlines.size;
    return outlines;
  });
  return there;
}

/** The app is closed and opened again in a new tab. */
async function openedAnew() {
  tab.clear();
  await reopened();
}

async function wrong(times: number) {
  for (let time = 0; time < times; time += 1) {
    vi.setSystemTime(Date.now() + 16 * 60_000);
    await lock.open("000000");
  }
}

test("without a code nothing is asked", async () => {
  await signedIn();
  await openedAnew();

  expect(lock.closed.value).toBe(false);
});

test("a phone with a code asks for it when it is opened, and until then nothing of the plan is there, in memory either", async () => {
  await signedIn();
  await coded();
  const seen: number[] = [];
  const stop = held.subscribe((plans) => void seen.push(plans.size));
  seen.length = 0;
  await openedAnew();
  stop();

  expect(lock.closed.value).toBe(true);
  expect(seen.every((size) => size === 0)).toBe(true);
});

test("the right code opens it, without a network and long after the session: the plan and whose it is", async () => {
  await signedIn();
  await coded();
  await openedAnew();
  server.isDown = true;
  await refreshSession();

  expect(await lock.open(CODE)).toBe(true);
  expect(lock.closed.value).toBe(false);
  expect(held.value.get(PLAN)?.scopes["strengths"]?.items).toHaveLength(1);
  expect(session.value).toMatchObject({ signedIn: true, remembered: true, person: { name: "Anna" } });
});

test("locking takes the plan out of memory; the code brings it back", async () => {
  await signedIn();
  await coded();
  lock.close();
  expect(held.value.size).toBe(0);

  await lock.open(CODE);
  expect(held.value.size).toBe(1);
});

test("what was written is sent behind the lock, and nothing is brought until the code is known", async () => {
  await signedIn();
  await coded();
  server.isDown = true;
  await write.withdraw(MEMBER);
  await openedAnew();
  server.isDown = false;
  await refreshSession();

  expect(editsSent().map((edit) => edit.act)).toContain("withdraw");
  expect(outbox.value).toEqual([]);
  expect(held.value.size).toBe(0);
  await lock.open(CODE);
  await sync.now();
  expect(held.value.size).toBe(1);
});

test("a phone that is locked and has nothing to send asks for nothing that it could not keep", async () => {
  await signedIn();
  await coded();
  await openedAnew();
  server.asked.length = 0;
  await sync.now();

  expect(server.asked.filter((one) => one.path === "/api/sync")).toEqual([]);
});

test("the safety plan alone is there without the code when the person wants it so, and not when they do not", async () => {
  await signedIn();
  const scopes = { strengths: aScope([anItem(1)], { full: true }), safety: aScope([anItem(2)], { full: true }) };
  server.sync = () => anAnswer({ scopes, people: { [MEMBER]: { name: "Karen", role: "relative" } } });
  await sync.now();
  await coded();
  await lock.openSafety(true);
  await openedAnew();
  const alone = held.value.get(PLAN);
  expect(Object.keys(alone?.scopes ?? {})).toEqual(["safety"]);
  expect(alone?.people).toEqual({});

  await lock.open(CODE);
  expect(Object.keys(held.value.get(PLAN)?.scopes ?? {})).toHaveLength(2);
  server.sync = () => anAnswer({ rev: 12, scopes: { safety: aScope([anItem(2), anItem(3)], { full: true }) } });
  await sync.now();
  await openedAnew();
  expect(held.value.get(PLAN)?.scopes["safety"]?.items).toHaveLength(2);

  await lock.open(CODE);
  await lock.openSafety(false);
  await openedAnew();
  expect(held.value.size).toBe(0);
});

test("a wrong code opens nothing", async () => {
  await signedIn();
  await coded();
  await openedAnew();

  expect(await lock.open("824191")).toBe(false);
  expect(lock.closed.value).toBe(true);
});

test("after three wrong codes not even the right one is looked at for half a minute", async () => {
  await signedIn();
  await coded();
  await openedAnew();
  for (const _ of [1, 2, 3]) await lock.open("000000");

  expect(await lock.open(CODE)).toBe(false);
  vi.setSystemTime(Date.now() + 30_000);
  expect(await lock.open(CODE)).toBe(true);
});

test("closing the app gives nobody new tries", async () => {
  await signedIn();
  await coded();
  await openedAnew();
  for (const _ of [1, 2, 3]) await lock.open("000000");
  await openedAnew();

  expect(await lock.open(CODE)).toBe(false);
});

test("the right code makes the mistakes forgotten", async () => {
  await signedIn();
  await coded();
  await openedAnew();
  await lock.open("000000");
  await lock.open("000000");
  await lock.open(CODE);
  await openedAnew();
  await lock.open("000000");
  await lock.open("000000");

  expect(await lock.open(CODE)).toBe(true);
});

test("five wrong codes take what others share off the phone", async () => {
  await signedIn(undefined, "lease");
  await coded();
  lock.close();
  const until = vi.spyOn(Date, "now");
  for (const _ of [1, 2, 3, 4]) await lock.open("000000").then(() => until.mockReturnValue(Date.now() + 61_000));
  expect(await plansThere()).toBe(1);
  until.mockReturnValue(Date.now() + 301_000);
  await lock.open("000000");
  until.mockRestore();

  expect(await plansThere()).toBe(0);
});

test("what went after five wrong codes does not come back by itself, but with the right one", async () => {
  await signedIn(undefined, "lease");
  await coded();
  lock.close();
  await wrong(5);
  await sync.now();
  expect(await plansThere()).toBe(0);

  vi.setSystemTime(Date.now() + 16 * 60_000);
  await lock.open(CODE);
  await sync.now();
  expect(held.value.size).toBe(1);
});

test("no number of wrong codes takes one's own plan", async () => {
  await signedIn();
  await coded();
  await openedAnew();
  await wrong(20);
  expect(await plansThere()).toBe(1);

  vi.setSystemTime(Date.now() + 16 * 60_000);
  await lock.open(CODE);
  expect(held.value.size).toBe(1);
});

test("a page that is loaded again within five minutes stays open", async () => {
  await signedIn();
  await coded();
  vi.setSystemTime(Date.now() + 4 * 60_000);
  await reopened();
  expect(lock.closed.value).toBe(false);

  vi.setSystemTime(Date.now() + 61_000);
  await reopened();
  expect(lock.closed.value).toBe(true);
});

test("a clock that was set back opens nothing", async () => {
  await signedIn();
  await coded();
  vi.setSystemTime(Date.now() - 60_000);
  await reopened();

  expect(lock.closed.value).toBe(true);
});

test("five minutes away, and the code is asked for; four, and it is not", async () => {
  await signedIn();
  await coded();
  followLock();
  const away = (minutes: number) => {
    Object.assign(document, { visibilityState: "hidden" });
    document.dispatchEvent(new Event("visibilitychange"));
    vi.setSystemTime(Date.now() + minutes * 60_000);
    Object.assign(document, { visibilityState: "visible" });
    document.dispatchEvent(new Event("visibilitychange"));
    return lock.closed.value;
  };

  expect(away(4)).toBe(false);
  expect(away(5)).toBe(true);
});

test("whoever forgot the code and shows who they are needs none", async () => {
  await signedIn();
  await coded();
  await openedAnew();
  await lock.forget();
  server.me = { ...server.me, proved: true };
  await refreshSession();

  expect(lock.isSet.value).toBe(false);
  expect(lock.closed.value).toBe(false);
  expect(held.value.size).toBe(1);
  await openedAnew();
  expect(held.value.size).toBe(1);
  expect(session.value).toMatchObject({ signedIn: true });
});

test("whoever forgot the code loses nothing that was not sent: not the words, and not what is half-written", async () => {
  await signedIn();
  await coded();
  server.isDown = true;
  await write.create("strengths", { kind: "strength", text: "Jeg er god til børn" });
  await account.value?.store.saveDraft({ key: "k", text: "half", at: 1 });
  await openedAnew();
  expect(outbox.value).toHaveLength(1);
  await lock.forget();
  server.isDown = false;
  server.status = 503;
  server.me = { ...server.me, proved: true };
  await refreshSession();

  expect(outbox.value).toHaveLength(1);
  expect(await account.value?.store.drafts()).toHaveLength(1);
  server.status = 200;
});

test("a lease that ends behind the lock ends: the copy is off the phone before anybody knows the code", async () => {
  await signedIn(undefined, "lease");
  await coded();
  await openedAnew();
  expect(await plansThere()).toBe(1);
  vi.setSystemTime(Date.now() + 61_000);
  await checkLease();

  expect(await plansThere()).toBe(0);
});

test("the pass of a tab is of one code: after another sign-in it opens nothing", async () => {
  await signedIn();
  const me = server.me;
  await coded();
  const [before] = tab.values();
  await signOut();
  server.me = me;
  await refreshSession();
  await coded();
  tab.set("stafet.open", before ?? "");
  await reopened();

  expect(lock.closed.value).toBe(true);
});

test.each([
  ["was not asked to", { asked: false, proved: true, later: 0 }],
  ["has not shown who they are", { asked: true, proved: false, later: 0 }],
  ["asked twenty minutes ago", { asked: true, proved: true, later: 20 }],
])("a sign-in of somebody who %s leaves the code", async (_, { asked, proved, later }) => {
  await signedIn();
  await coded();
  await openedAnew();
  if (asked) await lock.forget();
  vi.setSystemTime(Date.now() + later * 60_000);
  server.me = { ...server.me, proved };
  await refreshSession();

  expect(lock.closed.value).toBe(true);
});

test("signing out takes the code along", async () => {
  await signedIn();
  const me = server.me;
  await coded();
  await signOut();
  server.me = me;
  await refreshSession();

  expect(lock.isSet.value).toBe(false);
});

test("locking takes \"Fortryd\" along: it would show words of the plan", async () => {
  await signedIn();
  await coded();
  await write.create("strengths", { kind: "strength", text: "Jeg er god til børn" });
  expect(write.lastAct.value).toBeDefined();
  lock.close();

  expect(write.lastAct.value).toBeUndefined();
  expect(session.value?.signedIn).toBe(true);
});

test("the code of one is not the code of another on the same phone", async () => {
  await signedIn();
  await coded();
  const [hers] = tab.values();
  await signOut();
  await signedIn();
  await coded();
  closeAccount();
  tab.set("stafet.open", hers ?? "");
  await reopened();

  expect(lock.closed.value).toBe(true);
});
