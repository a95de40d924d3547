import { describe, expect, test } from "vitest";
import { ALL, found, isMany, meetsWithin, sorted, type Known } from "../../src/screens/other/finding";

// A Wednesday.
const now = "2026-11-18T10:00";
const known = (citizen: string, over: Partial<Known> = {}): Known => ({ plan: citizen, citizen, unit: "", waits: 0, first: 0, meets: [], ...over });
const names = (list: readonly Known[]) => list.map((one) => one.citizen);

describe("a nurse with many citizens", () => {
  test("sees first whoever waits for her first, then whom she meets soonest, then the rest by name", () => {
    const all = [
      known("Åse Dam"), known("Bo Dam"), known("Ida Dam", { meets: ["2026-11-20T10:00"] }), known("Ejner Dam", { meets: ["2026-11-19T10:00"] }),
      known("Carl Dam", { waits: 1, first: 4 }), known("Zara Dam", { waits: 9, first: 0 }),
    ];
    expect(names(sorted(all))).toEqual(["Zara Dam", "Carl Dam", "Ejner Dam", "Ida Dam", "Bo Dam", "Åse Dam"]);
  });

  test("finds by the beginning of any of the names, in any order, whatever the letters", () => {
    const all = [known("Anne Marie Holm"), known("Marianne Skov"), known("Holger Ande")];
    const named = (name: string) => names(found(all, { ...ALL, name }, now));
    expect(named("holm an")).toEqual(["Anne Marie Holm"]);
    expect(named("MAR")).toEqual(["Anne Marie Holm", "Marianne Skov"]);
    expect(named("anne")).toEqual(["Anne Marie Holm"]);
    expect(named("  ")).toHaveLength(3);
  });

  test("finds by unit, by what waits for her, and all at once", () => {
    const all = [known("A", { unit: "Afsnit 4", waits: 1 }), known("B", { unit: "Afsnit 4" }), known("C", { unit: "Afsnit 5", waits: 2 })];
    expect(names(found(all, { ...ALL, unit: "Afsnit 4" }, now))).toEqual(["A", "B"]);
    expect(names(found(all, { ...ALL, when: "waits" }, now))).toEqual(["A", "C"]);
    expect(names(found(all, { name: "c", unit: "Afsnit 4", when: "waits" }, now))).toEqual([]);
  });

  test("finds whom she meets today, also what began this morning, and whom until Sunday", () => {
    const at = (...meets: string[]) => known(meets.join(), { meets });
    const all = [at("2026-11-18T08:00"), at("2026-11-22T09:00"), at("2026-11-23T09:00"), at("2026-12-18T09:00")];
    expect(names(found(all, { ...ALL, when: "today" }, now))).toEqual(["2026-11-18T08:00"]);
    expect(names(found(all, { ...ALL, when: "week" }, now))).toEqual(["2026-11-18T08:00", "2026-11-22T09:00"]);
    expect(meetsWithin("2026-11-17T09:00", "week", now)).toBe(false);
    // On a Sunday the week is that day.
    expect(meetsWithin("2026-11-23T09:00", "week", "2026-11-22T10:00")).toBe(false);
  });

  test("is not asked to look for anybody among a few", () => {
    expect(isMany(Array.from({ length: 8 }, (_, n) => known(`${n}`)))).toBe(false);
    expect(isMany(Array.from({ length: 9 }, (_, n) => known(`${n}`)))).toBe(true);
  });
});
