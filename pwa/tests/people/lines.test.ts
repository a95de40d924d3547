import { describe, expect, it } from "vitest";
import { byPart, byPerson, closedScopes, differs, earlier, headOf, linesOf, stillThroughDreams } from "../../src/screens/people/lines";
import type { GrantItem, MemberItem } from "../../src/state";

const NOW = new Date("2026-11-18T10:00:00Z");
let made = 0;

function grant(part: Partial<GrantItem>): GrantItem {
  return {
    id: `g${++made}`, kind: "grant", member: "karen", scope: "safety", verb: "see", purpose: "support", from: "2026-11-01T09:00:00Z",
    until: "2027-02-18T22:59:59Z", endedAt: null, words: "Karen må læse", textId: "t1", sha256: "aa", stopping: false, ...part,
  };
}

function member(id: string, part: Partial<MemberItem> = {}): MemberItem {
  return {
    id, kind: "member", role: "relative", name: id, organisation: "", phone: "", hours: "", status: "active", batonHolder: false, isMe: false,
    invitedUntil: null, signedInAs: "", leftAt: null, isUnit: false, unit: "", keepsDoor: "", invitedBy: "", joinedAt: null, held: [], batonOfferedBy: "", batonAcceptedAt: null, awayUntil: "", resumeOn: "", standsInFor: "", courseAskedAt: null, ...part,
  };
}

describe("one line for each member and part", () => {
  it("shows the widest of several consents on the same part once", () => {
    const lines = linesOf([grant({ verb: "see", until: "2027-02-18T22:59:59Z" }), grant({ verb: "respond", until: "2026-12-04T22:59:59Z" })], NOW);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ state: "open", verb: "respond", until: "2027-02-18T22:59:59Z" });
  });

  it("keeps a stopped line in its place, with the time", () => {
    const [line] = linesOf([grant({ endedAt: "2026-11-18T09:42:00Z" })], NOW);
    expect(line).toMatchObject({ state: "stopped", since: "2026-11-18T09:42:00Z" });
  });

  it("lets a stopped line go after a week; it is history then", () => {
    const old = grant({ endedAt: "2026-11-10T09:42:00Z" });
    const lines = linesOf([old], NOW);
    expect(lines).toEqual([]);
    expect(earlier([old], lines, "karen", NOW)).toEqual([old]);
  });

  it("says when the citizen pressed, while the phone has not sent the stop", () => {
    const [line] = linesOf([grant({ stopping: true })], NOW, () => "2026-11-18T09:02:00Z");
    expect(line).toMatchObject({ state: "stopping", since: "2026-11-18T09:02:00Z" });
  });

  it("does not call a line stopped this morning a stop that waits, when everything else is stopped now", () => {
    const lines = linesOf([grant({ stopping: true, endedAt: "2026-11-18T08:00:00Z" }), grant({ scope: "needs", stopping: true })], NOW);
    expect(lines.map((line) => [line.scope, line.state])).toEqual([["safety", "stopped"], ["needs", "stopping"]]);
  });

  it("is open again after a new yes, whatever was stopped before", () => {
    const lines = linesOf([grant({ endedAt: "2026-11-18T09:42:00Z" }), grant({ from: "2026-11-18T09:50:00Z" })], NOW);
    expect(lines.map((line) => line.state)).toEqual(["open"]);
  });

  it("says so when the time is over, and for a week only", () => {
    expect(linesOf([grant({ until: "2026-11-17T22:59:59Z" })], NOW)[0]).toMatchObject({ state: "over", since: "2026-11-17T22:59:59Z" });
    expect(linesOf([grant({ until: "2026-11-01T22:59:59Z" })], NOW)).toEqual([]);
    // The moment it ends, it is over.
    expect(linesOf([grant({ until: NOW.toISOString() })], NOW)[0]?.state).toBe("over");
  });
});

describe("the head of a person", () => {
  it("says once what most lines share; the line that differs says so itself", () => {
    const lines = linesOf([grant({ scope: "safety" }), grant({ scope: "needs" }), grant({ scope: "strengths", verb: "respond" })], NOW);
    const head = headOf(lines);
    expect(head).toEqual({ verb: "see", until: "2027-02-18T22:59:59Z" });
    expect(lines.filter((line) => differs(line, head)).map((line) => line.scope)).toEqual(["strengths"]);
  });

  it("does not count what is stopped", () => {
    expect(headOf(linesOf([grant({ endedAt: "2026-11-18T09:42:00Z" })], NOW))).toEqual({});
  });

  it("takes two moments on the same Danish day as the same day", () => {
    const lines = linesOf([grant({ scope: "needs" }), grant({ scope: "safety", until: "2027-02-18T12:00:00Z" })], NOW);
    const head = headOf(lines);
    expect(lines.some((line) => differs(line, head))).toBe(false);
  });
});

describe("a dream that is open twice", () => {
  it("is said to be readable still when all dreams are open", () => {
    const lines = linesOf([grant({ scope: "dream:1", endedAt: "2026-11-18T09:42:00Z" }), grant({ scope: "dreams" })], NOW);
    const stopped = lines.find((line) => line.scope === "dream:1");
    expect(stopped && stillThroughDreams(stopped, lines)).toBe(true);
  });

  it("is not when somebody else has all dreams", () => {
    const lines = linesOf([grant({ scope: "dream:1", endedAt: "2026-11-18T09:42:00Z" }), grant({ scope: "dreams", member: "mads" })], NOW);
    const stopped = lines.find((line) => line.scope === "dream:1");
    expect(stopped && stillThroughDreams(stopped, lines)).toBe(false);
  });
});

describe("the same list, two ways", () => {
  const members = [member("karen"), member("mads")];
  const grants = [
    grant({ member: "karen", scope: "safety", from: "2026-11-01T09:00:00Z" }),
    grant({ member: "mads", scope: "needs", from: "2026-11-10T09:00:00Z" }),
    grant({ member: "mads", scope: "safety", from: "2026-11-02T09:00:00Z" }),
  ];
  const order = ["safety", "needs"];

  it("by person: the most recent change first, each person's lines in the order of the plan", () => {
    const groups = byPerson(linesOf(grants, NOW), members, order);
    expect(groups.map((group) => group.of.id)).toEqual(["mads", "karen"]);
    expect(groups[0]?.lines.map((line) => line.scope)).toEqual(["safety", "needs"]);
  });

  it("by part: the same lines, none lost", () => {
    const groups = byPart(linesOf(grants, NOW), members, order);
    expect(groups.map((group) => [group.of, group.lines.map((line) => line.member)])).toEqual([
      ["needs", ["mads"]],
      ["safety", ["karen", "mads"]],
    ]);
  });

  it("moves nothing while one is looking: a stop leaves the order as it was", () => {
    const before = byPerson(linesOf(grants, NOW), members, order).map((group) => group.of.id);
    const stopped = grants.map((one) => (one.member === "karen" ? { ...one, endedAt: "2026-11-18T09:59:00Z" } : one));
    const after = byPerson(linesOf(stopped, NOW), members, order, before);
    expect(after.map((group) => group.of.id)).toEqual(before);
  });

  it("leaves out what the member has a line on from what they cannot see", () => {
    expect(closedScopes(linesOf(grants, NOW), "karen", ["safety", "needs"])).toEqual(["needs"]);
  });
});
