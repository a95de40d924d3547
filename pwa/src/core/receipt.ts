/** A receipt's signature, checked on the phone: docs/receipts.md. Exactly the bytes that were signed, nothing written anew. */

import { hex, unhex } from "./log";

/** "cannot": this browser knows no Ed25519, or has no key. Then nothing is claimed. */
export type Genuine = "yes" | "no" | "cannot";

export interface ReceiptPlace {
  seq: number;
  hash: string;
  keyId: string;
}

/** Where a receipt's act stands in the log, and which key signed it. Undefined when it cannot be read. */
export function placeOf(file: string): ReceiptPlace | undefined {
  try {
    const { row, keyId } = JSON.parse(file) as { row: { seq: number; hash: string }; keyId: string };
    return { seq: row.seq, hash: row.hash, keyId };
  } catch {
    return undefined;
  }
}

/** A public key under its own short name: another key cannot pass for it. */
export async function isNamed(key: string, keyId: string): Promise<boolean> {
  return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", unhex(key)))).slice(0, 16) === keyId;
}

/** The signature is the last name in the file, and is over the file without it. */
export async function isGenuine(file: string, key: string | undefined): Promise<Genuine> {
  const signed = /^(.*),"signature":"([0-9a-f]{128})"\}$/s.exec(file);
  const keyId = placeOf(file)?.keyId;
  if (key === undefined || keyId === undefined || !signed) return signed && keyId !== undefined ? "cannot" : "no";
  try {
    if (!(await isNamed(key, keyId))) return "no";
    const known = await crypto.subtle.importKey("raw", unhex(key), "Ed25519", false, ["verify"]);
    const words = new TextEncoder().encode(`${signed[1]}}`);
    return (await crypto.subtle.verify("Ed25519", known, unhex(signed[2] ?? ""), words)) ? "yes" : "no";
  } catch {
    return "cannot";
  }
}
