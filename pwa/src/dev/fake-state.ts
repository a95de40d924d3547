/** The same door as src/state, over sample data in memory. Only the dev page uses it. */

import { computed, signal, type Signal } from "@preact/signals";
import { make, samplePlan, viewOf } from "./sample";
import type { Item, Kind, Net, PlanView, SignedIn, SignedOut, WaitingEdit } from "../state/types";

export type * from "../state/types";
export { Problem } from "../api/client";
export { back, go, route, listenForMoves } from "../state/route";
export type { Go, Route, ScreenName, ScreenProps } from "../state/route";
export { lang, theme } from "../state/settings";
export { version } from "../state/version";

const asked = new URLSearchParams(location.search);
const data = signal(asked.has("empty") ? { items: [] as Item[], members: [] } : samplePlan());
export const plan = computed<PlanView | undefined>(() => (asked.has("signed-out") ? undefined : viewOf(data.value)));
export const isGuest = computed(() => false);
export const plans = computed<PlanView[]>(() => (plan.value ? [plan.value] : []));
export const session = signal<SignedIn | SignedOut | undefined>(asked.has("signed-out")
  ? { signedIn: false, demo: asked.get("signed-out") !== "real" }
  : { signedIn: true, demo: true, remembered: false, newDevices: [], person: { id: "p", name: "Peter Holst", door: "citizen", lang: "da" }, plans: [{ plan: "plan", role: "citizen", name: "Peter" }] });
const offline = asked.has("offline");
export const net = signal<Net>({ online: !offline, waiting: offline ? 3 : 0, refused: offline ? 1 : 0, sending: false, signedOut: asked.has("out"), full: false, stored: true, lastSentAt: new Date().toISOString() });
const waits = (more: Partial<WaitingEdit>): WaitingEdit => ({ id: String(Math.random()), madeAt: new Date().toISOString(), state: "waiting", tried: false, edit: { act: "create", id: "", plan: "plan", madeAt: "", v: 2, scope: "", body: { kind: "dream" } }, ...more });
export const outbox = signal<WaitingEdit[]>(offline ? [
  waits({ words: "Hvem hjælper mig den første uge hjemme?", kind: "agenda_item" }),
  waits({ words: "Have en hund igen", kind: "dream" }),
  waits({ edit: { act: "withdraw", id: "", plan: "plan", madeAt: "", v: 1, member: "member-rikke".padEnd(22, "x"), scope: "strengths" } }),
  waits({ words: "Jeg vil gerne tale om min bolig.", kind: "agenda_item", state: "refused", code: "deleted" }),
] : []);
const lastAct = signal<{ act: string; kind?: string; words: string; along: number } | undefined>(undefined);
export const write = {
  lastAct,
  async create(scope: string, body: unknown, opts?: { from?: { scope: string; item: string } }): Promise<string> {
    const item = make(scope, { done: false, byOn: null, ...(body as object) } as never, opts);
    data.value = { ...data.value, items: [...data.value.items, item as Item] };
    return item.id;
  },
  async change(item: { id: string }, fields: object): Promise<void> {
    data.value = { ...data.value, items: data.value.items.map((each) => (each.id === item.id ? { ...each, body: { ...each.body, ...fields } as never } : each)) };
  },
  async remove(item: { id: string }): Promise<void> {
    data.value = { ...data.value, items: data.value.items.filter((each) => each.id !== item.id) };
    lastAct.value = { act: "delete", kind: "goal", words: "", along: 0 };
  },
  async place(): Promise<void> {},
  async resolve(): Promise<void> {},
  async withdraw(): Promise<void> {},
  async leave(): Promise<void> {},
  async undo(): Promise<void> { lastAct.value = undefined; },
  async retry(): Promise<void> {},
  async discard(): Promise<void> {},
};
const drafts = new Map<string, Signal<string>>();
export function draft(key: string): Signal<string> {
  const found = drafts.get(key) ?? signal("");
  drafts.set(key, found);
  return found;
}
export function clearDraft(key: string): void { draft(key).value = ""; }
export const sync = { now: async () => {} };
const answers: Record<string, unknown> = {
  "/api/plans/plan/looks": { looks: [], peopleSinceYesterday: 2 },
  "/api/push": { publicKey: "", devices: [{ id: "1", label: "Chrome på Android", createdAt: new Date().toISOString(), lastReachedAt: new Date(Date.now() - 9e7).toISOString(), current: "x" }] },
  "/api/reminder-choices": { minutesBefore: [1440, 120], quietFrom: "21:00", quietUntil: "08:00" },
  "/api/sessions": [{ session: "1", label: "Chrome på Android", createdAt: new Date(Date.now() - 1e9).toISOString(), lastSeenAt: new Date().toISOString(), current: true }, { session: "2", label: "Computer på biblioteket", createdAt: new Date(Date.now() - 2e9).toISOString(), lastSeenAt: new Date(Date.now() - 1.6e9).toISOString() }],
  "/api/demo/people": [{ key: "peter", name: "Peter Holst", role: "citizen", door: "citizen" }, { key: "karen", name: "Karen Møller", role: "relative", door: "citizen" }, { key: "jonas", name: "Jonas Lind", role: "job_centre", door: "professional" }],
};
export const api = {
  get: async <T>(path: string): Promise<T> => {
    if (!(path in answers)) throw new Error(path);
    return answers[path] as T;
  },
  post: async () => ({}) as never, put: async () => ({}) as never, patch: async () => ({}) as never, delete: async () => ({}) as never,
};
export const push = { state: signal<"unsupported" | "off" | "on" | "blocked">("on"), turnOn: async () => {}, turnOff: async () => {}, test: async () => {} };
export const update = { waiting: signal(asked.has("update")), apply: () => {} };
const noLock = { isSet: signal(false), closed: signal(asked.has("locked")), safetyOpen: signal(true), notBefore: signal(0) };
export const lock = { ...noLock, set: async () => {}, openSafety: async () => {}, remove: async () => {}, close: () => {}, open: async () => false, forget: async () => {} };
export const prove = () => {};
export const signOut = async () => {};
export const signInDemo = async () => {};
export const refreshSession = async () => {};
export type AnyKind = Kind;
