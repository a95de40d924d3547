/** Receipts on the citizen's own phone: fetched when there is a network, kept, and checked without one. */

import { signal } from "@preact/signals";
import { api } from "../api/client";
import type { ReceiptKey, ReceiptPage } from "../api/rest";
import { type Genuine, isGenuine, isNamed, placeOf } from "../core/receipt";
import type { ReceiptRow } from "../store";
import { account } from "./account";

export { type Genuine, placeOf } from "../core/receipt";
export type { ReceiptRow };

/** The receipts of the plan that is looked at, oldest first. */
export const receipts = signal<readonly ReceiptRow[]>([]);

/** The public keys this phone has: with a new one, more can be checked. */
export const keys = signal<Readonly<Record<string, string>>>({});

/** Show what the phone has, and fetch what it has not. No network changes nothing. */
export async function keepReceipts(plan: string, online: boolean): Promise<void> {
  const store = account.peek()?.store;
  if (!store) return;
  await show(plan);
  if (!online) return;
  try {
    let page: ReceiptPage;
    do {
      page = await api.get<ReceiptPage>(`/api/plans/${plan}/receipts?after=${receipts.peek().at(-1)?.seq ?? 0}`);
      const rows = page.receipts ?? [];
      const at = new Date().toISOString();
      // A receipt is a witness of the log as well.
      await store.addHeads(rows.flatMap(({ file }) => placeOf(file) ?? []).map(({ seq, hash }) => ({ plan, seq, hash, at })));
      await store.addReceipts(rows.map((row) => ({ ...row, id: `${plan} ${row.seq}`, plan })));
      await show(plan);
      if (rows.length === 0) break;
    } while (page.more);
    await keepKeys();
  } catch {
    // What the phone has is shown all the same.
  }
}

async function show(plan: string): Promise<void> {
  const kept = (await account.peek()?.store.receipts(plan)) ?? [];
  keys.value = (await account.peek()?.store.fact("receiptKeys")) ?? {};
  receipts.value = kept.sort((one, other) => one.seq - other.seq);
}

/** Keep the key of each receipt, as it was when this phone first met it. */
async function keepKeys(): Promise<void> {
  const store = account.peek()?.store;
  const wanted = new Set(receipts.peek().flatMap(({ file }) => placeOf(file)?.keyId ?? []));
  if (!store || [...wanted].every((keyId) => keys.peek()[keyId])) return;
  const { keyId, publicKey } = await api.get<ReceiptKey>("/api/receipt-key");
  if (keys.peek()[keyId] || !(await isNamed(publicKey, keyId))) return;
  keys.value = { ...keys.peek(), [keyId]: publicKey };
  await store.saveFact("receiptKeys", keys.peek());
}

/** Whether a receipt is as it was signed. */
export function check(receipt: ReceiptRow): Promise<Genuine> {
  return isGenuine(receipt.file, keys.peek()[placeOf(receipt.file)?.keyId ?? ""]);
}
