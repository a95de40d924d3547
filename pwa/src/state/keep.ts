/**
 * The screens of a role are on the phone of whoever has it, also where there is no coverage: nobody else pays for them
 * (`of` in build/chunks.ts). The worker fetches them, when the page has come to rest.
 */

import { computed, effect } from "@preact/signals";
import { isOpen, known } from "./locked";
import { net } from "./outbox";
import { roles } from "./roles";
import { session } from "./session";

declare const __KEPT_FOR__: Readonly<Record<"citizen" | "member", readonly string[]>>;

const names = computed(() => {
  // Behind the lock the phone does not know who sits here: what is kept stays.
  if (known.value && !isOpen.value) return undefined;
  const now = session.value;
  if (!now?.signedIn) return now && "";
  return [...roles.value].flatMap((role) => __KEPT_FOR__[role]).sort().join(" ");
});

const online = computed(() => net.value.online);

/** Keep what is needed, again whenever somebody's roles change or the network comes back. */
export function followRoles(): void {
  const workers = navigator.serviceWorker;
  if (!workers || import.meta.env.DEV) return;
  effect(() => {
    const wanted = names.value;
    delete document.documentElement.dataset["kept"];
    if (wanted === undefined || !online.value) return;
    void workers.ready.then(({ active }) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => {
        port1.close();
        // Told to whoever looks from outside: this phone can do without a network now.
        if (data === true && names.peek() === wanted) document.documentElement.dataset["kept"] = wanted;
      };
      active?.postMessage({ type: "keep", names: wanted.split(" ") }, [port2]);
    });
  });
}
