/** Tidligere udgaver: what changed, in words, and how one is brought back. */

import { describe, expect, test } from "vitest";
import { backTo, told } from "../../src/screens/history/versions";

const version = (rev: number, text: string, over = {}) => ({ rev, at: `2026-11-0${rev}T10:00:00Z`, by: "citizen", body: { kind: "goal", text }, ...over });

describe("versions", () => {
  test("the first one was written, later ones changed, and the words that differ are marked", () => {
    const [now, first] = told([version(2, "Et par timer, sammen med nogen"), version(1, "Et par timer, alene")]);
    expect(first).toMatchObject({ act: "wrote", fields: [{ field: "text", gone: [] }] });
    expect(now).toMatchObject({ act: "changed", fields: [{ field: "text", parts: [{ words: "Et par timer, ", differs: false }, { words: "sammen med nogen", differs: true }], gone: ["alene"] }] });
  });
  test("a removed item says who removed it, and keeps what it said", () => {
    const [gone, last] = told([{ rev: 3, at: "2026-11-03T10:00:00Z", by: "citizen", deleted: true }, version(1, "Gå en tur")]);
    expect(gone).toMatchObject({ act: "removed", fields: [] });
    expect(last).toMatchObject({ act: "wrote", body: { text: "Gå en tur" } });
  });
  test("what waits on this phone stands first", () => {
    const list = told([version(1, "før")], { body: { kind: "goal", text: "nu" }, by: "citizen", at: "2026-11-05T10:00:00Z" });
    expect(list.map(({ act, waits }) => [act, waits])).toEqual([["changed", true], ["wrote", undefined]]);
    expect(told([version(1, "før")], { body: { kind: "goal", text: "før" }, by: "citizen", at: "2026-11-05T10:00:00Z" })).toHaveLength(1);
  });
  test("without the server, what stands here is still told", () => {
    expect(told([], { body: { kind: "goal", text: "nu" }, by: "citizen", at: "2026-11-05T10:00:00Z" })).toMatchObject([{ act: "wrote" }]);
  });
  test("a date says what stood before", () => {
    const one = { kind: "agreement", what: "Ringe", byOn: "2026-12-04" };
    const [now] = told([version(2, "", { body: one }), version(1, "", { body: { ...one, byOn: null } })]);
    expect(now?.fields.find((field) => field.field === "byOn")).toMatchObject({ value: "2026-12-04", before: null });
  });
  test("a revision that changed nothing one can see is no version", () => {
    expect(told([version(3, "b"), version(2, "a"), version(1, "a")])).toHaveLength(2);
  });
});

describe("using one again", () => {
  test("writes only what differs", () => {
    expect(backTo({ kind: "dream", text: "a", more: "x" }, { kind: "dream", text: "b", more: "x" })).toEqual({ text: "a" });
  });
  test("leaves alone whether it is done or agreed", () => {
    expect(backTo({ kind: "step", text: "a", done: false }, { kind: "step", text: "a", done: true })).toEqual({});
  });
  test("empties what was empty", () => {
    expect(backTo({ kind: "agreement", what: "a", byOn: null, myPart: "" }, { kind: "agreement", what: "a", byOn: "2026-12-04", myPart: "z" })).toEqual({ byOn: null, myPart: "" });
  });
});
