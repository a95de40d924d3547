import { expect, test } from "vitest";
import { Problem } from "../../src/api/client";
import type { SyncAnswer, SyncRequest } from "../../src/api/wire";
import type { Held, KeptEdit } from "../../src/core/types";
import { openMemory } from "../../src/store/memory";
import type { Store } from "../../src/store/store";
import { converse } from "../../src/sync/round";
import { anAnswer, anItem, aPlan, aScope, creating, NOW, PLAN } from "../core/make";

type Says = (request: SyncRequest, call: number) => SyncAnswer | Problem;

/** A phone with a memory, and a server that says what the test wants. */
async function aPhone(says: Says, ...words: string[]) {
  const store = openMemory();
  for (const text of words) {
    const { n: _n, ...edit } = creating(text);
    await store.addEdit(edit);
  }
  const requests: SyncRequest[] = [];
  const shown: { held: Held; kept: KeptEdit[] }[] = [];
  let over = false;
  const talk = () =>
    converse({
      store,
      device: "device",
      now: () => NOW,
      inTab: () => shown.at(-1)?.held ?? new Map(),
      publish: (held, kept) => shown.push({ held: held ?? new Map(), kept }),
      isOver: () => over,
      post: async (request) => {
        requests.push(structuredClone(request));
        const answer = says(request, requests.length);
        if (answer instanceof Problem) throw answer;
        return answer;
      },
    });
  return { store, requests, shown, talk, end: () => (over = true) };
}

const applyAll: Says = (request) =>
  anAnswer({}, { results: request.edits.map(({ id }) => ({ edit: id, outcome: "applied", rev: 1 })) });
const states = async (store: Store) => (await store.load()).kept.map((one) => one.state);

test("what waits is sent, and what comes is shown", async () => {
  const phone = await aPhone((request) => ({
    ...applyAll(request, 1) as SyncAnswer,
    plans: anAnswer({ scopes: { strengths: aScope([anItem(1)]) } }).plans ?? [],
  }), "one", "two");

  await phone.talk();

  expect(phone.requests[0]?.edits).toHaveLength(2);
  expect(await states(phone.store)).toEqual(["sent", "sent"]);
  expect(phone.shown.at(-1)?.held.get(PLAN)?.scopes["strengths"]?.items).toHaveLength(1);
});

test("a phone with nothing to say asks once", async () => {
  const phone = await aPhone(() => anAnswer({}));
  await phone.store.saveRound(new Map(), new Map([[PLAN, aPlan()]]), (kept) => kept);

  await phone.talk();

  expect(phone.requests).toHaveLength(1);
});

test("a plan that has just come is asked about once more, and the heads of its log are kept", async () => {
  const phone = await aPhone((request) => {
    const asked = request.plans[PLAN]?.log;
    return anAnswer(asked === "" ? { log: { seq: 7, hash: "aa" } } : {});
  });

  await phone.talk();
  await phone.talk();

  expect(phone.requests.map((request) => request.plans[PLAN]?.log)).toEqual([undefined, "", "aa"]);
  expect(await phone.store.heads(PLAN)).toMatchObject([{ seq: 7, hash: "aa" }]);
});

test("pages are fetched until there are no more, with the cursor moved each time", async () => {
  const phone = await aPhone((_request, call) =>
    anAnswer({ scopes: { strengths: aScope([anItem(call)], { rev: call * 10 }) } }, { more: call < 3 }),
  );

  await phone.talk();

  expect(phone.requests.map((request) => request.plans[PLAN]?.have["strengths"])).toEqual([undefined, 10, 20]);
  expect(phone.shown.at(-1)?.held.get(PLAN)?.scopes["strengths"]?.items).toHaveLength(3);
});

test("more edits than fit in one request go in the next, at once", async () => {
  const phone = await aPhone(applyAll, ...Array.from({ length: 150 }, (_, index) => String(index)));

  await phone.talk();

  expect(phone.requests.map((request) => request.edits.length)).toEqual([100, 50]);
});

test("without an answer everything still waits, and is marked as tried", async () => {
  const phone = await aPhone(() => new Problem("network", 0), "one");

  await expect(phone.talk()).rejects.toMatchObject({ code: "network" });

  expect((await phone.store.load()).kept).toMatchObject([{ state: "waiting", triedAt: NOW }]);
});

