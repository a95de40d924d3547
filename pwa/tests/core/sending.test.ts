import { expect, test } from "vitest";
import { nextRequest } from "../../src/core/request";
import { afterResults, renamed, sentAgain, worthKeeping } from "../../src/core/results";
import type { KeptEdit } from "../../src/core/types";
import { anEdit, aPlan, creating, holding, id, MEMBER, NOW, PLAN } from "./make";

const held = holding(aPlan());
const sentFrom = (kept: KeptEdit[]) => nextRequest("device", held, kept, NOW).request.edits.map((edit) => edit.id);
const DAY = 24 * 60 * 60 * 1000;

test("edits go in the order they were made", () => {
  const [first, second] = [creating("1"), creating("2")];

  expect(sentFrom([second, first])).toEqual([first.edit.id, second.edit.id]);
});

test("a stopped consent and a goodbye go before everything else", () => {
  const edits = [creating("1"), anEdit({ act: "withdraw", member: MEMBER }), creating("2"), anEdit({ act: "leave" })];

  const acts = nextRequest("device", held, edits, NOW).request.edits.map((edit) => edit.act);

  expect(acts).toEqual(["withdraw", "leave", "create", "create"]);
});

test("a request holds at most a hundred edits, and the rest keep their place", () => {
  const edits = Array.from({ length: 130 }, (_, index) => creating(String(index)));

  expect(sentFrom(edits)).toEqual(edits.slice(0, 100).map((one) => one.edit.id));
});

test("a request stays under 200 KB, measured in bytes and not in letters", () => {
  const edits = Array.from({ length: 60 }, () => creating("å".repeat(4000)));

  const { request } = nextRequest("device", held, edits, NOW);

  expect(request.edits.length).toBe(Math.floor((200 * 1024) / (JSON.stringify(request.edits[0]).length + 4000 + 1)));
});

test("one edit always goes, however large", () => {
  expect(sentFrom([creating("x".repeat(300_000))]).length).toBe(1);
});

test("an edit that can still be undone is not sent yet", () => {
  expect(sentFrom([anEdit({ act: "delete", item: id(1) }, { holdUntil: NOW + 5000 })])).toEqual([]);
  expect(sentFrom([anEdit({ act: "delete", item: id(1) }, { holdUntil: NOW })]).length).toBe(1);
});

test("applied and already seen edits are sent, and kept with what became of them", () => {
  const [one, two] = [creating("1"), creating("2")];

  const kept = afterResults([one, two], [
    { edit: one.edit.id, outcome: "applied", rev: 5 },
    { edit: two.edit.id, outcome: "already", first: "applied" },
  ], NOW, false);

  expect(kept).toMatchObject([{ state: "sent", sentAt: NOW, rev: 5 }, { state: "sent", outcome: "applied" }]);
});

test("a clash is sent: both texts are on the server", () => {
  const one = creating("1");

  const [kept] = afterResults([one], [{ edit: one.edit.id, outcome: "conflict", kept: [id(9)] }], NOW, false);

  expect(kept).toMatchObject({ state: "sent", outcome: "conflict", kept: [id(9)] });
});

test("a refused edit keeps its words and gets the reason", () => {
  const one = creating("my words", { words: "my words" });

  const [kept] = afterResults([one], [{ edit: one.edit.id, outcome: "refused", code: "not_allowed" }], NOW, false);

  expect(kept).toMatchObject({ state: "refused", code: "not_allowed", words: "my words", edit: one.edit });
});

test("an edit that was refused the first time is refused the second time too", () => {
  const one = creating("1");

  const [kept] = afterResults([one], [{ edit: one.edit.id, outcome: "already", first: "refused", code: "not_found" }], NOW, false);

  expect(kept).toMatchObject({ state: "refused", code: "not_found" });
});

test("an edit without a result waits on", () => {
  expect(afterResults([creating("1")], [], NOW, false)).toMatchObject([{ state: "waiting" }]);
});

test("a late result for an edit that is no longer waiting changes nothing", () => {
  const one = creating("1", { state: "refused", code: "not_found" });

  expect(afterResults([one], [{ edit: one.edit.id, outcome: "applied" }], NOW, false)).toEqual([one]);
});

test("sent edits settle when the answer's last page has come", () => {
  const one = creating("1");
  const first = afterResults([one], [{ edit: one.edit.id, outcome: "applied" }], NOW, true);

  expect(first[0]?.settling).toBe(true);
  expect(afterResults(first, [], NOW, false)[0]?.settling).toBeUndefined();
});

test("after a restored server, sent edits of that plan wait again; refused ones stay with their writer", () => {
  const sent = creating("1", { state: "sent", outcome: "applied", rev: 3 });
  const other = creating("2", { state: "sent", plan: "another" });
  const refused = creating("3", { state: "refused", code: "not_found" });

  expect(sentAgain([sent, other, refused], new Set([PLAN])).map((one) => one.state)).toEqual(["waiting", "sent", "refused"]);
});

test("sent edits are kept for thirty days and no longer", () => {
  const young = creating("1", { state: "sent", sentAt: NOW - 29 * DAY });
  const old = creating("2", { state: "sent", sentAt: NOW - 31 * DAY });

  expect(worthKeeping([young, old], held, NOW)).toEqual([young]);
});

test("waiting and refused words are never thrown away, whatever their age and plan", () => {
  const waiting = creating("1", { plan: "gone" });
  const refused = creating("2", { state: "refused", plan: "gone" });

  expect(worthKeeping([waiting, refused], new Map(), NOW + 1000 * DAY)).toEqual([waiting, refused]);
});

test("a professional's sent words do not stay on the device", () => {
  const sent = creating("1", { state: "sent", sentAt: NOW });

  expect(worthKeeping([sent], holding(aPlan({ keep: { kind: "tab" } })), NOW)).toEqual([]);
});

test("trying again under a new id takes the item's own scope along", () => {
  const old = id(50);
  const edit = anEdit({ act: "create", scope: `dream:${old}`, body: { kind: "dream", text: "A job" } }, { id: old }).edit;

  expect(renamed(edit, old, id(51))).toMatchObject({ id: id(51), scope: `dream:${id(51)}`, body: { text: "A job" } });
});

test("an edit that was held for ten seconds does not wait for years when the clock is set back", () => {
  expect(sentFrom([anEdit({ act: "delete", item: id(1) }, { holdUntil: NOW + 5 * 365 * 86_400_000 })]).length).toBe(1);
});
