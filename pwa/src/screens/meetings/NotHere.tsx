/** The place of something that is not on this phone: on its way, or not to be seen. What is gone and what never was look the same. */

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { isGuest, session, sync } from "../../state";
import { t } from "../../texts";
import { Empty, Screen } from "../../ui";

/** Whether the server has been asked since this was opened, with or without luck. */
export function useAsked(): boolean {
  const asked = useSignal(false);
  const known = session.value;
  useEffect(() => {
    if (known === undefined) return;
    let here = true;
    void sync.now().finally(() => { if (here) asked.value = true; });
    return () => { here = false; };
  }, [known]);
  return asked.value;
}

export function NotHere({ title, note, back, tabs }: { title: string; note: string; back: { href: string; label: string }; tabs?: "none" | undefined }) {
  const asked = useAsked();
  if (!asked) return <Screen tabs={tabs} title={t.common.fetching} hideTitle back={back}><p class="late after">{t.common.fetching}</p></Screen>;
  return <Screen tabs={tabs} title={title} back={back}><div class="after"><Empty action={back.href !== "/" ? back.label : isGuest.value ? t.common.toStart : t.common.toToday} href={back.href}>{note}</Empty></div></Screen>;
}
