import { expect, test } from "vitest";
import { between, byOrder } from "../../src/core/order";

const SHAPE = /^[0-9A-Za-z]{1,64}$/;

test("a key lies between its neighbours", () => {
  for (const [low, high] of [["A", "B"], ["V", "V1"], ["V", "V01"], ["1", "z"], ["", "1"], ["az", "b"], ["A1", "A2"]]) {
    const key = between(low || undefined, high);

    expect(key > (low ?? "") && key < (high ?? ""), `${low} < ${key} < ${high}`).toBe(true);
    expect(key).toMatch(SHAPE);
  }
});

test("a key never ends in 0, so there is always room before it", () => {
  let key = between();
  for (let step = 0; step < 300; step++) {
    const next = between(undefined, key);

    expect(next < key && next.length > 0 && !next.endsWith("0"), `${next} before ${key}`).toBe(true);
    key = next;
  }
});

test("a thousand items added one after the other keep short keys in order", () => {
  const keys = [between()];
  for (let step = 0; step < 1000; step++) keys.push(between(keys.at(-1)));

  expect([...keys].sort()).toEqual(keys);
  expect(Math.max(...keys.map((key) => key.length))).toBeLessThanOrEqual(3);
});

test("moving into the same gap again and again never makes a key the server refuses", () => {
  const low = "V";
  let high = "V1";
  for (let step = 0; step < 500; step++) {
    high = between(low, high);
    expect(high).toMatch(SHAPE);
  }
});

test("neighbours that share a key leave no room: the item goes after both", () => {
  expect(between("V", "V") > "V").toBe(true);
});

test("keys of another maker are neighbours too", () => {
  for (const [low, high] of [["a0", "a1"], ["Zz", "a0"], ["0", "00001"], ["V0", "V00"]]) {
    expect(between(low, high)).toMatch(SHAPE);
  }
});

test("items sort by order, then by id", () => {
  const items = [{ id: "b", order: "V" }, { id: "a", order: "V" }, { id: "c", order: "1" }, { id: "d" }];

  expect(items.sort(byOrder).map((item) => item.id)).toEqual(["d", "c", "a", "b"]);
});

test("people stand in the order they came to the team, not in one that chance made", () => {
  const people = [{ id: "a", at: "2026-11-03T09:00:00Z" }, { id: "c", at: "2026-11-01T09:00:00Z" }, { id: "b", at: "2026-11-01T09:00:00Z" }];

  expect(people.sort(byOrder).map((one) => one.id)).toEqual(["b", "c", "a"]);
});

test("what somebody has put in order is not moved by when it was written", () => {
  const items = [{ id: "a", order: "V", at: "2026-11-03T09:00:00Z" }, { id: "b", order: "V", at: "2026-11-01T09:00:00Z" }];

  expect(items.sort(byOrder).map((one) => one.id)).toEqual(["a", "b"]);
});
