import { expect, test } from "vitest";
import { mayStore, stillHeld, wasSetBack } from "../../src/core/lease";
import { aPlan, holding, NOW, PLAN } from "./make";

const HOUR = 60 * 60 * 1000;
const MINUTE = 60 * 1000;
const at = (now: number, lastSeen = now) => ({ now, lastSeen });
const moment = (time: number) => new Date(time).toISOString();
const leased = holding(aPlan({ keep: { kind: "lease", until: moment(NOW) } }, { needs: [] }));

test("a relative's copy is there until the lease ends, and not a moment longer", () => {
  expect(stillHeld(leased, at(NOW - 1))).toBe(leased);
  expect(stillHeld(leased, at(NOW)).size).toBe(0);
});

test("the citizen's own plan has no end, whatever the clock says", () => {
  const own = holding(aPlan());

  expect(stillHeld(own, at(NOW + 10_000 * HOUR))).toBe(own);
  expect(stillHeld(own, at(NOW - 10_000 * HOUR, NOW))).toBe(own);
});

test("a clock set back by more than five minutes ends a lease", () => {
  expect(stillHeld(leased, at(NOW - 2 * HOUR - 6 * MINUTE, NOW - 2 * HOUR)).size).toBe(0);
});

test("a clock corrected by a minute ends nothing", () => {
  expect(wasSetBack(at(NOW - MINUTE, NOW))).toBe(false);
  expect(stillHeld(leased, at(NOW - HOUR - MINUTE, NOW - HOUR))).toBe(leased);
});

test("a lease without an end has ended", () => {
  expect(stillHeld(holding(aPlan({ keep: { kind: "lease" } })), at(NOW)).size).toBe(0);
  expect(stillHeld(holding(aPlan({ keep: { kind: "lease", until: "soon" } })), at(NOW)).size).toBe(0);
});

test("a consent that ends takes its scope along without any contact, and leaves the others", () => {
  const plan = aPlan({ keep: { kind: "tab" }, me: { role: "member" } }, { needs: [], safety: [] });
  const safety = { verb: "see" as const, rev: 1, items: [], until: moment(NOW) };
  const held = holding({ ...plan, scopes: { ...plan.scopes, safety } });

  expect(Object.keys(stillHeld(held, at(NOW)).get(PLAN)?.scopes ?? {})).toEqual(["needs"]);
});

test("a professional's plan is never written to the device", () => {
  expect(mayStore(aPlan({ keep: { kind: "tab" } }))).toBe(false);
  expect(mayStore(aPlan({ keep: { kind: "lease", until: moment(NOW) } }))).toBe(true);
  expect(mayStore(aPlan())).toBe(true);
});

const YEARS = 3 * 365 * 24 * HOUR;

test.each([["behind", -YEARS], ["ahead", YEARS]])("a lease lasts 72 hours also on a phone whose clock is years %s", (_words, wrongBy) => {
  const plan = aPlan({ keep: { kind: "lease", until: moment(NOW + 72 * HOUR) }, ahead: wrongBy }, { needs: [] });
  const held = holding(plan);

  expect(stillHeld(held, at(NOW + wrongBy + 71 * HOUR))).toBe(held);
  expect(stillHeld(held, at(NOW + wrongBy + 72 * HOUR)).size).toBe(0);
});
