/** The server's public key, as text on the wire and bytes in the browser. */

export function asBytes(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

export function sameKey(one: ArrayBuffer | null, other: Uint8Array): boolean {
  if (!one || one.byteLength !== other.length) return false;
  const bytes = new Uint8Array(one);
  return bytes.every((byte, index) => byte === other[index]);
}
