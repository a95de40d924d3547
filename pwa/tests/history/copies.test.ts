/** What is said of each device under a stopped line. */

import { expect, test } from "vitest";
import { deviceLines, kindOf } from "../../src/screens/history/copies";

const STOPPED = "2026-11-20T13:00:00Z";
const NOW = Date.parse("2026-11-21T13:00:00Z");
const phone = (over = {}) => ({ member: "karen", label: "Chrome, Android", lastSeenAt: "2026-11-21T09:00:00Z", removed: [] as { scope: string; at: string }[], ...over });
const lines = (copies: ReturnType<typeof phone>[], now = NOW) => deviceLines(copies, "karen", "safety", STOPPED, now);

test("a device that was told says when it was removed there", () => {
  expect(lines([phone({ removed: [{ scope: "safety", at: "2026-11-20T13:02:00Z" }] })])).toEqual([{ kind: "phone", label: "", state: "removed", at: "2026-11-20T13:02:00Z" }]);
});
test("a removal from an earlier time, before it was given again, says nothing", () => {
  expect(lines([phone({ lastSeenAt: "2026-11-20T10:00:00Z", removed: [{ scope: "safety", at: "2026-10-01T13:02:00Z" }] })])[0]?.state).toBe("silent");
});
test("a silent device locks itself after 72 hours", () => {
  const silent = phone({ lastSeenAt: "2026-11-19T13:00:00Z" });
  expect(lines([silent])[0]).toMatchObject({ state: "silent", at: "2026-11-19T13:00:00Z" });
  expect(lines([silent], NOW + 24 * 3_600_000)[0]?.state).toBe("locked");
});
test("a device that came after the stop never had it; others' devices are not spoken of", () => {
  expect(lines([phone()])).toEqual([]);
  expect(lines([phone({ member: "bo", lastSeenAt: "2026-11-01T13:00:00Z" })])).toEqual([]);
});
test("two phones of one person are told apart, a phone and a computer need not be", () => {
  const silent = { lastSeenAt: "2026-11-20T10:00:00Z" };
  expect(lines([phone(silent), phone({ ...silent, label: "Safari, iPhone" })]).map((line) => line.label)).toEqual(["Chrome, Android", "Safari, iPhone"]);
  expect(lines([phone(silent), phone({ ...silent, label: "Edge, Windows" })]).map((line) => line.label)).toEqual(["", ""]);
});
test("the server's own words for a device say what it is", () => {
  expect(["Chrome, Android", "Safari, iPhone", "Safari, iPad", "Edge, Windows", "?"].map(kindOf)).toEqual(["phone", "phone", "tablet", "computer", "phone"]);
});
