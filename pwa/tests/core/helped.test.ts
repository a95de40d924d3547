import { expect, test } from "vitest";
import { carriesHelper, endsAt, isOver, isPrivate, needsOwnCode } from "../../src/core/helped";

const MINUTE = 60_000;
const session = { helper: "Tove", began: 0, used: 0 };
const none = new URLSearchParams();

test("help ends by itself half an hour after the last press", () => {
  expect(isOver({ ...session, used: 10 * MINUTE }, 40 * MINUTE - 1)).toBe(false);
  expect(isOver({ ...session, used: 10 * MINUTE }, 40 * MINUTE)).toBe(true);
});

test("and after two hours, however much the phone is used", () => {
  expect(endsAt({ ...session, used: 119 * MINUTE })).toBe(120 * MINUTE);
});

test("a clock that was set back ends it", () => {
  expect(isOver({ ...session, used: 10 * MINUTE }, 9 * MINUTE)).toBe(true);
});

test.each([
  ["POST", "/api/plans/p/grants", {}],
  ["POST", "/api/plans/p/members", {}],
  ["POST", "/api/plans/p/members/m/yes", {}],
  ["POST", "/api/plans/p/members/m/invitation", {}],
  ["PATCH", "/api/plans/p/members/m", { status: "active" }],
  ["POST", "/api/plans/p/units/u/people", {}],
  ["POST", "/api/plans/p/meetings/x/invitees", {}],
  ["POST", "/api/plans/p/proposals/x/answer", { yes: true }],
  ["PUT", "/api/plans/p/baton", {}],
  ["POST", "/api/plans/p/export", {}],
  ["POST", "/api/plans/p/erase", {}],
  ["POST", "/api/calendar", {}],
  ["POST", "/api/something/new", {}],
])("%s %s waits for the citizen's own code", (method, path, body) => {
  expect(needsOwnCode(method, path, body)).toBe(true);
});

test.each([
  ["POST", "/api/sync", {}],
  ["DELETE", "/api/plans/p/members/m", undefined],
  ["DELETE", "/api/plans/p/meetings/x/invitees/m", undefined],
  ["PATCH", "/api/plans/p/members/m", { status: "paused" }],
  ["POST", "/api/plans/p/wording", {}],
  ["POST", "/api/plans/p/meetings/x/wording", {}],
  ["POST", "/api/plans/p/proposals/x/wording", {}],
  ["POST", "/api/sign-out", {}],
  ["GET", "/api/plans/p/log", undefined],
])("c4: %s %s opens nothing, and needs no code", (method, path, body) => {
  expect(needsOwnCode(method, path, body)).toBe(false);
});

test("what is only the citizen's lies behind one press more", () => {
  expect(["/plan/private", "/meetings/how", "/meetings/x/how", "/history/x", "/waiting"].every((path) => isPrivate(path, none))).toBe(true);
  expect(isPrivate("/write", new URLSearchParams("kind=private_note"))).toBe(true);
  expect(["/", "/plan", "/plan/needs", "/meetings", "/safety"].some((path) => isPrivate(path, none))).toBe(false);
});

test.each([
  ["POST", "/api/plans/p/grants"],
  ["POST", "/api/plans/p/members"],
  ["POST", "/api/plans/p/members/m/yes"],
  ["PATCH", "/api/plans/p/members/m"],
  ["POST", "/api/plans/p/units"],
  ["POST", "/api/plans/p/units/u/people"],
  ["PUT", "/api/plans/p/units/u/doorkeeper"],
  ["POST", "/api/plans/p/meetings/x/invitees"],
  ["POST", "/api/plans/p/proposals/x/answer"],
])("%s %s can say who sat there", (method, path) => {
  expect(carriesHelper(method, path)).toBe(true);
});

test.each([
  ["POST", "/api/plans/p/baton/answer"],
  ["POST", "/api/plans/p/members/m/invitation"],
  ["POST", "/api/plans/p/export"],
  ["GET", "/api/plans/p/units/u/people"],
])("%s %s has no place for a helper's name", (method, path) => {
  expect(carriesHelper(method, path)).toBe(false);
});
