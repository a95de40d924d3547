/** Opens an account's storage: the phone's database, or memory when the browser refuses one. */

import { openPhone } from "./phone";
import type { Store } from "./store";

export { destroyStore } from "./phone";
export type { Pass } from "./ring";
export type { DraftRow, HeadRow, LogCheck, LogLineRow, ReceiptRow } from "./schema";
export type { Loaded, NewEdit, Store } from "./store";

const PATIENCE = 5000;

/** Open storage. A database that does not answer in time is not waited for: words in memory beat a white screen. */
export async function openStore(person: string, onGone?: () => void): Promise<Store> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error("The database did not open")), PATIENCE);
  });
  try {
    return await Promise.race([openPhone(person, onGone, () => clearTimeout(timer)), late]);
  } catch {
    // Few phones need it: a file of its own.
    return (await import("./memory")).openMemory();
  } finally {
    clearTimeout(timer);
  }
}
