/**
 * What lies on the phone lies sealed (AES-GCM). In two parts. The open one is under this phone's own key, which the
 * browser never gives out: words that wait to be sent, drafts, and the safety plan if the person wants it so. All else
 * is closed: its key is sealed with the phone's key and, once there is a code, with the code around that.
 */

import { keyOf, type Sealed, sealed, unsealed } from "../core/seal";

export type { Sealed } from "../core/seal";
export type Part = "open" | "closed";
/** The key of the closed part, sealed with this phone's key. Of no use anywhere else. */
export type Pass = Sealed;

export interface Ring {
  /** What opens the closed part; undefined while it is locked. */
  pass(): Pass | undefined;
  unlock(pass: Pass): Promise<boolean>;
  lock(): void;
  seal(part: Part, where: string, value: unknown): Promise<Sealed>;
  /** Undefined: this cannot be read now. */
  unseal(where: string, sealed: Sealed): Promise<unknown>;
  newPass(): Promise<Pass>;
}

const PARTS: Readonly<Record<Part, number>> = { open: 1, closed: 2 };
const A_PASS = "pass";

export const partOf = (sealed: Sealed): Part => (sealed[0] === PARTS.closed ? "closed" : "open");

export function makeRing(device: CryptoKey): Ring {
  let pass: Pass | undefined;
  let closed: CryptoKey | undefined;
  return {
    pass: () => pass,
    async unlock(next) {
      const bytes = await unsealed(device, A_PASS, next);
      if (!bytes) return false;
      closed = await keyOf(bytes);
      pass = next;
      return true;
    },
    lock() {
      pass = closed = undefined;
    },
    async seal(part, where, value) {
      const key = part === "open" ? device : closed;
      if (!key) throw new Error("The store is locked");
      return sealed(key, where, new TextEncoder().encode(JSON.stringify(value)), PARTS[part]);
    },
    async unseal(where, all) {
      const key = partOf(all) === "open" ? device : closed;
      const bytes = key && (await unsealed(key, where, all));
      return bytes && JSON.parse(new TextDecoder().decode(bytes));
    },
    newPass: () => sealed(device, A_PASS, crypto.getRandomValues(new Uint8Array(32))),
  };
}
