/** The list of receipts stands still: chance, which makes the ids, has no say in it. */

import { expect, test } from "vitest";
import "../state/browser";
import { partsOf, yesesOf } from "../../src/screens/people/Receipts";
import type { GrantItem, PlanView } from "../../src/state";
import { allWords } from "../../src/texts";

const NAMES: Record<string, string> = { a: "Anne", m: "Mads" };
const gave = (member: string, scope: string, from = "2026-11-30T09:00:00Z") => ({ id: `${member}${scope}${from}`, member, scope, sha256: member, from }) as GrantItem;
const viewWith = (grants: GrantItem[]) => ({ grants, members: [], person: (member: string) => ({ name: NAMES[member] }), item: () => undefined }) as unknown as PlanView;
const membersOf = (grants: GrantItem[]) => yesesOf(viewWith(grants)).map(([first]) => first.member);

test("the latest yes stands first, and those of one moment by name", () => {
  const [anne, mads, earlier] = [gave("a", "needs"), gave("m", "needs"), gave("a", "safety", "2026-11-29T09:00:00Z")];

  expect(membersOf([mads, earlier, anne])).toEqual(["a", "m", "a"]);
  expect(membersOf([anne, mads, earlier])).toEqual(["a", "m", "a"]);
});

test("what one yes opened stands in the same order each time", async () => {
  await allWords();
  const opened = [gave("m", "strengths"), gave("m", "needs"), gave("m", "team")];
  const told = partsOf(viewWith(opened), opened);

  expect(told).toHaveLength(3);
  expect(partsOf(viewWith(opened), [...opened].reverse())).toEqual(told);
});
