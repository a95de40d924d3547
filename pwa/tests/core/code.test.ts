import { expect, test } from "vitest";
import { hashOf, passOf, pauseAfter, roundsOf, sealedWith, takenOver } from "../../src/core/code";

const salt = new Uint8Array(16).fill(7);
const pass = new Uint8Array(61).fill(9);
const state = { safetyOpen: false, tries: 0, notBefore: 0 };

test("the code gives the pass to what lies on the phone, and no other does", async () => {
  const lock = { ...(await sealedWith("824190", pass, salt, 1000)), ...state };

  expect(await passOf(lock, "824190")).toEqual(pass);
  for (const other of ["824191", "824109", "000000", "", "8241900"]) expect(await passOf(lock, other)).toBeUndefined();
});

test("a code of before the store was sealed goes on being the code, and what it was compared with is gone", async () => {
  const lock = await takenOver({ salt, rounds: 1000, hash: await hashOf("824190", salt, 1000), ...state, safetyOpen: true, tries: 2 }, pass);

  expect(await passOf(lock, "824190")).toEqual(pass);
  expect(await passOf(lock, "824191")).toBeUndefined();
  expect(lock).toMatchObject({ safetyOpen: true, tries: 2 });
  expect(lock).not.toHaveProperty("hash");
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
