import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import "../state/browser";
import { lineWords } from "../../src/screens/people/logWords";
import type { PlanView } from "../../src/state";
import { allWords } from "../../src/texts";
import { byDay, byPart, byPerson, byUnit, peopleSinceYesterday, saidIn, type Visit } from "../../src/screens/people/looks";
import type { LogLine } from "../../src/state/log";
import { da } from "../../src/texts/da";

const NOW = new Date("2026-11-18T12:00:00Z");
const NAMES: Record<string, string> = { mads: "Mads Lund", lars: "Lars Vinther", jonas: "Jonas Lind" };

function line(seq: number, kind: string, who: string, scope: string, at: string, payload: object = {}): LogLine {
  return { seq, kind, who, scope, at, payload: JSON.stringify(payload), commitment: "", hash: "" };
}
const look = (seq: number, who: string, scope: string, at: string) => line(seq, "look", who, scope, at, { name: NAMES[who], items: 1 });
const stopped = (seq: number, member: string, scope: string, at: string, madeAt = "") => line(seq, "withdrawn", "citizen", scope, at, { member, name: NAMES[member], madeAt });
const visits = (lines: LogLine[]) => byDay(lines).flatMap((day) => day.entries).filter((entry): entry is Visit => entry.kind === "visit");

test("who reads with a ward stands under the ward's name by their own, and somebody else's name is nobody's ward", () => {
  const inWard = (seq: number, who: string, at: string) => line(seq, "look", who, "needs", at, { name: NAMES[who], organisation: "Afsnit 4", unit: "ward" });
  const groups = byUnit(byPerson([
    inWard(1, "mads", "2026-11-18T08:00:00Z"), look(2, "lars", "needs", "2026-11-18T09:00:00Z"), inWard(3, "jonas", "2026-11-18T10:00:00Z"),
  ]));

  expect(groups.map((group) => group.map((reader) => reader.name))).toEqual([["Jonas Lind", "Mads Lund"], ["Lars Vinther"]]);
});

test("a ward's name is said whole", async () => {
  await allWords();
  const view = { members: [{ id: "ward", name: "Afsnit 4", isUnit: true }], item: () => undefined, person: () => ({ name: "", isCitizen: false }) } as unknown as PlanView;

  expect(lineWords(view, line(1, "given", "citizen", "needs", "2026-11-18T08:00:00Z", { name: "Afsnit 4", member: "ward" }))).toContain("Afsnit 4");
});

describe("By day", () => {
  test("one visit is told once, with every part that was read", () => {
    const lines = [
      look(1, "mads", "safety", "2026-11-18T08:00:00Z"),
      look(2, "mads", "needs", "2026-11-18T08:00:01Z"),
      look(3, "mads", "safety", "2026-11-18T08:05:00Z"),
      look(4, "mads", "safety", "2026-11-18T09:00:00Z"),
    ];

    expect(visits(lines).map((visit) => visit.scopes)).toEqual([["safety"], ["safety", "needs"]]);
  });

  test("two people of one name are two", () => {
    const one = look(1, "mads", "safety", "2026-11-18T08:00:00Z");

    expect(visits([one, { ...one, seq: 2, who: "another" }])).toHaveLength(2);
  });

  test("the latest day and the latest line come first, and an act stands among the visits", () => {
    const days = byDay([
      look(1, "mads", "safety", "2026-11-16T08:00:00Z"),
      line(2, "given", "citizen", "needs", "2026-11-18T08:00:00Z", { name: "Karen Møller" }),
      look(3, "lars", "needs", "2026-11-18T09:00:00Z"),
    ]);

    expect(days.map((day) => [day.day, day.entries.map((entry) => [entry.kind, entry.seq])])).toEqual([
      ["2026-11-18", [["visit", 3], ["act", 2]]],
      ["2026-11-16", [["visit", 1]]],
    ]);
  });

  test("one yes to several parts is one entry, and the next person's is another", () => {
    const gave = (seq: number, name: string, scope: string) => line(seq, "given", "citizen", scope, "2026-11-18T08:00:00.000001Z", { name, member: name });
    const [day] = byDay([gave(1, "Mads", "needs"), gave(2, "Mads", "team"), gave(3, "Karen", "safety")]);

    expect(day?.entries.map((entry) => [entry.kind === "act" && entry.said.name, entry.kind === "act" && entry.scopes])).toEqual([["Karen", ["safety"]], ["Mads", ["team", "needs"]]]);
  });

  test("a look between the stop on the phone and the moment the server heard it says so", () => {
    const lines = [
      look(1, "lars", "needs", "2026-11-18T07:00:00Z"),
      look(2, "lars", "needs", "2026-11-18T08:20:00Z"),
      look(3, "mads", "needs", "2026-11-18T08:21:00Z"),
      look(4, "lars", "safety", "2026-11-18T08:50:00Z"),
      stopped(5, "lars", "needs", "2026-11-18T08:31:00Z", "2026-11-18T08:05:00Z"),
    ];

    expect(visits(lines).filter((visit) => visit.afterStop).map((visit) => [visit.seq, visit.afterStop])).toEqual([
      [2, { said: "2026-11-18T08:05:00Z", heard: "2026-11-18T08:31:00Z" }],
    ]);
  });

  test("a stop that was heard at once marks nothing", () => {
    expect(visits([look(1, "lars", "needs", "2026-11-18T08:00:00Z"), stopped(2, "lars", "needs", "2026-11-18T08:05:00Z")])[0]?.afterStop).toBeUndefined();
  });
});

