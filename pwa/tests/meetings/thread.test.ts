import { expect, test } from "vitest";
import type { Item } from "../../src/state";
import { agreementFrom, agreementsOf, pointsOf, silent, sortMeetings } from "../../src/screens/meetings/thread";

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
