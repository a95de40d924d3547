import "fake-indexeddb/auto";
import { openDB } from "idb";
import { afterEach, describe, expect, test, vi } from "vitest";
import { hashOf, passOf, sealedWith } from "../../src/core/code";
import type { KeptEdit } from "../../src/core/types";
import { databaseName, openPhone } from "../../src/store/phone";
import { migrate, VERSION } from "../../src/store/schema";
import type { Store } from "../../src/store/store";
import { anItem, aPlan, creating, holding, PLAN } from "../core/make";

let people = 0;
const somebody = () => `sealed${++people}`;
const asNew = ({ n: _n, ...rest }: KeptEdit) => rest;
const unchanged = (kept: KeptEdit[]) => kept;
const salt = new Uint8Array(16);
const state = { safetyOpen: false, tries: 0, notBefore: 0 };
const CANARY = "Kanariefugl";
const word = (number: number) => anItem(number, { body: { kind: "strength", text: `${CANARY} ${number}` } });
const held = () => holding(aPlan({ citizen: CANARY, people: { m: { name: CANARY, role: "relative" } as never } }, { strengths: [word(1)], safety: [word(2)] }));
const aLine = { plan: PLAN, seq: 1, kind: "look", at: "2026-12-01T12:00:00Z", commitment: CANARY, hash: "h" };
const aReceipt = { id: "r", plan: PLAN, seq: 1, kind: "given", file: CANARY, at: "2026-12-01T12:00:00Z" };

afterEach(() => vi.restoreAllMocks());

/** Something happens while the n-th sealing from now is under way. */
function whileSealing(nth: number, happens: () => Promise<unknown>) {
  const real = crypto.subtle.encrypt.bind(crypto.subtle);
  let calls = 0;
  vi.spyOn(crypto.subtle, "encrypt").mockImplementation(async (...asked) => {
    calls += 1;
    if (calls === nth) await happens();
    return real(...asked);
  });
}

/** Everything that can hold words, written once. */
async function filled(store: Store) {
  await store.saveRound(new Map(), held(), unchanged);
  await store.addEdit(asNew(creating(`${CANARY} waits`)));
  await store.addEdit({ ...asNew(creating(`${CANARY} sent`)), state: "sent" });
  await store.saveDraft({ key: "k", text: CANARY, at: 1 });
  await store.saveFact("me", { signedIn: true, demo: false, person: { id: "p", name: CANARY, door: "citizen", lang: "da" } });
  await store.saveFact("copies", { [PLAN]: { copies: [{ name: CANARY } as never], at: "2026-12-01T12:00:00Z" } });
  await store.saveFact("checks", { [PLAN]: { at: CANARY, count: 1, faults: [] } });
  await store.addLogLines([aLine]);
  await store.addReceipts([aReceipt]);
}

/** What lies in the database, every byte read as the letter that it would be. */
async function asItLies(person: string): Promise<string> {
  const database = await openDB(databaseName(person));
  const stores = await Promise.all([...database.objectStoreNames].map((name) => database.getAll(name)));
  database.close();
  return JSON.stringify(stores, (_name, one) => (one instanceof Uint8Array ? new TextDecoder().decode(one) : one));
}

/** A code is chosen, and the phone is opened anew: as a start without the code. */
async function locked(person: string, store: Store, over: Partial<typeof state> = {}) {
  await store.saveLock({ ...(await sealedWith("824190", store.pass() ?? salt, salt, 1000)), ...state, ...over });
  store.close();
  return openPhone(person);
}

test("no word of anybody can be read in what lies on the phone, with or without a code", async () => {
  const person = somebody();
  const store = await openPhone(person);
  await filled(store);
  expect(await asItLies(person)).not.toContain(CANARY);

  await locked(person, store, { safetyOpen: true });
  expect(await asItLies(person)).not.toContain(CANARY);
});

test("no script can read the key of this phone, and the pass is nowhere once there is a code", async () => {
  const person = somebody();
  const store = await openPhone(person);
  await locked(person, store);

  const database = await openDB(databaseName(person));
  const device = (await database.get("keys", "device")) as CryptoKey;
  expect(device.extractable).toBe(false);
  expect(await database.getAllKeys("keys")).toEqual(["device", "taken"]);
  database.close();
});

