import { expect, test } from "vitest";
import { hashOf, isRight, type Lock, pauseAfter, roundsOf } from "../../src/core/code";

const salt = new Uint8Array(16).fill(7);
const aLock = async (code: string): Promise<Lock> => ({ salt, rounds: 1000, hash: await hashOf(code, salt, 1000), safetyOpen: false, tries: 0, notBefore: 0 });

test("the code of the phone opens it, and no other", async () => {
  const lock = await aLock("824190");

  expect(await isRight(lock, "824190")).toBe(true);
  for (const other of ["824191", "824109", "000000", "", "8241900"]) expect(await isRight(lock, other)).toBe(false);
});

test("what is kept of a code is PBKDF2 with SHA-256 (RFC 7914, section 11)", async () => {
  const made = await hashOf("passwd", new TextEncoder().encode("salt") as Uint8Array<ArrayBuffer>, 1);

  expect(Buffer.from(made).toString("hex")).toBe("55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc");
});

test("three mistakes cost nothing, and then it takes longer and longer", () => {
  expect([0, 1, 2, 3, 4, 5, 6, 50].map((tries) => pauseAfter(tries) / 1000)).toEqual([0, 0, 0, 30, 60, 300, 900, 900]);
});

test.each([
  [1, 600_000],
  [60, 250_000],
  [5000, 100_000],
])("a phone that needs %i ms for a hundred thousand rounds makes %i", async (took, rounds) => {
  let at = 0;

  expect(await roundsOf(() => (at += took) - took)).toBe(rounds);
});
