/** The rows of a plan's log and their hashes: docs/log.md, byte for byte. Pure; only hashing is lent from the browser. */

export type Bytes = Uint8Array<ArrayBuffer>;
export type Digest = (bytes: Bytes) => Promise<ArrayBuffer>;

/** One row, as it stands on the server. Without `salt` and `said` its words are gone. */
export interface LogRow {
  seq: number;
  kind: string;
  at: string;
  who: string;
  scope: string;
  grant: string;
  salt: Bytes | undefined;
  /** What it says, exactly as it was hashed: JSON in UTF-8. */
  said: Bytes | undefined;
  commitment: Bytes;
  hash: Bytes;
}

const text = new TextEncoder();

export async function sha256(bytes: Bytes): Promise<ArrayBuffer> {
  return crypto.subtle.digest("SHA-256", bytes);
}

/** What stands before the first row: the chain of one plan cannot pass for another's. */
export async function beginning(plan: string, digest: Digest): Promise<Bytes> {
  return new Uint8Array(await digest(utf8(`stafet/log/1\n${plan}`)));
}

/** Everything a row says, in one hash. */
export async function commitmentTo(row: LogRow, digest: Digest): Promise<Bytes> {
  const head = utf8(`${row.who}\n${row.scope}\n${row.grant}\n`);
  return new Uint8Array(await digest(joined(row.salt ?? utf8(""), head, row.said ?? utf8(""))));
}

/** The hash of a row: it holds the hash of the row before, and so of all before it. */
export async function linked(before: Bytes, row: LogRow, digest: Digest): Promise<Bytes> {
  return new Uint8Array(await digest(joined(before, utf8(`${row.seq}\n${row.kind}\n${row.at}\n`), row.commitment)));
}

export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function unhex(word: string): Bytes {
  return Uint8Array.from(word.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function utf8(words: string): Bytes {
  return text.encode(words) as Bytes;
}

function joined(...parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function same(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, place) => byte === other[place]);
}