test("behind the code only what waits to be sent and what is half-written can be opened", async () => {
  const person = somebody();
  const store = await openPhone(person);
  await filled(store);
  const shut = await locked(person, store);

  expect(shut.isLocked()).toBe(true);
  const { held: there, kept } = await shut.load();
  expect([there.size, kept.map((one) => one.state)]).toEqual([0, ["waiting"]]);
  expect((await shut.drafts()).map((row) => row.text)).toEqual([CANARY]);
  for (const name of ["me", "copies", "checks", "safety"] as const) expect(await shut.fact(name)).toBeUndefined();
  expect([await shut.logLines(PLAN), await shut.receipts(PLAN)]).toEqual([[], []]);
});

test("the code opens all of it again, as it was", async () => {
  const person = somebody();
  const store = await openPhone(person);
  await filled(store);
  const before = await store.load();
  const shut = await locked(person, store);
  const lock = await shut.fact("lock");

  expect(await shut.unlock((lock && (await passOf(lock, "824190"))) ?? salt)).toBe(true);
  expect(await shut.load()).toEqual(before);
  expect(await shut.logLines(PLAN)).toEqual([aLine]);
  expect(await shut.receipts(PLAN)).toEqual([aReceipt]);
});

test("writing behind the code touches nothing that cannot be read", async () => {
  const person = somebody();
  const store = await openPhone(person);
  await filled(store);
  const pass = store.pass() ?? salt;
  const before = await store.load();
  const shut = await locked(person, store);
  await shut.saveRound(held(), new Map(), (kept) => kept.map((one) => ({ ...one, state: "sent" })));
  await shut.changeEdits(unchanged);
  await shut.saveFact("me", { signedIn: false, demo: false });

  await shut.unlock(pass);
  const after = await shut.load();
  expect(after.held).toEqual(before.held);
  expect(after.kept.map((one) => one.state)).toEqual(["sent", "sent"]);
  expect(await shut.fact("me")).toMatchObject({ person: { name: CANARY } });
});

test("what was sent behind the code goes behind it with the next round", async () => {
  const person = somebody();
  const store = await openPhone(person);
  const pass = store.pass() ?? salt;
  await store.addEdit(asNew(creating("1")));
  const shut = await locked(person, store);
  await shut.changeEdits((kept) => kept.map((one) => ({ ...one, state: "sent" })));
  await shut.unlock(pass);
  await shut.changeEdits(unchanged);
  shut.lockAway();

  expect((await shut.load()).kept).toEqual([]);
});

test("the safety plan alone opens without the code when the person wants it so", async () => {
  const person = somebody();
  const store = await openPhone(person);
  await filled(store);
  const shut = await locked(person, store, { safetyOpen: true });

  const [plan] = (await shut.load()).held.values();
  expect(Object.keys(plan?.scopes ?? {})).toEqual(["safety"]);
  expect([plan?.citizen, plan?.people]).toEqual(["", {}]);
});

test("plans that have ended are deleted behind the code, unread", async () => {
  const person = somebody();
  const store = await openPhone(person);
  const lease = aPlan({ plan: "other", keep: { kind: "lease", until: "2026-12-01T12:00:00Z" } }, { safety: [word(3)] });
  await store.saveRound(new Map(), new Map([...held(), ["other", lease]]), unchanged);
  const pass = store.pass() ?? salt;
  const shut = await locked(person, store);
  await shut.thin((outlines) => new Map([...outlines].filter(([, plan]) => plan.keep.kind === "all")));
  await shut.unlock(pass);

  expect([...(await shut.load()).held.keys()]).toEqual([PLAN]);
});

test("whoever signs out behind the code leaves only what waits, and an old pass opens nothing more", async () => {
  const person = somebody();
  const store = await openPhone(person);
  await filled(store);
  await store.saveFact("helped", { helper: "Tove", began: 1, used: 1 });
  const shut = await locked(person, store);
  await shut.forgetPlans();

  const { held: there, kept } = await shut.load();
  expect(await shut.fact("helped")).toBeUndefined();
  expect([there.size, kept.map((one) => one.state), (await shut.drafts()).length]).toEqual([0, ["waiting"], 1]);
  expect([shut.isLocked(), await shut.fact("lock"), await shut.fact("me")]).toEqual([false, undefined, undefined]);
  const database = await openDB(databaseName(person));
  expect(await database.count("edits")).toBe(1);
  database.close();
  shut.close();
  expect((await openPhone(person)).isLocked()).toBe(false);
});

