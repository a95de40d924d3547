/**
 * Reminders on this phone. Nothing is asked before somebody presses "on"; what a notification says is neutral and
 * decided by the server; the list of devices is in the settings.
 */

import { computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import { api } from "../api/client";
import type { PushAnswer, PushDevice } from "../api/rest";
import { remember, remembered } from "../state/settings";
import { session } from "../state/session";
import { worker } from "../state/update";
import { asBytes, sameKey } from "./keys";

export type PushState = "unsupported" | "off" | "on" | "blocked";

/** Who wants them here. A browser reminds one person; before this was written down, it was whoever used it ("yes"). */
const WANTED = "stafet.push";
const DEVICE = "stafet.push.device";
const person = computed(() => (session.value?.signedIn ? session.value.person.id : undefined));
const state = signal<PushState>(seen());
const lost = signal(false);
let asked: string | undefined;

export const push = {
  state: state as ReadonlySignal<PushState>,
  /** Two messages in a row did not get through to this device, or it was turned off behind our back: there is another way, the calendar. */
  lost: lost as ReadonlySignal<boolean>,

  /** Turn reminders on for this device. Rejects with the server's problem; a "no" from the person ends as "blocked". */
  async turnOn(): Promise<void> {
    if (state.peek() === "unsupported") return;
    if ((await Notification.requestPermission()) !== "granted") {
      state.value = seen();
      return;
    }
    await subscribe();
    remember(WANTED, person.peek());
    state.value = "on";
  },

  /** Turn them off: on the phone at once, on the server when it can be reached. */
  async turnOff(): Promise<void> {
    remember(WANTED, undefined);
    state.value = seen();
    const device = await thisDevice().catch(() => undefined);
    const subscription = await (await worker())?.pushManager.getSubscription();
    await subscription?.unsubscribe();
    remember(DEVICE, undefined);
    if (device) await api.delete(`/api/push/${device.id}`);
  },

  /** Have the server send a reminder to this device now. */
  async test(): Promise<void> {
    const device = await thisDevice();
    if (device) await api.post(`/api/push/${device.id}/test`);
  },
};

/** At start: a subscription the browser has dropped or renewed is made again, without a question. */
export async function followPush(): Promise<void> {
  navigator.serviceWorker?.addEventListener("message", (event: MessageEvent<{ type?: string } | undefined>) => {
    if (event.data?.type === "push-changed") void renew();
  });
  await renew();
  effect(() => {
    // Somebody else: what one has chosen on this phone is not the other's choice.
    if (person.value !== asked) void renew();
  });
}

async function renew(): Promise<void> {
  asked = person.peek();
  if (asked !== undefined && remembered(WANTED) === "yes") remember(WANTED, asked);
  state.value = seen();
  // Wanted here, and taken away in the phone's own settings: silence would look like no meetings.
  lost.value = isWanted() && state.peek() === "blocked";
  if (!isWanted() || state.peek() === "blocked") return;
  try {
    const before = await (await worker())?.pushManager.getSubscription();
    // Also when the server has forgotten it, after a new sign-in or a word from the push service: silence tells nobody.
    const here = (await api.get<PushAnswer>("/api/push")).devices?.find((device) => device.current);
    if (!before || !here || before.endpoint !== remembered(DEVICE)) await subscribe();
    lost.value = (here?.failures ?? 0) >= 2;
    state.value = "on";
  } catch {
    // Offline, or signed out: the next start tries again.
    state.value = "off";
  }
}

async function subscribe(): Promise<void> {
  const { publicKey } = await api.get<PushAnswer>("/api/push");
  const registration = (await worker()) ?? (await navigator.serviceWorker.ready);
  const key = asBytes(publicKey);
  let subscription = await registration.pushManager.getSubscription();
  if (subscription && !sameKey(subscription.options.applicationServerKey, key)) {
    // The server has a new key: the old subscription can never be sent to again.
    await subscription.unsubscribe();
    subscription = null;
  }
  subscription ??= await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  const { endpoint, keys } = subscription.toJSON();
  await api.post("/api/push", {
    endpoint,
    keys: { p256dh: keys?.["p256dh"] ?? "", auth: keys?.["auth"] ?? "" },
    label: await label(),
  });
  remember(DEVICE, subscription.endpoint);
}

/** What this phone is called. Asked for seldom: not in the file that starts the app. */
const label = async (): Promise<string> => (await import("./label")).deviceLabel(navigator.userAgent);

/** This device's row on the server: the one this session asked for, else the newest with this phone's name. */
async function thisDevice(): Promise<PushDevice | undefined> {
  const devices = (await api.get<PushAnswer>("/api/push")).devices ?? [];
  const own = await label();
  const named = devices.filter((device) => device.label === own);
  // The session may be a new one since the device was turned on.
  return devices.find((device) => device.current) ?? named.sort((a, b) => b.createdAt.localeCompare(a.createdAt))[0];
}

/** What the browser says now. */
function seen(): PushState {
  const supported = typeof navigator !== "undefined" && "serviceWorker" in navigator && "PushManager" in globalThis;
  if (!supported || !("Notification" in globalThis)) return "unsupported";
  if (Notification.permission === "denied") return "blocked";
  return isWanted() && Notification.permission === "granted" ? "on" : "off";
}

/** Whoever sits here has turned them on in this browser. */
function isWanted(): boolean {
  return person.peek() !== undefined && remembered(WANTED) === person.peek();
}
