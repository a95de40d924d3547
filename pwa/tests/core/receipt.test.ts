import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { expect, test } from "vitest";
import { isGenuine, placeOf } from "../../src/core/receipt";

const pair = generateKeyPairSync("ed25519");
const publicKey = pair.publicKey.export({ type: "spki", format: "der" }).subarray(-32).toString("hex");
const keyId = createHash("sha256").update(Buffer.from(publicKey, "hex")).digest("hex").slice(0, 16);

/** A receipt as the server signs it: names sorted, no spaces, the signature last. */
function signed(said: object = { name: "Karen Møller", words: "Karen må læse “min tryghedsplan”.\n🌿" }): string {
  const content = JSON.stringify({ format: "stafet/receipt/1", issuedAt: "2026-11-26T08:00:00.000000Z", issuer: "https://stafet.test", keyId, row: { hash: "aa", seq: 7 }, said });
  return `${content.slice(0, -1)},"signature":"${sign(null, Buffer.from(content), pair.privateKey).toString("hex")}"}`;
}

test("a receipt as it was signed is genuine, and says where it stands in the log", async () => {
  expect(await isGenuine(signed(), publicKey)).toBe("yes");
  expect(placeOf(signed())).toEqual({ seq: 7, hash: "aa", keyId });
});

test("no byte can be another, be missing or be too many", async () => {
  const file = signed();
  for (let at = 0; at < file.length; at++) {
    const other = file[at] === "0" ? "1" : "0";
    expect(await isGenuine(file.slice(0, at) + other + file.slice(at + 1), publicKey)).not.toBe("yes");
    expect(await isGenuine(file.slice(0, at) + file.slice(at + 1), publicKey)).not.toBe("yes");
  }
  expect(await isGenuine(`${file}\n`, publicKey)).toBe("no");
});

test("another key does not pass for the one that signed", async () => {
  const other = generateKeyPairSync("ed25519").publicKey.export({ type: "spki", format: "der" }).subarray(-32).toString("hex");

  expect(await isGenuine(signed(), other)).toBe("no");
});

test("without a key, nothing is claimed", async () => {
  expect(await isGenuine(signed(), undefined)).toBe("cannot");
});

test("what is no receipt is not genuine", async () => {
  expect(await isGenuine("{", publicKey)).toBe("no");
  expect(await isGenuine("{}", publicKey)).toBe("no");
});
