/**
 * The code of six digits that opens the app on this phone. The key of what lies here is sealed with it: without the
 * code the app cannot read it either. Whoever can copy the whole phone can still try a million codes, whatever is done
 * here (docs/decisions, the sealed store).
 */

import { keyOf, sealed, type Sealed, unsealed } from "./seal";

export const DIGITS = 6;

/** What this phone keeps of a code. The code itself is nowhere. */
export interface Lock {
  salt: Uint8Array<ArrayBuffer>;
  rounds: number;
  /** The pass to what lies here, sealed with what PBKDF2 makes of the code. */
  sealed: Sealed;
  /** The person wants the safety plan to open without the code. */
  safetyOpen: boolean;
  /** Wrong codes in a row. */
  tries: number;
  /** No code is looked at before this moment (ms, by this phone's clock). */
  notBefore: number;
  /** When "Jeg har glemt koden" was pressed (ms). */
  forgottenAt?: number;
  /** The pass once more, sealed with what the phone's own passkey answers. */
  passkey?: Passkey;
}

/** A passkey of this phone that is a key, and not only a yes (WebAuthn with PRF). */
export interface Passkey {
  id: Sealed;
  salt: Sealed;
  sealed: Sealed;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** After so many wrong codes, what other people share is deleted from this phone. One's own plan never is. */
export const TRIES_BEFORE_OTHERS_GO = 5;
/** How long a wrong code makes one wait: three mistakes cost nothing, guessing takes years. */
const PAUSES = [0, 0, 0, 30 * SECOND, MINUTE, 5 * MINUTE];
const LONGEST = 15 * MINUTE;

/** How long to wait after so many wrong codes in a row (ms). */
export function pauseAfter(tries: number): number {
  return PAUSES[tries] ?? LONGEST;
}

/** What PBKDF2 makes of a code (RFC 8018, SHA-256). */
export async function hashOf(code: string, salt: Uint8Array<ArrayBuffer>, rounds: number): Promise<Uint8Array<ArrayBuffer>> {
  const key = await crypto.subtle.importKey("raw", new TextEncoder().encode(code), "PBKDF2", false, ["deriveBits"]);
  return new Uint8Array(await crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds }, key, 256));
}

/** Rounds are as many as this phone does while a person does not notice. At two at night a plan that opens late is worse than a weaker hash. */
const AIM = 150;
const FEWEST = 100_000;
const MOST = 600_000;

export async function roundsOf(now: () => number): Promise<number> {
  const salt = new Uint8Array(16);
  const before = now();
  await hashOf("000000", salt, FEWEST);
  const took = Math.max(now() - before, 1);
  return Math.min(MOST, Math.max(FEWEST, Math.round((FEWEST * AIM) / took)));
}

const A_CODE = "code";

/** Seal the pass with a code. */
export async function sealedWith(code: string, pass: Sealed, salt: Uint8Array<ArrayBuffer>, rounds: number): Promise<Pick<Lock, "salt" | "rounds" | "sealed">> {
  return { salt, rounds, sealed: await sealed(await keyOf(await hashOf(code, salt, rounds)), A_CODE, pass) };
}

/** The pass, if the code is right. */
export async function passOf(lock: Lock, code: string): Promise<Sealed | undefined> {
  return unsealed(await keyOf(await hashOf(code, lock.salt, lock.rounds)), A_CODE, lock.sealed);
}

const A_PASSKEY = "passkey";

/** Seal the pass with what a passkey answers to a salt. */
export async function sealedFor(id: Sealed, salt: Sealed, answer: Sealed, pass: Sealed): Promise<Passkey> {
  return { id, salt, sealed: await sealed(await keyOf(answer), A_PASSKEY, pass) };
}

/** The pass, if that is what the passkey answered when it was made. */
export async function passBy(passkey: Passkey, answer: Sealed): Promise<Sealed | undefined> {
  return unsealed(await keyOf(answer), A_PASSKEY, passkey.sealed);
}

/** What was kept of a code before the store was sealed: a sum to compare with. */
export interface OldLock extends Omit<Lock, "sealed"> {
  hash: Uint8Array<ArrayBuffer>;
}

/** That sum becomes the key that it always could have been: nobody has to choose their code again. */
export async function takenOver({ hash, ...rest }: OldLock, pass: Sealed): Promise<Lock> {
  return { ...rest, sealed: await sealed(await keyOf(hash), A_CODE, pass) };
}