test("what another tab writes while this one seals is not overwritten: it is done again from there", async () => {
  const person = somebody();
  const [one, other] = await Promise.all([openPhone(person), openPhone(person)]);
  const first = await one.addEdit(asNew(creating("1")));
  whileSealing(1, async () => {
    await other.changeEdits((kept) => kept.map((edit) => ({ ...edit, state: "sent" })));
    await other.addEdit(asNew(creating("2")));
  });

  const after = await one.changeEdits((kept) => kept.map((edit) => (edit.n === first.n ? { ...edit, triedAt: 7 } : edit)));

  expect(after.map((edit) => [edit.state, edit.triedAt])).toEqual([["sent", 7], ["waiting", undefined]]);
  expect((await other.load()).kept).toEqual(after);
});

describe("a phone of before rows were sealed", () => {
  async function old(version: number) {
    const person = somebody();
    const database = await openDB(databaseName(person), version, { upgrade: (upgrading) => migrate(upgrading as never, 0, version) });
    const [plan] = held().values();
    const { scopes, ...row } = plan ?? aPlan();
    await database.put("plans", row);
    for (const [scope, content] of Object.entries(scopes)) await database.put("scopes", { ...content, plan: PLAN, scope });
    await database.add("edits", asNew(creating(`${CANARY} waits`)));
    await database.add("edits", { ...asNew(creating(`${CANARY} refused`)), state: "refused" });
    await database.add("edits", { ...asNew(creating(`${CANARY} sent`)), state: "sent" });
    await database.put("drafts", { key: "k", text: CANARY, at: 1 });
    await database.put("facts", "device-1", "device");
    await database.put("facts", { signedIn: true, person: { name: CANARY } }, "me");
    if (version === 2) {
      await database.put("log", aLine);
      await database.put("receipts", aReceipt);
    }
    return { person, database };
  }

  test.each([1, 2])("of version %i loses nothing, and its words are sealed", async (version) => {
    const { person, database } = await old(version);
    database.close();
    const store = await openPhone(person);

    const { held: there, kept } = await store.load();
    expect(there).toEqual(held());
    expect(kept.map((one) => one.state)).toEqual(["waiting", "refused", "sent"]);
    expect(await store.drafts()).toEqual([{ key: "k", text: CANARY, at: 1 }]);
    expect([await store.fact("device"), (await store.fact("me"))?.person?.name]).toEqual(["device-1", CANARY]);
    if (version === 2) expect([await store.logLines(PLAN), await store.receipts(PLAN)]).toEqual([[aLine], [aReceipt]]);
    expect(await asItLies(person)).not.toContain(CANARY);
    await store.addEdit(asNew(creating("new")));
    expect((await store.load()).kept).toHaveLength(4);
  });

  test("keeps its code: nothing opens without it, and the one that was chosen opens it", async () => {
    const { person, database } = await old(2);
    await database.put("facts", { salt, rounds: 1000, hash: await hashOf("824190", salt, 1000), ...state, safetyOpen: true, tries: 2 }, "lock");
    database.close();
    const store = await openPhone(person);

    expect(store.isLocked()).toBe(true);
    const lock = await store.fact("lock");
    expect(lock).toMatchObject({ tries: 2, safetyOpen: true });
    expect(lock).not.toHaveProperty("hash");
    expect(await store.unlock((lock && (await passOf(lock, "824190"))) ?? salt)).toBe(true);
    expect((await store.load()).held).toEqual(held());
    store.lockAway();
    expect(Object.keys((await store.load()).held.get(PLAN)?.scopes ?? {})).toEqual(["safety"]);
  });

  test("that goes out half-way goes on next time", async () => {
    const { person, database } = await old(2);
    database.close();
    whileSealing(5, () => Promise.reject(new Error("The battery is flat")));
    (await openPhone(person)).close();
    expect(await asItLies(person)).toContain(CANARY);
    const store = await openPhone(person);

    expect((await store.load()).kept).toHaveLength(3);
    expect((await store.load()).held).toEqual(held());
    expect(await asItLies(person)).not.toContain(CANARY);
  });

  test("whose row is written anew while the old one is being sealed keeps the new one", async () => {
    const person = somebody();
    const database = await openDB(databaseName(person), 2, { upgrade: (upgrading) => migrate(upgrading as never, 0, 2) });
    await database.put("drafts", { key: "k", text: CANARY, at: 1 });
    database.close();
    const newer = new Uint8Array([1, 2, 3]);
    // The first sealing is of the phone's own pass, the second of the draft.
    whileSealing(2, async () => {
      const tab = await openDB(databaseName(person), VERSION);
      await tab.put("drafts", { key: "k", sealed: newer });
      tab.close();
    });
    await openPhone(person);

    const tab = await openDB(databaseName(person));
    expect(await tab.get("drafts", "k")).toEqual({ key: "k", sealed: newer });
    tab.close();
  });
});
