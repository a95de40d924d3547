import { expect, test } from "vitest";
import type { Item } from "../../src/state";
import { aboutWhole, agreementFrom, agreementsOf, lineOf, lookingBackOn, overTime, ownWords, pointsOf, silent, sortMeetings, theirWords } from "../../src/screens/meetings/thread";

let made = 0;
function item<K extends Item["kind"]>(kind: K, scope: string, body: object, more: Partial<Item> = {}): Item<K> {
  made += 1;
  const id = more.id ?? `${kind}-${made}`;
  return { id, scope, kind, body: { kind, ...body }, at: "2026-11-10T10:00:00Z", by: "citizen", voice: "citizen", order: String(made), state: "sent", alternatives: [], ...more } as unknown as Item<K>;
}

const work = { scope: "dream:d1", item: "d1" };
const meeting = item("meeting", "meeting:m1", { meetingKind: "coordination", startsAt: "2026-11-20T10:00", minutes: 60, state: "planned" }, { id: "m1", at: "2026-11-01T10:00:00Z" });
const small = item("agenda_item", "meeting:m1", { text: "Kan jeg begynde i det små?", state: "on", asked: "jonas" }, { from: work });
const week = item("agenda_item", "meeting:m1", { text: "Hvem hjælper mig?", state: "on", asked: "rikke" });
const theirs = item("agenda_item", "meeting:m1", { text: "Hvad må en arbejdsplads vide?", state: "proposed" }, { by: "jonas" });
const yes = item("answer", "meeting:m1", { text: "Ja.", answerKind: "does", does: "Ringer til chefen", byOn: "2026-11-27" }, { by: "jonas", from: { scope: "meeting:m1", item: small.id }, at: "2026-11-12T10:00:00Z" });

test("a proposal from another is no point before the citizen's yes", () => {
  expect(pointsOf([small, week, theirs], [yes]).map((point) => point.item.id)).toEqual([small.id, week.id]);
});

test("the one who is asked and has not answered is named; an answered point names nobody", () => {
  const [first, second] = pointsOf([small, week], [yes]);
  expect(silent(first!, [])).toEqual([]);
  expect(silent(second!, [])).toEqual(["rikke"]);
});

test("an offer that became an agreement is known again, also when the citizen has changed its words", () => {
  const same = item("agreement", "dream:d1", { what: "Ringer til chefen", responsible: "jonas", byOn: "2026-11-27", state: "agreed" }, { from: work, at: "2026-11-13T10:00:00Z" });
  const own = item("agreement", "dream:d1", { what: "Jonas ringer, når jeg er klar", responsible: "jonas", byOn: "2026-11-27", state: "agreed" }, { from: work, at: "2026-11-13T10:00:00Z" });
  const older = item("agreement", "dream:d1", { what: "Ringer til chefen", responsible: "jonas", byOn: "2026-11-27", state: "agreed" }, { from: work, at: "2026-10-01T10:00:00Z" });
  const elses = item("agreement", "dream:d1", { what: "Ringer til chefen", responsible: "rikke", byOn: "2026-11-27", state: "agreed" }, { from: work, at: "2026-11-13T10:00:00Z" });
  expect(agreementFrom(yes, small, [elses, older, same])).toBe(same);
  expect(agreementFrom(yes, small, [own])).toBe(own);
  expect(agreementFrom(yes, small, [older])).toBeUndefined();
});

test("a meeting's agreements are those made on its points' threads since it was planned", () => {
  const before = item("agreement", "dream:d1", { what: "x", responsible: "citizen", state: "agreed" }, { at: "2026-10-01T10:00:00Z" });
  const on = item("agreement", "dream:d1", { what: "x", responsible: "citizen", state: "proposed" });
  const other = item("agreement", "dream:d2", { what: "x", responsible: "citizen", state: "agreed" });
  const loose = item("agreement", "agreements", { what: "x", responsible: "citizen", state: "agreed" }, { from: { scope: "meeting:m1", item: week.id } });
  const no = item("agreement", "dream:d1", { what: "x", responsible: "citizen", state: "declined" });
  expect(agreementsOf(meeting, [small, week], [before, on, other, loose, no])).toEqual([on, loose]);
});

test("the next meeting stands first, the one just held stands first among the earlier", () => {
  const at = (startsAt: string, state = "planned") => item("meeting", "meeting:x", { startsAt, state, minutes: 60 });
  const a = at("2026-12-18T10:00");
  const b = at("2026-11-20T10:00");
  const c = at("2026-10-01T10:00");
  const d = at("2026-11-01T10:00", "held");
  const e = at("2026-11-25T10:00", "cancelled");
  const sorted = sortMeetings([a, b, c, d, e], "2026-11-18T10:00");
  expect(sorted.next).toEqual([b, a]);
  expect(sorted.earlier).toEqual([e, d, c]);
});

// What came of it

const words = (text: string, more: Partial<Item> = {}) => item<"outcome">("outcome", "meeting:m1", { text, state: "draft" }, more);
const about = (point: Item<"agenda_item">) => ({ from: { scope: "meeting:m1", item: point.id } });

test("the citizen's own words about a point are told from what others wrote about it", () => {
  const mine = words("I det små", about(small));
  const jonas = words("Tre timer", { ...about(small), voice: "jonas" });

  expect(ownWords([jonas, mine], small.id)).toBe(mine);
  expect(theirWords([jonas, mine], small.id)).toEqual([jonas]);
  expect(ownWords([jonas, mine], week.id)).toBeUndefined();
});

test("words about no point, and about one that was taken off, are about the whole meeting", () => {
  const whole = words("Det var et godt møde");
  const lost = words("Om noget, der er væk", { from: { scope: "meeting:m1", item: "gone" } });

  expect(aboutWhole([whole, words("I det små", about(small)), lost], pointsOf([small, week], []))).toEqual([whole, lost]);
});

// How it was

const back = (on: string, scope = "private", from: string | undefined = `m-${on}`, more: object = {}) =>
  item<"looking_back">("looking_back", scope, { on, said: 4, listened: null, clear: 0, safe: 2, text: "", ...more }, from ? { from: { scope: `meeting:${from}`, item: from } } : {});

test("answers that others may read are never shown as one's own", () => {
  const own = back("2026-11-20", "private", "m1");
  const shared = back("2026-11-20", "wellbeing", "m1");

  expect(lookingBackOn([own, shared], "m1")).toBe(shared);
  expect(lookingBackOn([own], "m1")).toBe(own);
  expect(lookingBackOn([own], "m2")).toBeUndefined();
});

test("over time each meeting stands once, the oldest first", () => {
  const late = back("2026-12-04");
  const early = back("2026-11-20", "private", "m1");
  const twin = back("2026-11-20", "wellbeing", "m1");
  const loose = back("2026-11-25", "private", "");

  expect(overTime([late, early, twin, loose])).toEqual([twin, loose, late]);
});

test("a question that was passed over breaks the line; nothing is filled in", () => {
  expect(lineOf([0, 4, null, 2])).toEqual([[{ x: 0, y: 1 }, { x: 1 / 3, y: 0 }], [{ x: 1, y: 0.5 }]]);
});

test("one answer is a point in the middle, and none is no line", () => {
  expect(lineOf([4])).toEqual([[{ x: 0.5, y: 0 }]]);
  expect(lineOf([null, null])).toEqual([]);
});
