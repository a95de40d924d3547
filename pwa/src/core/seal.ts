/** Sealing bytes (AES-256-GCM), and the keys for it: none of them can be read out of this browser again. */

export type Sealed = Uint8Array<ArrayBuffer>;

const AES = "AES-GCM";
const NONCE = 12;

export function newDeviceKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: AES, length: 256 }, false, ["encrypt", "decrypt"]);
}

export function keyOf(bytes: Sealed): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", bytes, AES, false, ["encrypt", "decrypt"]);
}

/** Seal bytes. `where` must be said again to open them: what was sealed in one place opens in no other. */
export async function sealed(key: CryptoKey, where: string, bytes: Sealed, first = 0): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(NONCE));
  const closed = await crypto.subtle.encrypt({ name: AES, iv, additionalData: new TextEncoder().encode(where) }, key, bytes);
  const all = new Uint8Array(1 + NONCE + closed.byteLength);
  all[0] = first;
  all.set(iv, 1);
  all.set(new Uint8Array(closed), 1 + NONCE);
  return all;
}

export async function unsealed(key: CryptoKey, where: string, all: Sealed): Promise<Sealed | undefined> {
  const how = { name: AES, iv: all.slice(1, 1 + NONCE), additionalData: new TextEncoder().encode(where) };
  try {
    return new Uint8Array(await crypto.subtle.decrypt(how, key, all.slice(1 + NONCE)));
  } catch {
    return undefined;
  }
}
