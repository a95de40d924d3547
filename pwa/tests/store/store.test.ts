import "fake-indexeddb/auto";
import { openDB } from "idb";
import { describe, expect, test } from "vitest";
import type { HeldPlan, KeptEdit } from "../../src/core/types";
import { openMemory } from "../../src/store/memory";
import { databaseName, openPhone } from "../../src/store/phone";
import { migrate } from "../../src/store/schema";
import type { Store } from "../../src/store/store";
import { anItem, aPlan, creating, holding, PLAN } from "../core/make";

let people = 0;
const somebody = () => `person${++people}`;
const asNew = ({ n: _n, ...rest }: KeptEdit) => rest;
const unchanged = (kept: KeptEdit[]) => kept;

describe.each<[string, () => Promise<Store>]>([
  ["the phone's database", () => openPhone(somebody())],
  ["memory", async () => openMemory()],
])("%s", (_name, open) => {
  test("an edit is kept the moment the promise is fulfilled, and edits keep their order", async () => {
    const store = await open();

    const first = await store.addEdit(asNew(creating("1")));
    const second = await store.addEdit(asNew(creating("2")));

    expect(second.n).toBeGreaterThan(first.n);
    expect((await store.load()).kept).toEqual([first, second]);
  });

  test("a plan comes back as it was saved, scope by scope", async () => {
    const store = await open();
    const held = holding(aPlan({}, { strengths: [anItem(1)], needs: [] }));

    await store.saveRound(new Map(), held, unchanged);

    expect((await store.load()).held).toEqual(held);
  });

  test("a scope that was closed is gone", async () => {
    const store = await open();
    const before = holding(aPlan({}, { strengths: [anItem(1)], safety: [anItem(2)] }));
    const after = holding(aPlan({}, { strengths: [anItem(1)] }));
    await store.saveRound(new Map(), before, unchanged);

    await store.saveRound(before, after, unchanged);

    expect(Object.keys((await store.load()).held.get(PLAN)?.scopes ?? {})).toEqual(["strengths"]);
  });

  test("a plan that is no longer named is gone with everything in it", async () => {
    const store = await open();
    const before = holding(aPlan({}, { strengths: [anItem(1)] }));
    await store.saveRound(new Map(), before, unchanged);

    await store.saveRound(before, new Map(), unchanged);

    expect((await store.load()).held.size).toBe(0);
  });

  test("a professional's plan is never written", async () => {
    const store = await open();

    await store.saveRound(new Map(), holding(aPlan({ keep: { kind: "tab" } }, { needs: [anItem(1)] })), unchanged);

    expect((await store.load()).held.size).toBe(0);
  });

  test("a plan that becomes a professional's is taken off the phone", async () => {
    const store = await open();
    const before = holding(aPlan({}, { needs: [anItem(1)] }));
    await store.saveRound(new Map(), before, unchanged);

    await store.saveRound(before, holding(aPlan({ keep: { kind: "tab" } }, { needs: [anItem(1)] })), unchanged);

    expect((await store.load()).held.size).toBe(0);
  });

  test("an edit written while a round was under way is not lost by it", async () => {
    const store = await open();
    const sent = await store.addEdit(asNew(creating("1")));
    const late = await store.addEdit(asNew(creating("2")));

    const kept = await store.saveRound(new Map(), new Map(), (edits) =>
      edits.map((one) => (one.n === sent.n ? { ...one, state: "sent" } : one)),
    );

    expect(kept.map((one) => one.state)).toEqual(["sent", "waiting"]);
    expect((await store.load()).kept[1]).toEqual(late);
  });

  test("forgetting plans leaves unsent words and drafts, and nothing else", async () => {
    const store = await open();
    await store.saveRound(new Map(), holding(aPlan({}, { strengths: [anItem(1)] })), unchanged);
    await store.addEdit({ ...asNew(creating("sent")), state: "sent" });
    const waiting = await store.addEdit(asNew(creating("waiting")));
    const refused = await store.addEdit({ ...asNew(creating("refused")), state: "refused" });
    await store.saveDraft({ key: "k", text: "half", at: 1 });
    await store.saveFact("me", { signedIn: true, demo: false });

    await store.forgetPlans();

    expect(await store.fact("me")).toBeUndefined();

    expect(await store.load()).toEqual({ held: new Map(), kept: [waiting, refused] });
    expect(await store.drafts()).toHaveLength(1);
  });

  const aHead = (seq: number, hash: string, over = {}) => ({ plan: PLAN, seq, hash, at: "2026-12-01T12:00:00Z", ...over });
  const aLine = (seq: number, over = {}) => ({ plan: PLAN, seq, kind: "look", at: "2026-12-01T12:00:00.000000Z", commitment: "c", hash: `h${seq}`, ...over });

  test("every head that was shown is kept with the round, and none is ever overwritten: not by the same, an older or another", async () => {
    const store = await open();

    await store.saveRound(new Map(), new Map(), unchanged, [aHead(2, "two")]);
    await store.saveRound(new Map(), new Map(), unchanged, [aHead(1, "one"), aHead(2, "other")]);
    await store.addHeads([aHead(2, "two", { at: "2027-01-01T00:00:00Z" }), aHead(1, "elsewhere", { plan: "another" })]);

    const kept = await store.heads(PLAN);
    expect(kept.map((head) => head.seq)).toEqual([1, 2, 2]);
    expect(kept.sort((one, other) => (one.hash < other.hash ? -1 : 1))).toEqual([aHead(1, "one"), aHead(2, "other"), aHead(2, "two")]);
  });

  test("a row of the log keeps what it said first, and rows come back in order", async () => {
    const store = await open();

    await store.addLogLines([aLine(10), aLine(2)]);
    await store.addLogLines([aLine(2, { hash: "other" }), aLine(3), aLine(1, { plan: "another" })]);

    expect(await store.logLines(PLAN)).toEqual([aLine(2), aLine(3), aLine(10)]);
    await store.replaceLogLines(PLAN, [aLine(1)]);
    expect([await store.logLines(PLAN), (await store.logLines("another")).length]).toEqual([[aLine(1)], 1]);
  });

  test("forgetting plans takes their log and receipts, and leaves the heads as witnesses", async () => {
    const store = await open();
    await store.addHeads([aHead(1, "one")]);
    await store.addLogLines([aLine(1)]);
    await store.addReceipts([{ id: "r", plan: PLAN, seq: 1, kind: "given", file: "{}", at: "2026-12-01T12:00:00Z" }]);
    await store.saveFact("checks", { [PLAN]: { at: "2026-12-01T12:00:00Z", count: 1, faults: [] } });

    await store.forgetPlans();

    expect([await store.logLines(PLAN), await store.receipts(PLAN), await store.fact("checks")]).toEqual([[], [], undefined]);
    expect(await store.heads(PLAN)).toEqual([aHead(1, "one")]);
  });

  test("an empty draft is no draft", async () => {
    const store = await open();
    await store.saveDraft({ key: "k", text: "half", at: 1 });

    await store.saveDraft({ key: "k", text: "", at: 2 });

    expect(await store.drafts()).toEqual([]);
  });

  test("facts are kept by name", async () => {
    const store = await open();

    await store.saveFact("lastSeen", 7);

    expect(await store.fact("lastSeen")).toBe(7);
    expect(await store.fact("device")).toBeUndefined();
  });
});

