/** Where the focus goes when what was pressed is gone. */

import { expect, test } from "vitest";
import { nearestTo } from "../../src/ui/focus";

// A button in the second of three lines of a list, in the screen.
const PRESSED = [["button", null, null], ["line 2", "line 3", "line 1"], ["list", null, "heading"], ["screen", null, null]] as const;

/** `now`: what stands in the list, or after the heading, since the press. */
function goes(gone: string[], now: string[]): string | undefined {
  const after = (before: string | null) => now[before ? now.indexOf(before) + 1 : 0] ?? null;
  return nearestTo<string>(PRESSED, (one) => !gone.includes(one), after);
}

test("a line that was taken away gives the focus to the line that took its place", () => {
  expect(goes(["button", "line 2"], ["line 1", "line 3"])).toBe("line 3");
});

test("a question that was answered gives it to the answer in its place", () => {
  expect(goes(["button", "line 2"], ["line 1", "answer", "line 3"])).toBe("answer");
});

test("the last line gives it to the one before", () => {
  expect(goes(["button", "line 2", "line 3"], ["line 1"])).toBe("line 1");
});

test("where the one before is gone too, it goes to the one after", () => {
  expect(goes(["button", "line 1", "line 2"], ["line 3"])).toBe("line 3");
});

test("the only line gives it to what it stood in", () => {
  expect(goes(["button", "line 1", "line 2", "line 3"], [])).toBe("list");
});

test("a list that is gone gives it to what came in its place", () => {
  expect(goes(["button", "line 1", "line 2", "line 3", "list"], ["heading", "nothing yet"])).toBe("nothing yet");
});

test("what is still here keeps it", () => {
  expect(goes([], [])).toBeUndefined();
});
