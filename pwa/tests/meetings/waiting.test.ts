import { describe, expect, test } from "vitest";
import type { PlanView } from "../../src/state";
import { isParked, pathOf, plainText, sortWaiting, waitsOn, type Waits } from "../../src/screens/other/waiting";

const now = "2026-11-18T10:00";
const wait = (over: Partial<Waits>): Waits => ({ plan: "p", citizen: "Peter Dam", kind: "answer", item: "i", ...over });

describe("the order of what waits", () => {
  test("what is nearest stands first, whoever it is for", () => {
    const sorted = sortWaiting(
      [
        wait({ text: "later", due: "2026-12-03T09:00", citizen: "Amina Said", plan: "a" }),
        wait({ text: "never" }),
        wait({ text: "friday", due: "2026-11-20T10:00" }),
      ],
      now,
    );
    expect(sorted.map((waits) => waits.text)).toEqual(["friday", "later", "never"]);
  });

  test("an agreement whose day has gone by is not late: what still has time stands before it", () => {
    const parked = wait({ kind: "agreement", text: "parked", due: "2026-11-13" });
    expect(isParked(parked, now)).toBe(true);
    expect(sortWaiting([parked, wait({ text: "friday", due: "2026-11-20T10:00" })], now).map((waits) => waits.text)).toEqual(["friday", "parked"]);
  });

  test("a day lasts to its end: it stands after the meeting on it, and is not parked", () => {
    const today = wait({ kind: "agreement", text: "today", due: "2026-11-18" });
    expect(isParked(today, now)).toBe(false);
    expect(sortWaiting([today, wait({ text: "meeting", due: "2026-11-18T15:00" })], now).map((waits) => waits.text)).toEqual(["meeting", "today"]);
  });
});

test("an invitation leads to its meeting, a question to itself", () => {
  expect(pathOf(wait({ kind: "rsvp", meeting: "m", item: "i" }))).toBe("/shared/p/meetings/m");
  expect(pathOf(wait({ item: "i", meeting: "m" }))).toBe("/shared/p/items/i");
});

test("what waits on a plan: my questions, my invitation, my agreements, and nobody else's", () => {
  const items: Record<string, unknown>[] = [
    { id: "m", scope: "meeting:m", body: { kind: "meeting", state: "planned", startsAt: "2026-11-20T10:00" } },
    { id: "old", scope: "meeting:old", body: { kind: "meeting", state: "planned", startsAt: "2026-11-01T10:00" } },
    { id: "i1", scope: "meeting:m", body: { kind: "invitee", member: "jonas", reply: "none" } },
    { id: "i2", scope: "meeting:m", body: { kind: "invitee", member: "rikke", reply: "none" } },
    { id: "a1", scope: "meeting:m", body: { kind: "agenda_item", state: "on", asked: "jonas", text: "Hvem taler med min chef?" } },
    { id: "a2", scope: "meeting:m", body: { kind: "agenda_item", state: "on", asked: "jonas", text: "answered" } },
    { id: "a3", scope: "meeting:m", body: { kind: "agenda_item", state: "on", asked: "rikke", text: "hers" } },
    { id: "a5", scope: "meeting:m", body: { kind: "agenda_item", state: "on", asked: "", text: "everybody's" } },
    { id: "a6", scope: "meeting:m", by: "jonas", body: { kind: "agenda_item", state: "on", asked: "", text: "my own" } },
    { id: "a4", scope: "meeting:old", body: { kind: "agenda_item", state: "on", asked: "jonas", text: "over" } },
    { id: "s", scope: "meeting:m", by: "jonas", from: { scope: "meeting:m", item: "a2" }, body: { kind: "answer" } },
    { id: "g1", scope: "responsible", body: { kind: "agreement", responsible: "jonas", state: "agreed", what: "Ringer", byOn: null } },
    { id: "g2", scope: "responsible", body: { kind: "agreement", responsible: "jonas", state: "done", what: "Ringede", byOn: null } },
  ];
  const of = (kind: string) => items.filter((item) => (item["body"] as { kind: string }).kind === kind);
  const plan = (keep: string, verb: string) => ({
    id: "p", role: "member", keep: { kind: keep }, may: (asked: string) => asked === verb, me: { member: "jonas", name: "Jonas", baton: "" }, members: [], citizen: "Peter Dam",
    all: of, items: (scope: string, kind: string) => of(kind).filter((item) => item["scope"] === scope),
  }) as unknown as PlanView;
  const found = (keep: string, verb: string) => waitsOn(plan(keep, verb), now).map((waits) => waits.item);
  expect(found("tab", "respond")).toEqual(["i1", "a1", "a5", "g1"]);
  // A relative is asked by name, or not at all; who may only read is not asked.
  expect(found("lease", "respond")).toEqual(["i1", "a1", "g1"]);
  expect(found("tab", "see")).toEqual(["i1", "a1", "g1"]);
});

