/**
 * UUIDv7 for edits and the items they make. An id is an idempotency key: never a secret, an order or a right.
 * Time and randomness come from outside, so that the rule can be tested.
 */

export type Random = (bytes: Uint8Array) => Uint8Array;

/** A maker of ids that never repeats itself and never goes back, also when the clock does. */
export function uuid7Maker(now: () => number, random: Random): () => string {
  let last = 0;
  let sequence = 0;
  return () => {
    const time = Math.max(0, Math.floor(now()));
    const bytes = random(new Uint8Array(16));
    if (time > last) {
      last = time;
      // Half of the room is left for ids made in the same millisecond.
      sequence = ((bytes[6] ?? 0) << 3) | ((bytes[7] ?? 0) & 0x07);
    } else if (++sequence > 0xfff) {
      last += 1;
      sequence = 0;
    }
    for (let byte = 0; byte < 6; byte++) bytes[byte] = Math.floor(last / 2 ** (8 * (5 - byte))) & 0xff;
    bytes[6] = 0x70 | (sequence >> 8);
    bytes[7] = sequence & 0xff;
    bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
    return written(bytes);
  };
}

/** 128 random bits as 22 base64url characters: a device's id. */
export function randomId(random: Random): string {
  const text = btoa(String.fromCharCode(...random(new Uint8Array(16))));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function written(bytes: Uint8Array): string {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
