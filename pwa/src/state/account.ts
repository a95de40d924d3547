/**
 * The account that is open in this tab: its storage, its sender, and the two signals everything else is computed
 * from (what is held, and the edits that were kept).
 */

import { signal } from "@preact/signals";
import { guard, request } from "../api/client";
import type { Person } from "../api/rest";
import type { SyncAnswer } from "../api/wire";
import { randomId } from "../core/ids";
import { mayStore, stillHeld, wasSetBack } from "../core/lease";
import { isHeldBack } from "../core/request";
import type { Held, KeptEdit } from "../core/types";
import { openStore, type Store } from "../store";
import { converse, createSender, lockFor, type Sender, type SenderStatus } from "../sync";
import { recallHelp } from "./helping";
import { dropLock, known, recallLock, shut } from "./locked";
import { remember, remembered } from "./settings";

export interface Account {
  person: string;
  store: Store;
  sender: Sender;
  /** Tell other tabs of this account that the phone holds something else now. */
  tell(what?: Told): void;
  /** Nothing more is sent, and nothing that is still on its way here is kept. */
  stop(): void;
  close(): void;
}

/** What tabs tell each other. "code": another code, or none. "left": somebody else has the phone now, or nobody, and every tab lets go. */
type Told = "changed" | "code" | "left";

const ACCOUNT = "stafet.account";
const NOTHING: Held = new Map();

export const account = signal<Account | undefined>(undefined);
export const held = signal<Held>(NOTHING);
export const kept = signal<readonly KeptEdit[]>([]);
export const status = signal<Required<SenderStatus>>({ sending: false, reached: true, signedOut: false, full: false });
/** Goes up when another tab signed out. */
export const leftElsewhere = signal(0);
export const lastSync = signal<string | undefined>(undefined);
guard.person = () => account.peek()?.person;

let lastSeen = 0;

/** The account this phone had open last: a citizen's plan opens with it, without any network. */
export function rememberedAccount(): string | undefined {
  return remembered(ACCOUNT);
}

export const rememberAccount = (person: string | undefined): void => remember(ACCOUNT, person);

/** Open a person's account in this tab. What may no longer be held is deleted before anything is shown. */
export async function openAccount(person: Person["id"]): Promise<Account> {
  if (account.peek()?.person === person) return account.peek() as Account;
  closeAccount();
  const store = await openStore(person, () => location.reload());
  // One turn for all of it: every turn is time before the first word is on the glass.
  const [named, seen, synced, lock, helped] = await Promise.all(
    [store.fact("device"), store.fact("lastSeen"), store.fact("lastSync"), store.fact("lock"), store.fact("helped")],
  );
  const device = named ?? randomId((bytes) => crypto.getRandomValues(bytes));
  if (named === undefined) await store.saveFact("device", device);
  lastSeen = seen ?? 0;
  lastSync.value = synced;
  const opened = makeAccount(person, store, device);
  // Before there is anything to draw.
  await recallLock(person, lock, store);
  recallHelp(helped);
  account.value = opened;
  rememberAccount(person);
  await reload(opened);
  return opened;
}

/** Close it. What is on the phone stays; what was in memory is gone. */
export function closeAccount(): void {
  account.peek()?.close();
  account.value = undefined;
  held.value = NOTHING;
  kept.value = [];
  status.value = { sending: false, reached: true, signedOut: false, full: false };
  dropLock();
  recallHelp(undefined);
}

/** Another tab has let somebody else in, also one that this tab did not hear while it slept. */
export function followLeaving(): boolean {
  const open = account.peek();
  if (!open || !isAnotherPersons(open.person)) return false;
  left();
  return true;
}

function left(): void {
  shut();
  closeAccount();
  leftElsewhere.value += 1;
}

/** Let go of one plan: what was read of it is deleted from this phone at once, also before anybody can be told. */
export async function forgetPlan(plan: string): Promise<void> {
  const open = account.peek();
  const before = held.peek();
  if (!open || !before.has(plan)) return;
  const after = new Map([...before].filter(([id]) => id !== plan));
  held.value = after;
  await open.store.saveRound(before, after, (edits) => edits);
  open.tell();
}