test("a point as plain text says who, when, what was asked, answered and agreed, and nothing else", () => {
  const words = { asks: (who: string) => `${who} spørger`, offer: "Vil gøre", agreed: "Aftalt", notAgreed: "Der er ikke aftalt noget." };
  const said = [
    { who: "Jonas Lind", when: "25. november kl.\u00a010", text: "Ja.", offer: "" },
    { who: "Anne Holm", when: "26. november", text: "", offer: "Tager blodprøver, senest 14. decem\u00adber" },
  ];
  const point = { head: "Stafet, Peter Dam", asker: "Peter Dam", question: "Hvem?", said, agreed: [] as string[] };

  expect(plainText(point, words).split("\n")).toEqual([
    "Stafet, Peter Dam", "Peter Dam spørger: Hvem?", "Jonas Lind, 25. november kl. 10: Ja.",
    "Anne Holm, 26. november. Vil gøre: Tager blodprøver, senest 14. december", "Der er ikke aftalt noget.",
  ]);
  expect(plainText({ ...point, agreed: ["Blodprøver, Anne Holm"] }, words)).toContain("Aftalt: Blodprøver, Anne Holm");
});

test("who holds the baton, or stands in, sees what is parked and that no meeting is ahead; others do not", () => {
  const items: Record<string, unknown>[] = [
    { id: "g1", scope: "agreements", body: { kind: "agreement", responsible: "rikke", state: "agreed", what: "Ringer", byOn: "2026-11-10" } },
    { id: "g2", scope: "agreements", body: { kind: "agreement", responsible: "sanne", state: "agreed", what: "Skriver", byOn: "2026-11-10" } },
    { id: "m", scope: "meeting:m", body: { kind: "meeting", state: "held", startsAt: "2026-10-01T10:00" } },
  ];
  const of = (kind: string) => items.filter((item) => (item["body"] as { kind: string }).kind === kind);
  const plan = (me: object) => ({
    id: "p", role: "member", keep: { kind: "tab" }, may: () => false, me: { member: "jonas", name: "Jonas", baton: "", ...me }, citizen: "Peter Dam",
    members: [{ id: "sanne", status: "paused" }], all: of, items: (scope: string, kind: string) => of(kind).filter((item) => item["scope"] === scope),
  }) as unknown as PlanView;
  const found = (me: object) => waitsOn(plan(me), now).map(({ kind, item }) => `${kind} ${item}`);
  expect(found({ baton: "holds", batonSince: "2026-09-01T10:00:00Z" })).toEqual(["quiet ", "parked g1"]);
  expect(found({ standsInUntil: "2026-12-24" })).toEqual(["quiet ", "parked g1"]);
  expect(found({ standsInUntil: "2026-11-01" })).toEqual([]);
  expect(found({})).toEqual([]);
  expect(found({ baton: "offered" })).toEqual(["baton offered"]);
});
