import { expect, test } from "vitest";
import { mayHint, visited, wayOf } from "../../src/core/install";
import { browserOf } from "../../src/screens/own/browsers";

const IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1";
const MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15";
const ANDROID = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36";
const used = { visits: { first: "2026-11-25", again: true }, wrote: true, answered: false, installed: false, way: "ask" as const };

test("the hint comes to somebody who came back another day and has written something", () => {
  expect(mayHint(used)).toBe(true);
});

test.each([
  ["on the first visit", { visits: visited(undefined, "2026-11-26") }],
  ["before anything was written", { wrote: false }],
  ["once it was answered", { answered: true }],
  ["where the app lies on the screen already", { installed: true }],
  ["where the browser has no way", { way: "other" as const }],
])("it does not come %s", (_when, changed) => {
  expect(mayHint({ ...used, ...changed })).toBe(false);
});

test("a page that is loaded again on the same day is no second visit", () => {
  const first = visited(undefined, "2026-11-26");

  expect(visited(first, "2026-11-26").again).toBe(false);
  expect(visited(first, "2026-11-27").again).toBe(true);
  expect(visited(visited(first, "2026-11-27"), "2026-11-27").again).toBe(true);
});

test("an iPhone and an iPad are shown the steps, a Mac is not", () => {
  expect([wayOf(IPHONE, 5, false), wayOf(MAC, 5, false), wayOf(MAC, 0, false)]).toEqual(["ios", "ios", "other"]);
});

test("a browser that can ask the person itself does", () => {
  expect(wayOf(ANDROID, 5, true)).toBe("ask");
});

test("whoever said no to messages is told the way back in their own browser", () => {
  expect([IPHONE, ANDROID, MAC, `${ANDROID.replace("Android 10; K", "X11")}`].map(browserOf)).toEqual(["ios", "android", "safari", "chrome"]);
  expect(browserOf("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0")).toBe("firefox");
});