/** Forget what only this tab held: the server no longer knows who sits here. */
export function forgetTabPlans(): void {
  const stored = [...held.peek()].filter(([, plan]) => mayStore(plan));
  if (stored.length < held.peek().size) held.value = new Map(stored);
}

/** Delete what the clock has closed. Asked at each occasion, and before anything is drawn. */
export async function checkLease(): Promise<void> {
  const open = account.peek();
  if (!open) return;
  const before = held.peek();
  const clock = { now: Date.now(), lastSeen };
  const after = stillHeld(before, clock);
  if (after !== before) {
    held.value = after;
    await open.store.saveRound(before, after, (edits) => edits);
  }
  if (open.store.isLocked()) await open.store.thin((outlines) => stillHeld(outlines, clock));
  // Once a clock set back has cost the lease, this phone starts to count from where the clock is now.
  lastSeen = wasSetBack(clock) ? clock.now : Math.max(clock.now, lastSeen);
  await open.store.saveFact("lastSeen", lastSeen);
}

/** Show what the phone holds now and can read: after a start, at the lock, or when another tab has written. */
export async function reload(open: Account): Promise<void> {
  const isLocked = open.store.isLocked();
  const [loaded, helped] = await Promise.all([open.store.load(), open.store.fact("helped")]);
  // Opened or locked meanwhile: whoever did it shows what can be read now.
  if (account.peek() !== open || open.store.isLocked() !== isLocked) return;
  const inTab = [...held.peek()].filter(([, plan]) => !mayStore(plan));
  const all: Held = new Map([...loaded.held, ...inTab]);
  const clock = { now: Date.now(), lastSeen };
  const now = stillHeld(all, clock);
  held.value = now;
  kept.value = loaded.kept;
  recallHelp(helped);
  if (now !== all) await open.store.saveRound(all, now, (edits) => edits);
  if (wasSetBack(clock)) lastSeen = clock.now;
}

function makeAccount(person: string, store: Store, device: string): Account {
  const channel = typeof BroadcastChannel === "undefined" ? undefined : new BroadcastChannel(`stafet-${person}`);
  let over = false;
  const post = async (body: unknown): Promise<SyncAnswer> =>
    (await request("POST", "/api/sync", body, { person })) as SyncAnswer;
  const sender = createSender({
    converse: () =>
      converse({
        store,
        device,
        post,
        now: Date.now,
        inTab: () => held.peek(),
        isOver: () => over || isAnotherPersons(person),
        publish: (nowHeld, nowKept, answeredAt) => {
          if (nowHeld) held.value = nowHeld;
          kept.value = nowKept;
          lastSync.value = answeredAt;
          // A lease begins now: from here on, the clock must not stand earlier.
          lastSeen = Math.max(lastSeen, Date.now());
          void store.saveFact("lastSync", answeredAt);
          void store.saveFact("lastSeen", lastSeen);
          opened.tell();
        },
      }),
    lock: lockFor(person),
    status: (change) => {
      if (!over) status.value = { ...status.peek(), ...change };
    },
    nextDue: () => firstDue(kept.peek()),
    now: Date.now,
    random: Math.random,
  });
  const opened: Account = {
    person,
    store,
    sender,
    tell: (what = "changed") => channel?.postMessage(what),
    stop() {
      over = true;
      sender.stop();
    },
    close() {
      opened.stop();
      channel?.close();
      store.close();
    },
  };
  if (channel) {
    channel.onmessage = (event: MessageEvent<Told>) => {
      if (event.data === "changed") void reload(opened);
      else if (event.data === "code") void followCode(opened);
      else left();
    };
  }
  return opened;
}

/** Another tab has chosen a code, or none. What this one had locked away is then found as at a start. */
async function followCode(open: Account): Promise<void> {
  const code = await open.store.fact("lock");
  if (!code && open.store.isLocked()) location.reload();
  else known.value = code;
}

/** Another tab signed in as somebody else: the session is theirs now, and these words must not go in their name. */
function isAnotherPersons(person: string): boolean {
  const current = remembered(ACCOUNT);
  return current !== undefined && current !== person;
}

function firstDue(edits: readonly KeptEdit[]): number | undefined {
  const now = Date.now();
  const due = edits.flatMap((one) => (one.state === "waiting" && isHeldBack(one, now) ? [one.holdUntil ?? 0] : []));
  return due.length ? Math.min(...due) : undefined;
}
