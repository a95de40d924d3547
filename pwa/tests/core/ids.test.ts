import { expect, test } from "vitest";
import { randomId, uuid7Maker } from "../../src/core/ids";

const SHAPE = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const ones = (bytes: Uint8Array) => bytes.fill(0xff);
const noise = (bytes: Uint8Array) => crypto.getRandomValues(bytes);

test("an id has the shape the server checks, whatever the randomness", () => {
  for (const random of [ones, noise, (bytes: Uint8Array) => bytes.fill(0)]) {
    expect(uuid7Maker(() => 1_800_000_000_000, random)()).toMatch(SHAPE);
  }
});

test("an id begins with the time it was made", () => {
  const id = uuid7Maker(() => 0x0194_1234_5678, noise)();

  expect(id.slice(0, 13)).toBe("01941234-5678");
});

test("ten thousand ids of one millisecond are all different and in the order they were made", () => {
  const make = uuid7Maker(() => 1_800_000_000_000, noise);
  const ids = Array.from({ length: 10_000 }, make);

  expect(new Set(ids).size).toBe(ids.length);
  expect([...ids].sort()).toEqual(ids);
});

test("a clock set back does not put a new edit before an old one", () => {
  let now = 1_800_000_000_000;
  const make = uuid7Maker(() => now, noise);
  const before = make();
  now -= 3_600_000;

  expect(make() > before).toBe(true);
});

test("a device's id is 22 characters of base64url", () => {
  expect(randomId(ones)).toMatch(/^[A-Za-z0-9_-]{22}$/);
});
