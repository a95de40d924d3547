/**
 * Phones from before rows were sealed. Each row is sealed where it lies and replaced only while it is still the old
 * one, so that nothing written meanwhile is overwritten and a phone that goes out half-way goes on next time.
 */

import type { IDBPDatabase } from "idb";
import { type Lock, type OldLock, takenOver } from "../core/code";
import type { Ring } from "./ring";
import { type Schema, SEALED_FACTS } from "./schema";
import type { Store } from "./store";

/** Seal what is not sealed yet. Never in the way: what could not be is read as it is, and tried again next time. */
export async function takeOver(database: IDBPDatabase<Schema>, ring: Ring, store: Store): Promise<void> {
  const pass = ring.pass();
  if (!pass) return;
  let isCoded = false;
  try {
    if (await database.get("keys", "taken")) return;
    const lock = (await store.fact("lock")) as Lock | OldLock | undefined;
    isCoded = lock !== undefined && "hash" in lock;
    // A code of before: what was kept of it is what the pass is now sealed with. Nobody has to choose it again.
    if (lock && "hash" in lock) await store.saveLock(await takenOver(lock, pass));
    await sealRows(database, ring);
    await database.put("keys", true, "taken");
  } catch {
    // No room on the phone, or it is being closed.
  }
  if (isCoded) ring.lock();
}

async function sealRows(database: IDBPDatabase<Schema>, ring: Ring): Promise<void> {
  for (const name of ["plans", "scopes", "edits", "drafts", "log", "receipts"] as const) {
    const rows = (await database.getAll(name)).filter((row) => !row.sealed);
    const news = await Promise.all(rows.map((row) => asSealed(ring, name, row as Whole)));
    const writing = database.transaction(name, "readwrite", { durability: "strict" });
    for (const { key, row } of news) {
      const there = await writing.store.get(key as never);
      if (there && !there.sealed) await writing.store.put(row as never);
    }
    await writing.done;
  }
  for (const [name, part] of Object.entries(SEALED_FACTS)) {
    const value = await database.get("facts", name);
    if (!value || (value as object as { sealed?: unknown }).sealed) continue;
    const sealed = await ring.seal(part, "facts", value);
    const writing = database.transaction("facts", "readwrite", { durability: "strict" });
    const there = await writing.store.get(name);
    if (there && !("sealed" in (there as object))) await writing.store.put({ sealed }, name);
    await writing.done;
  }
}

type Whole = Record<string, unknown>;

async function asSealed(ring: Ring, name: "plans" | "scopes" | "edits" | "drafts" | "log" | "receipts", row: Whole) {
  const seen = (...names: string[]) => Object.fromEntries(names.filter((one) => row[one] !== undefined).map((one) => [one, row[one]]));
  switch (name) {
    case "plans":
      return { key: row["plan"], row: { ...seen("plan", "keep", "ahead"), sealed: await ring.seal("closed", name, row) } };
    case "scopes":
      return { key: [row["plan"], row["scope"]], row: { ...seen("plan", "scope", "until"), sealed: await ring.seal("closed", name, row) } };
    case "edits":
      return { key: row["n"], row: { ...seen("n"), sealed: await ring.seal(row["state"] === "sent" ? "closed" : "open", name, row) } };
    case "drafts":
      return { key: row["key"], row: { ...seen("key"), sealed: await ring.seal("open", name, row) } };
    case "log":
      return { key: [row["plan"], row["seq"]], row: { ...seen("plan", "seq"), sealed: await ring.seal("closed", name, row) } };
    case "receipts":
      return { key: row["id"], row: { ...seen("id", "plan"), sealed: await ring.seal("closed", name, row) } };
  }
}