test("a phone of the first version keeps its words and begins to keep heads", async () => {
  const person = somebody();
  const old = await openDB(databaseName(person), 1, { upgrade: (database) => migrate(database as never, 0, 1) });
  await old.add("edits", asNew(creating("1")));
  old.close();

  const store = await openPhone(person);

  expect((await store.load()).kept).toHaveLength(1);
  expect(await store.heads(PLAN)).toEqual([]);
});

test("words survive the tab: a second opening finds them", async () => {
  const person = somebody();
  const first = await openPhone(person);
  const edit = await first.addEdit(asNew(creating("1")));
  first.close();

  expect((await (await openPhone(person)).load()).kept).toEqual([edit]);
});

test("two people on one phone never see or send each other's words", async () => {
  const [anna, bo] = [await openPhone(somebody()), await openPhone(somebody())];

  await anna.addEdit(asNew(creating("Anna's")));

  expect((await bo.load()).kept).toEqual([]);
});

test("only what changed is written: a scope that is the same object keeps its row", async () => {
  const person = somebody();
  const store = await openPhone(person);
  const before = holding(aPlan({}, { strengths: [anItem(1)], safety: [anItem(2)] }));
  await store.saveRound(new Map(), before, unchanged);
  const database = await openDB(databaseName(person));
  await database.put("scopes", { plan: PLAN, scope: "safety", verb: "edit", rev: 99, items: [] });
  const plan = before.get(PLAN) as HeldPlan;
  const after = holding({ ...plan, rev: 11, scopes: { ...plan.scopes, strengths: { verb: "edit", rev: 11, items: [] } } });

  await store.saveRound(before, after, unchanged);

  expect((await store.load()).held.get(PLAN)?.scopes).toMatchObject({ safety: { rev: 99 }, strengths: { rev: 11 } });
  database.close();
});