test("an answer that was lost is asked for again with the same id, and `already` ends it", async () => {
  const phone = await aPhone((request, call) =>
    call === 1
      ? new Problem("network", 0)
      : anAnswer({}, { results: request.edits.map(({ id }) => ({ edit: id, outcome: "already", first: "applied" })) }),
  "one");
  await expect(phone.talk()).rejects.toThrow();

  await phone.talk();

  expect(phone.requests[1]?.edits).toEqual(phone.requests[0]?.edits);
  expect(await states(phone.store)).toEqual(["sent"]);
});

test("an edit the server refuses does not hold back the next", async () => {
  const phone = await aPhone((request) =>
    anAnswer({}, {
      results: request.edits.map(({ id }, index) =>
        index === 0 ? { edit: id, outcome: "refused", code: "not_allowed" } : { edit: id, outcome: "applied" },
      ),
    }),
  "one", "two");

  await phone.talk();

  expect(await states(phone.store)).toEqual(["refused", "sent"]);
});

test("a request that is too large is cut until it fits", async () => {
  const phone = await aPhone(
    (request, call) => (request.edits.length > 2 ? new Problem("too_large", 413) : applyAll(request, call)),
    "1", "2", "3", "4", "5",
  );

  await phone.talk();

  expect(await states(phone.store)).toEqual(["sent", "sent", "sent", "sent", "sent"]);
});

test("one edit that the server cannot read is set aside with the reason; the others go", async () => {
  const phone = await aPhone((request, call) => {
    const bad = request.edits.some((edit) => edit.act === "create" && edit.body["text"] === "bad");
    return bad ? new Problem("edit_id_reused", 400) : applyAll(request, call);
  }, "1", "bad", "3");

  await phone.talk();

  expect((await phone.store.load()).kept).toMatchObject([
    { state: "sent" },
    { state: "refused", code: "edit_id_reused" },
    { state: "sent" },
  ]);
});

test("cursors the server cannot read are thrown away once, not for ever", async () => {
  const phone = await aPhone((request) =>
    Object.keys(request.plans).length ? new Problem("invalid", 400) : anAnswer({ scopes: {} }),
  );
  await phone.store.saveRound(new Map(), new Map([[PLAN, aPlan()]]), (kept) => kept);

  await phone.talk();

  expect(phone.requests.map((request) => Object.keys(request.plans).length)).toEqual([1, 0]);
});

test("a restored server hears the kept edits again", async () => {
  const phone = await aPhone((request, call) => {
    const results = request.edits.map(({ id }) => ({ edit: id, outcome: "applied" as const }));
    return anAnswer({ epoch: call === 1 ? "e1" : "e2", view: `v${call}`, scopes: {} }, { results });
  }, "one");
  await phone.talk();

  await phone.talk();

  expect(phone.requests.map((request) => request.edits.length)).toEqual([1, 0, 1, 0]);
  expect(await states(phone.store)).toEqual(["sent"]);
});

test("a server that says nothing about what was sent is not asked over and over", async () => {
  const phone = await aPhone(() => anAnswer({}), "one");

  await phone.talk();

  expect(phone.requests).toHaveLength(1);
  expect(await states(phone.store)).toEqual(["waiting"]);
});

test("a server that always has more does not keep the phone busy for ever", async () => {
  const phone = await aPhone(() => anAnswer({}, { more: true }));

  await phone.talk();

  expect(phone.requests.length).toBeLessThanOrEqual(500);
});

test("an answer that comes after signing out is not written", async () => {
  const phone = await aPhone((_request) => {
    phone.end();
    return anAnswer({ scopes: { strengths: aScope([anItem(1)]) } });
  });

  await phone.talk();

  expect((await phone.store.load()).held.size).toBe(0);
});

test("a professional's plan is held by the tab, and its cursor is still sent", async () => {
  const phone = await aPhone((_request, call) =>
    anAnswer({ keep: { kind: "tab" }, view: "v", ...(call === 1 && { scopes: { needs: aScope([anItem(1)], { rev: 7 }) } }) }),
  );
  await phone.talk();

  await phone.talk();

  expect((await phone.store.load()).held.size).toBe(0);
  expect(phone.requests[1]?.plans[PLAN]?.have).toEqual({ needs: 7 });
});