test("by person: who, and when they last saw each part", () => {
  const readers = byPerson([
    look(1, "mads", "safety", "2026-11-16T08:00:00Z"),
    look(2, "lars", "needs", "2026-11-17T08:00:00Z"),
    look(3, "mads", "needs", "2026-11-18T08:00:00Z"),
    look(4, "mads", "safety", "2026-11-18T09:00:00Z"),
  ]);

  expect(readers.map((reader) => [reader.name, reader.parts.map((part) => part.scope), reader.at])).toEqual([
    ["Mads Lund", ["safety", "needs"], "2026-11-18T09:00:00Z"],
    ["Lars Vinther", ["needs"], "2026-11-17T08:00:00Z"],
  ]);
});

test("by part: what was read, and who last saw it", () => {
  const parts = byPart([look(1, "mads", "safety", "2026-11-16T08:00:00Z"), look(2, "lars", "safety", "2026-11-17T08:00:00Z"), look(3, "mads", "needs", "2026-11-17T09:00:00Z")]);

  expect(parts.map((part) => [part.scope, part.people.map((one) => one.name)])).toEqual([["needs", ["Mads Lund"]], ["safety", ["Lars Vinther", "Mads Lund"]]]);
});

test("people are counted, not reads, and only since yesterday", () => {
  const lines = [
    look(1, "lars", "safety", "2026-11-16T08:00:00Z"),
    look(2, "mads", "safety", "2026-11-17T08:00:00Z"),
    look(3, "mads", "needs", "2026-11-18T08:00:00Z"),
    look(4, "jonas", "needs", "2026-11-18T08:00:00Z"),
    line(5, "given", "citizen", "needs", "2026-11-18T08:00:00Z", { name: "Karen" }),
  ];

  expect(peopleSinceYesterday(lines, NOW)).toBe(2);
});

test("a row whose words cannot be read is still a row", () => {
  expect(saidIn({ ...line(1, "look", "x", "needs", ""), payload: "{" }).name).toBe("");
  expect(byDay([{ ...look(1, "mads", "safety", "2026-11-18T08:00:00Z"), payload: "nonsense" }])).toHaveLength(1);
});

test("every kind of row that the server writes has words of its own", async () => {
  await allWords();
  const server = readFileSync(new URL("../../../backend/stafet/domain/log.py", import.meta.url), "utf8");
  const kinds = [...(/^Kind = Literal\[([^\]]*)\]/m.exec(server)?.[1] ?? "").matchAll(/"(\w+)"/g)].map((match) => match[1] ?? "");
  const view = { citizen: "Peter Sø", item: () => undefined } as unknown as PlanView;

  expect(kinds.length).toBeGreaterThan(5);
  for (const kind of kinds) expect(lineWords(view, line(1, kind, "citizen", "needs", "2026-11-18T08:00:00Z", { name: "Mads" }))).not.toBe(da.log.acts.other);
});

test("what was done with somebody beside the citizen names both", async () => {
  await allWords();
  const view = { citizen: "Peter Sø", item: () => undefined } as unknown as PlanView;
  const wrote = line(1, "helped", "citizen", "needs", "2026-11-18T08:00:00Z", { name: "Tove", act: "wrote" });

  expect(lineWords(view, wrote)).toMatch(/^Peter, med hjælp fra Tove: skrev i /);
});

test("every act that the server writes down with a helper has words of its own, and names who was let in", async () => {
  await allWords();
  const server = readFileSync(new URL("../../../backend/stafet/domain/log.py", import.meta.url), "utf8");
  const acts = [...(/^HelpedAct = Literal\[([^\]]*)\]/m.exec(server)?.[1] ?? "").matchAll(/"(\w+)"/g)].map((match) => match[1] ?? "");
  const view = { citizen: "Peter Sø", item: () => undefined } as unknown as PlanView;
  const said = (act: string) => lineWords(view, line(1, "helped", "citizen", "", "2026-11-18T08:00:00Z", { name: "Tove", act, whom: "Karen Møller" }));

  expect(acts.length).toBeGreaterThan(5);
  expect(acts.filter((act) => said(act) === said("unheard of"))).toEqual([]);
  expect(said("said_yes")).toBe("Peter, med hjælp fra Tove: sagde ja til Karen");
});
