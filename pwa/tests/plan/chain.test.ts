/** The red thread runs only along real links, and its end says what is so. */

import { describe, expect, test } from "vitest";
import { jonas, make, rikke, samplePlan, viewOf } from "./sample";
import { chainOf, isOpenOffer } from "../../src/screens/plan/chain";
import { readersOf, whoMayRead } from "../../src/screens/plan/readers";
import type { Item } from "../../src/state/types";

const dream = make<"dream">("dream:", { kind: "dream", text: "Have en hund", more: "" });
const hang = { scope: dream.scope, item: dream.id };
const goal = make<"goal">(dream.scope, { kind: "goal", text: "Gå ture" }, { from: hang });
const meeting = make<"meeting">("meeting:", { kind: "meeting", meetingKind: "network", startsAt: "2030-01-01T10:00", zone: "Europe/Copenhagen", minutes: 60, place: "", video: "", phone: "", state: "planned" });
const point = make<"agenda_item">(meeting.scope, { kind: "agenda_item", text: "Må jeg?", state: "on", asked: rikke.id }, { from: { scope: dream.scope, item: goal.id } });
const answer = make<"answer">(meeting.scope, { kind: "answer", verb: "", text: "Ja.", answerKind: "does", does: "Jeg spørger.", byOn: null }, { by: jonas.id, from: { scope: meeting.scope, item: point.id } });
const agreement = (state: "agreed" | "proposed" | "declined", from = goal.id) =>
  make<"agreement">(dream.scope, { kind: "agreement", verb: "", why: "", whyBy: "", what: "Vi går en tur.", responsible: jonas.id, byOn: null, myPart: "", theirPart: "", state }, { by: jonas.id, from: { scope: dream.scope, item: from }, at: new Date().toISOString() });
const plan = (...items: unknown[]) => viewOf({ items: [dream, ...items] as Item[], members: [jonas, rikke] });
const chain = (...items: unknown[]) => chainOf(plan(...items), dream);

describe("A dream's thread", () => {
  test("is slack while nothing hangs on it", () => {
    expect(chain()).toMatchObject({ knots: [], end: "no_goal" });
  });
  test("follows the links, the goal nearest to its dream", () => {
    expect(chain(answer, point, goal, meeting).knots.map((item) => item.kind)).toEqual(["goal", "agenda_item", "answer"]);
  });
  test("is slack with the name of the one who is asked", () => {
    const { end, silent } = chain(goal, meeting, point);
    expect([end, silent?.body.asked]).toEqual(["no_answer", rikke.id]);
  });
  test("is taut when the point is answered, and when something is agreed", () => {
    expect(chain(goal, meeting, point, answer).end).toBe("taut");
    expect(chain(goal, agreement("agreed")).end).toBe("taut");
  });
  test("keeps a proposal outside until the yes, and forgets a no", () => {
    const proposed = chain(goal, agreement("proposed"), agreement("declined"));
    expect(proposed.knots.map((item) => item.kind)).toEqual(["goal"]);
    expect(proposed.proposals).toHaveLength(1);
  });
  test("begins where the reader's view begins: what cannot be seen leaves no trace", () => {
    expect(chain(agreement("agreed", "somewhere-unseen")).knots.map((item) => item.kind)).toEqual(["agreement"]);
    expect(chainOf(plan(meeting, point), dream).knots).toEqual([]);
  });
  test("an offer is open until an agreement answers it", () => {
    expect(isOpenOffer(plan(goal, meeting, point, answer), answer)).toBe(true);
    expect(isOpenOffer(plan(goal, meeting, point, answer, agreement("agreed")), answer)).toBe(false);
  });
});

describe("Who may read", () => {
  const whole = viewOf(samplePlan());
  test("is said in first names, beside the words", () => {
    expect(whoMayRead(whole, "needs")).toBe("Mads må læse det");
  });
  test("is nobody without a consent, and never for what is only mine", () => {
    expect(whoMayRead(whole, "wellbeing")).toBe("Kun du kan læse det");
    expect(whoMayRead(whole, "private")).toBe("Du kan aldrig dele det");
  });
  test("counts no consent that has ended or is being stopped", () => {
    const [one] = whole.grants;
    const ended = { ...whole, grants: whole.grants.map((grant) => (grant === one ? { ...grant, stopping: true } : grant)) };
    expect(readersOf(ended, one?.scope ?? "")).toHaveLength(readersOf(whole, one?.scope ?? "").length - 1);
  });
});
