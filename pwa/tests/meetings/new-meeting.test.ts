import { describe, expect, test } from "vitest";
import { emptyDraft, hourAfter, missingIn, moved, nothingYet, readDraft, whenFields, whenOf, type When } from "../../src/screens/meetings/new-meeting";

const today = "2026-11-18";
const when = (over: Partial<When>): When => ({ ...nothingYet, day: "2026-12-03", from: "09:00", to: "09:45", ...over });

describe("what stands in the way", () => {
  test("a day and a time are needed; a place can wait", () => {
    expect(missingIn(nothingYet, today)).toEqual({ day: "missingDay", from: "missingClock" });
    expect(missingIn(when({ how: ["place"] }), today)).toEqual({});
  });

  test("a day that is gone, an end before the start, and more than eight hours are said in words", () => {
    expect(missingIn(when({ day: "2026-11-17" }), today)).toEqual({ day: "past" });
    expect(missingIn(when({ to: "09:00" }), today)).toEqual({ to: "endFirst" });
    expect(missingIn(when({ from: "08:00", to: "16:01" }), today)).toEqual({ to: "tooLong" });
  });

  test("a video link is https, a phone number is a number, and neither is asked about unless chosen", () => {
    expect(missingIn(when({ how: ["video"], video: "http://video.example.dk" }), today)).toEqual({ video: "videoWrong" });
    expect(missingIn(when({ how: ["phone"], phone: "ring til mig" }), today)).toEqual({ phone: "phoneWrong" });
    expect(missingIn(when({ video: "nonsense", phone: "nonsense" }), today)).toEqual({});
  });
});

test("only the ways that are chosen become part of the meeting, and a meeting can be opened again for change", () => {
  const fields = whenFields(when({ how: ["video"], video: " https://video.example.dk/4 ", place: "Afsnit 4" }));
  expect(fields).toEqual({ startsAt: "2026-12-03T09:00", minutes: 45, place: "", video: "https://video.example.dk/4", phone: "" });
  expect(whenFields(whenOf(fields))).toEqual(fields);
});

test("without an end a meeting lasts an hour", () => {
  expect(whenFields(when({ to: "" })).minutes).toBe(60);
  expect(hourAfter("09:30")).toBe("10:30");
  expect(hourAfter("23:30")).toBe("");
});

test("a draft survives as text; text that is no draft is a new start, never an error", () => {
  const draft = { ...emptyDraft(), kind: "follow_up" as const, open: "when" as const };
  expect(readDraft(JSON.stringify(draft))).toEqual(draft);
  expect(readDraft("{")).toEqual(emptyDraft());
  expect(readDraft("")).toEqual(emptyDraft());
});

test("moving a point leaves the others in their order", () => {
  expect(moved(["a", "b", "c"], 2, 0)).toEqual(["c", "a", "b"]);
  expect(moved(["a", "b", "c"], 0, 1)).toEqual(["b", "a", "c"]);
});
