import { expect, test } from "vitest";
import { laidOver } from "../../src/core/overlay";
import { anEdit, anItem, aPlan, creating, id, MEMBER } from "./make";

const plan = aPlan({}, { strengths: [anItem(1), anItem(2)] });
const textOf = (laid: ReturnType<typeof laidOver>, item: string) => laid.items.get(item)?.body?.["text"];

test("words written offline are seen at once, and marked as waiting", () => {
  const edit = creating("I can cook");

  const item = laidOver(plan, [edit]).items.get(edit.edit.id);

  expect(item).toMatchObject({ scope: "strengths", by: "citizen", waiting: true, body: { text: "I can cook" } });
});

test("a created item that has arrived is not shown twice, and no longer waits", () => {
  const edit = creating("I can cook", { id: id(1) });

  const laid = laidOver(plan, [edit]);

  expect(laid.items.size).toBe(2);
  expect(laid.items.get(id(1))).toMatchObject({ waiting: false, body: { text: "text 1" } });
});

test("a change shows the new words and keeps the other fields", () => {
  const dream = anItem(7, { body: { kind: "dream", text: "A job", more: "with animals" } });
  const edit = anEdit({ act: "change", item: id(7), fields: { text: "A good job" }, base: { text: id(7) } });

  const item = laidOver(aPlan({}, { [`dream:${id(7)}`]: [dream] }), [edit]).items.get(id(7));

  expect(item?.body).toEqual({ kind: "dream", text: "A good job", more: "with animals" });
  expect(item?.versions).toEqual({ text: edit.edit.id });
});

test("a change that the server already holds leaves the item as it came", () => {
  const edit = anEdit({ act: "change", item: id(1), fields: { text: "mine" }, base: { text: id(1) } });
  const arrived = anItem(1, { versions: { text: edit.edit.id }, body: { kind: "strength", text: "mine" } });

  const laid = laidOver(aPlan({}, { strengths: [arrived] }), [edit]);

  expect(laid.items.get(id(1))?.waiting).toBe(false);
});

test("laying the same edits twice is laying them once", () => {
  const edits = [creating("new"), anEdit({ act: "place", item: id(2), order: "1" }), anEdit({ act: "delete", item: id(1) })];

  expect(laidOver(plan, [...edits, ...edits])).toEqual(laidOver(plan, edits));
});

test("two changes of the same words in a row show the last", () => {
  const first = anEdit({ act: "change", item: id(1), fields: { text: "one" }, base: { text: id(1) } });
  const second = anEdit({ act: "change", item: id(1), fields: { text: "two" }, base: { text: first.edit.id } });

  expect(textOf(laidOver(plan, [first, second]), id(1))).toBe("two");
});

test("a deleted item is gone at once", () => {
  expect(laidOver(plan, [anEdit({ act: "delete", item: id(1) })]).items.has(id(1))).toBe(false);
});

test("a moved item stands at its new place", () => {
  expect(laidOver(plan, [anEdit({ act: "place", item: id(1), order: "Z" })]).items.get(id(1))?.order).toBe("Z");
});

test("choosing the other text writes it and ends the question", () => {
  const other = anItem(9, { body: { kind: "alternative", of: id(1), field: "text", value: "the other" } });
  const edit = anEdit({ act: "resolve", alternative: id(9), choose: "other" });

  const laid = laidOver(aPlan({}, { strengths: [anItem(1), other] }), [edit]);

  expect(textOf(laid, id(1))).toBe("the other");
  expect(laid.items.has(id(9))).toBe(false);
});

test("keeping what stands changes no words, and own words win over both", () => {
  const other = anItem(9, { body: { kind: "alternative", of: id(1), field: "text", value: "the other" } });
  const both = aPlan({}, { strengths: [anItem(1), other] });

  expect(textOf(laidOver(both, [anEdit({ act: "resolve", alternative: id(9), choose: "current" })]), id(1))).toBe("text 1");
  const own = anEdit({ act: "resolve", alternative: id(9), choose: "own", text: "a third" });
  expect(textOf(laidOver(both, [own]), id(1))).toBe("a third");
});

test("a stopped consent is seen as stopping before the server has heard of it", () => {
  const laid = laidOver(plan, [anEdit({ act: "withdraw", member: MEMBER, scope: "safety" })]);

  expect(laid.stopping.get(MEMBER)).toEqual(new Set(["safety"]));
});

test("a refused edit is not laid over the plan: it is shown where it can be acted on", () => {
  const refused = creating("no", { state: "refused", code: "not_allowed" });

  expect(laidOver(plan, [refused]).items.has(refused.edit.id)).toBe(false);
});

test("a sent item does not blink away while the answer's later pages are on their way", () => {
  const sent = creating("new", { state: "sent", outcome: "applied", settling: true });

  expect(laidOver(plan, [sent]).items.get(sent.edit.id)).toMatchObject({ waiting: false });
});

test("a member's waiting words do not reopen a scope that was closed", () => {
  const shared = aPlan({ me: { role: "member", member: MEMBER }, keep: { kind: "lease" } }, { needs: [] });
  const edit = creating("hello");

  expect(laidOver(shared, [edit]).items.size).toBe(0);
});

test("an edit of another plan touches nothing here", () => {
  expect(laidOver(plan, [creating("elsewhere", { plan: "another" })]).items.size).toBe(2);
});

test("an agreement that names me is taken from its home when both are open", () => {
  const agreement = anItem(5, { body: { kind: "agreement", what: "call", responsible: MEMBER } });
  const shared = aPlan({}, { agreements: [agreement], responsible: [agreement] });

  expect(laidOver(shared, []).items.get(id(5))?.scope).toBe("agreements");
});
