/** Nyt siden sidst: what others wrote since a revision, and nothing of one's own. */

import { describe, expect, test } from "vitest";
import { viewsOf } from "../../src/core/view";
import { byDay, newsOf, short } from "../../src/screens/history/news";
import type { ItemOut } from "../../src/api/wire";
import type { HeldPlan } from "../../src/core/types";
import { aPlan, anItem, holding, id, MEMBER } from "../core/make";

const NOBODY = new Set<number>();
const aMember = { kind: "member", role: "relative", name: "Karen", organisation: "", phone: "", hours: "", batonHolder: false, isMe: false } as const;
const point = anItem(1, { rev: 3, body: { kind: "agenda_item", text: "Kan jeg begynde i det små?" } });
const answer = (over: Partial<ItemOut> = {}): ItemOut =>
  anItem(2, { rev: 12, by: MEMBER, from: { scope: `meeting:${id(9)}`, item: id(1) }, body: { kind: "answer", text: "Ja" }, ...over });

function news(items: ItemOut[], since: number, own: ReadonlySet<number> = NOBODY, over: Partial<HeldPlan> = {}) {
  const plan = aPlan(over, { [`meeting:${id(9)}`]: items });
  const [view] = viewsOf(holding(plan), []);
  if (!view) throw new Error("no plan");
  return newsOf(view, new Map(items.map((item) => [item.id, item.rev])), since, own).map(({ item, who, act }) => [item.id, who, act]);
}

describe("what is news", () => {
  test("an answer that came after the last look is", () => {
    expect(news([point, answer()], 10)).toEqual([[id(2), MEMBER, "answered"]]);
  });
  test("two answers to one point are one line", () => {
    expect(news([point, answer(), answer({ id: id(7), rev: 13 })], 10)).toHaveLength(1);
  });
  test("somebody who left the team by their own choice is", () => {
    const karen = anItem(5, { id: MEMBER, rev: 14, body: { ...aMember, status: "ended", leftAt: "2026-11-22T10:00:00Z" } });
    expect(news([karen], 10)).toEqual([[MEMBER, MEMBER, "left"]]);
  });
  test("somebody the citizen took off the team is not", () => {
    expect(news([anItem(5, { id: MEMBER, rev: 14, body: { ...aMember, status: "ended" } })], 10)).toEqual([]);
  });
  test("one of a unit's people who came in on a colleague's word is", () => {
    const ida = anItem(5, { id: MEMBER, rev: 14, body: { ...aMember, unit: id(8), invitedBy: id(9), joinedAt: "2026-11-22T10:00:00Z" } });
    expect(news([ida], 10)).toEqual([[MEMBER, MEMBER, "joined"]]);
  });
  test("somebody the citizen said yes to is not", () => {
    expect(news([anItem(5, { id: MEMBER, rev: 14, body: { ...aMember, unit: id(8), joinedAt: "2026-11-22T10:00:00Z" } })], 10)).toEqual([]);
  });
  test("what was there at the last look is not", () => {
    expect(news([point, answer()], 12)).toEqual([]);
  });
  test("the citizen's own words are not, from whichever phone", () => {
    expect(news([anItem(3, { rev: 14 })], 10)).toEqual([]);
  });
  test("somebody's words are not new because I pressed something on them", () => {
    expect(news([anItem(3, { rev: 14, by: MEMBER, body: { kind: "agenda_item", text: "x", state: "on" } })], 10, new Set([14]))).toEqual([]);
  });
  test("a meeting that somebody proposes is, while it waits for the citizen", () => {
    const meeting = { meetingKind: "discharge", startsAt: "2026-12-05T10:00", endsAt: "2026-12-05T11:00", zone: "Europe/Copenhagen" };
    const proposed = (state: "waiting" | "meeting" | "declined" | "taken_back") =>
      anItem(4, { rev: 13, by: MEMBER, body: { kind: "meeting_proposal", state, meeting, members: [], why: "", word: "", became: "" } });
    expect(news([proposed("waiting")], 10)).toEqual([[id(4), MEMBER, "proposes"]]);
    expect(news([proposed("meeting")], 10)).toEqual([]);
    expect(news([proposed("declined")], 10)).toEqual([]);
  });
  test("a question, a proposal, and a helper's change are told apart", () => {
    const items = [
      answer({ body: { kind: "answer", text: "Hvor?", answerKind: "question" } }),
      anItem(4, { rev: 13, by: MEMBER, body: { kind: "agenda_item", text: "x", state: "proposed" } }),
      anItem(5, { rev: 14, voice: MEMBER, changedAt: "2026-11-02T10:00:00Z", body: { kind: "goal", text: "y" } }),
    ];
    expect(news(items, 10).map(([, , act]) => act).sort()).toEqual(["asked", "changed", "proposes"]);
  });
  test("a reply to an invitation is the invited person's", () => {
    expect(news([anItem(6, { rev: 15, body: { kind: "invitee", member: MEMBER, reply: "yes" } })], 10)).toEqual([[id(6), MEMBER, "replied"]]);
    expect(news([anItem(6, { rev: 15, body: { kind: "invitee", member: MEMBER, reply: "none" } })], 10)).toEqual([]);
  });
  test("to a member, the citizen's words are", () => {
    const over = { keep: { kind: "tab" as const }, me: { role: "member" as const, member: MEMBER, name: "Jonas" } };
    expect(news([anItem(3, { rev: 14 }), answer({ rev: 15 })], 10, NOBODY, over)).toEqual([[id(3), "citizen", "wrote"]]);
  });
});

test("news stand by day, the latest first", () => {
  const at = (day: string) => ({ at: `${day}T10:00:00Z` }) as Parameters<typeof byDay>[0][number];
  const days = byDay([at("2026-11-21"), at("2026-11-20"), at("2026-11-20")], (when) => when.slice(0, 10));
  expect(days.map(({ day, news: list }) => [day, list.length])).toEqual([["2026-11-21", 1], ["2026-11-20", 2]]);
});

test("a long text is named by its beginning, cut between words", () => {
  expect(short("Kan jeg begynde i det små?")).toBe("Kan jeg begynde i det små?");
  expect(short(`${"ord ".repeat(30)}`)).toMatch(/ord …$/);
  expect(short("Først\nså")).toBe("Først");
});

