import { expect, test } from "vitest";
import type { SyncRequest } from "../../src/api/wire";
import { afterAnswer } from "../../src/core/answer";
import { nextRequest } from "../../src/core/request";
import type { Held } from "../../src/core/types";
import { anAnswer, anItem, aPlan, aScope, holding, id, NOW, PLAN } from "./make";

const asking = (held: Held): SyncRequest => nextRequest("device", held, [], NOW).request;
const idsIn = (held: Held, scope: string) => held.get(PLAN)?.scopes[scope]?.items.map((item) => item.id);
const before = holding(aPlan({}, { strengths: [anItem(1)], safety: [anItem(2)] }));

test("a plan the answer does not name is deleted", () => {
  expect(afterAnswer(before, asking(before), anAnswer(null)).held.size).toBe(0);
});

test("with a new view, a scope that is not named is deleted", () => {
  const { held } = afterAnswer(before, asking(before), anAnswer({ view: "v2", scopes: { strengths: aScope([]) } }));

  expect(Object.keys(held.get(PLAN)?.scopes ?? {})).toEqual(["strengths"]);
  expect(idsIn(held, "strengths")).toEqual([id(1)]);
});

test("with the same view, a scope that is not named stays", () => {
  const { held } = afterAnswer(before, asking(before), anAnswer({ scopes: { strengths: aScope([anItem(3)]) } }));

  expect(idsIn(held, "safety")).toEqual([id(2)]);
  expect(idsIn(held, "strengths")).toEqual([id(1), id(3)]);
});

test("an answer without scopes changes no scope", () => {
  const { held } = afterAnswer(before, asking(before), anAnswer({}));

  expect(held.get(PLAN)?.scopes).toBe(before.get(PLAN)?.scopes);
});

test("a full scope replaces what was held of it", () => {
  const answer = anAnswer({ scopes: { strengths: aScope([anItem(3)], { full: true }) } });

  expect(idsIn(afterAnswer(before, asking(before), answer).held, "strengths")).toEqual([id(3)]);
});

test("a scope asked for from the start is a replacement, also when it does not say so", () => {
  const request = asking(before);
  delete request.plans[PLAN]?.have["strengths"];
  const answer = anAnswer({ scopes: { strengths: aScope([anItem(3)]) } });

  expect(idsIn(afterAnswer(before, request, answer).held, "strengths")).toEqual([id(3)]);
});

test("a tombstone removes its item", () => {
  const gone = { id: id(1), rev: 15, at: "2026-11-01T10:00:00Z", deleted: true };
  const answer = anAnswer({ scopes: { strengths: aScope([gone]) } });

  expect(idsIn(afterAnswer(before, asking(before), answer).held, "strengths")).toEqual([]);
});

test("an item of an older revision never replaces a newer one", () => {
  const held = holding(aPlan({}, { strengths: [anItem(1, { rev: 9, body: { kind: "strength", text: "newer" } })] }));
  const answer = anAnswer({ scopes: { strengths: aScope([anItem(1, { rev: 8 })]) } });

  const item = afterAnswer(held, asking(held), answer).held.get(PLAN)?.scopes["strengths"]?.items[0];

  expect(item?.body?.["text"]).toBe("newer");
});

test("the scope's revision becomes the next cursor", () => {
  const { held } = afterAnswer(before, asking(before), anAnswer({ scopes: { strengths: aScope([], { rev: 42 }) } }));

  expect(asking(held).plans[PLAN]?.have).toEqual({ strengths: 42, safety: 10 });
});

test("people are remembered from answer to answer", () => {
  const known = holding(aPlan({ people: { a: { name: "Mette", role: "gp" } } }));
  const answer = anAnswer({ people: { b: { name: "Peter", role: "peer" } } });

  expect(Object.keys(afterAnswer(known, asking(known), answer).held.get(PLAN)?.people ?? {})).toEqual(["a", "b"]);
});

test("another epoch drops what was held, takes what comes in full, and says that edits are to be sent again", () => {
  const answer = anAnswer({ epoch: "e2", view: "v2", scopes: { strengths: aScope([anItem(3)], { full: true }) } });

  const { held, restored, again } = afterAnswer(before, asking(before), answer);

  expect(idsIn(held, "strengths")).toEqual([id(3)]);
  expect(held.get(PLAN)?.scopes["safety"]).toBeUndefined();
  expect(restored).toEqual(new Set([PLAN]));
  expect(again).toBe(false);
});

test("another epoch without full scopes makes the phone ask for everything", () => {
  const answer = anAnswer({ epoch: "e2", scopes: { strengths: aScope([anItem(3)]) } });

  const { held, again } = afterAnswer(before, asking(before), answer);

  expect(again).toBe(true);
  expect(asking(held).plans[PLAN]).toEqual({ epoch: "e2", view: "", have: {}, log: "" });
});

test("what the answer does not touch is the same object, so nothing is written twice", () => {
  const { held } = afterAnswer(before, asking(before), anAnswer({ scopes: { strengths: aScope([anItem(3)]) } }));

  expect(held.get(PLAN)?.scopes["safety"]).toBe(before.get(PLAN)?.scopes["safety"]);
});

test("a first answer needs nothing that was there before", () => {
  const none: Held = new Map();
  const answer = anAnswer({ me: { role: "member", member: "m", name: "Bo" }, scopes: { needs: aScope([anItem(1)]) } });

  expect(afterAnswer(none, asking(none), answer).held.get(PLAN)).toMatchObject({ me: { role: "member" }, citizen: "Anna" });
});

test("how far this phone's clock is ahead of the server's is noted with each answer", () => {
  const before = holding(aPlan({}, { strengths: [] }));
  const { held } = afterAnswer(before, asking(before), anAnswer({}), NOW - 5000);

  expect(held.get(PLAN)?.ahead).toBe(-5000);
});

test("the citizen's phone names the newest row of the log it has heard of; another's phone does not ask", () => {
  const first = afterAnswer(new Map(), asking(new Map()), anAnswer({ log: { seq: 7, hash: "aa" } })).held;
  const second = afterAnswer(first, asking(first), anAnswer({})).held;

  expect(asking(holding(aPlan())).plans[PLAN]?.log).toBe("");
  expect(asking(second).plans[PLAN]?.log).toBe("aa");
  expect(asking(holding(aPlan({ me: { role: "member" } }))).plans[PLAN]).not.toHaveProperty("log");
});
