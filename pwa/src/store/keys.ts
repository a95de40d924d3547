/** The keys of one account on this phone: made at its first opening, for good. */

import type { IDBPDatabase } from "idb";
import { newDeviceKey } from "../core/seal";
import { makeRing, type Pass, type Ring } from "./ring";
import type { Schema } from "./schema";

/** The ring of this database: open when there is no code, locked when there is one. */
export async function ringOf(database: IDBPDatabase<Schema>): Promise<Ring> {
  const known = (await database.get("keys", "device")) as CryptoKey | undefined;
  if (!known) await makeKeys(database);
  const device = known ?? ((await database.get("keys", "device")) as CryptoKey);
  const ring = makeRing(device);
  const pass = (await database.get("keys", "pass")) as Pass | undefined;
  if (pass) await ring.unlock(pass);
  return ring;
}

async function makeKeys(database: IDBPDatabase<Schema>): Promise<void> {
  const device = await newDeviceKey();
  const pass = await makeRing(device).newPass();
  const writing = database.transaction("keys", "readwrite", { durability: "strict" });
  // Two tabs may open it for the first time at once: the first one's keys are the keys.
  if (!(await writing.store.getKey("device"))) await Promise.all([writing.store.put(device, "device"), writing.store.put(pass, "pass")]);
  await writing.done;
}
