/** A press on a reminder leads to a page of one's own, and to none before it is known whose plan it is. */

import { expect, test } from "vitest";
import { pathOf } from "../../src/core/reminder";

const meeting = { plan: "p", meeting: "m", consents: false };

test("before it is known whose plan it is, it leads nowhere", () => {
  expect(pathOf(meeting, undefined)).toBeUndefined();
});

test("the citizen comes to the meeting, to who may read what, or home", () => {
  expect(pathOf(meeting, "citizen")).toBe("/meetings/m");
  expect(pathOf({ ...meeting, consents: true }, "citizen")).toBe("/consents");
  expect(pathOf({ ...meeting, meeting: "" }, "citizen")).toBe("/");
});

test("a member comes to what is shared with them", () => {
  expect(pathOf(meeting, "member")).toBe("/shared/p/meetings/m");
  expect(pathOf({ ...meeting, meeting: "" }, "member")).toBe("/shared/p");
});
