/**
 * The phone's own passkey (finger, face, or how the phone is unlocked), where its answer is a secret that can be a key
 * (WebAuthn with PRF). One that only says yes would open nothing: then the key would have to lie beside the lock.
 * No server takes part, so it works without a network.
 */

import { lock } from "../../state";

type Bytes = Uint8Array<ArrayBuffer>;

const random = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length));

/** Whether to offer it at all. Some phones only know when they have tried. */
export async function mayWork(): Promise<boolean> {
  const there = globalThis.PublicKeyCredential;
  if (!there || !(await there.isUserVerifyingPlatformAuthenticatorAvailable())) return false;
  const can = await there.getClientCapabilities?.();
  return can?.["extension:prf"] !== false;
}

/** Make one, and let it open this phone. False: this phone's passkeys are no keys, or the person said no. */
export async function addPasskey(): Promise<boolean> {
  try {
    const made = await navigator.credentials.create({
      publicKey: {
        rp: { name: "Stafet" },
        // Nothing about anybody: it stands in the phone's list of passkeys.
        user: { id: random(16), name: "Stafet", displayName: "Stafet" },
        challenge: random(32),
        pubKeyCredParams: [{ type: "public-key", alg: -7 }, { type: "public-key", alg: -257 }],
        authenticatorSelection: { authenticatorAttachment: "platform", residentKey: "required", userVerification: "required" },
        extensions: { prf: {} },
      },
    }) as PublicKeyCredential | null;
    if (!made?.getClientExtensionResults().prf?.enabled) return false;
    const id = new Uint8Array(made.rawId);
    const salt = random(32);
    const answer = await answerOf(id, salt);
    if (answer) await lock.addPasskey(id, salt, answer);
    return answer !== undefined;
  } catch {
    return false;
  }
}

/** Ask it, and open. */
export async function openByPasskey(): Promise<boolean> {
  const known = lock.passkey.peek();
  try {
    const answer = known && (await answerOf(known.id, known.salt));
    return answer !== undefined && (await lock.openBy(answer));
  } catch {
    return false;
  }
}

async function answerOf(id: Bytes, salt: Bytes): Promise<Bytes | undefined> {
  const said = await navigator.credentials.get({
    publicKey: {
      challenge: random(32),
      allowCredentials: [{ type: "public-key", id }],
      userVerification: "required",
      extensions: { prf: { eval: { first: salt } } },
    },
  }) as PublicKeyCredential | null;
  const first = said?.getClientExtensionResults().prf?.results?.first;
  return first && new Uint8Array(first as ArrayBuffer);
}
