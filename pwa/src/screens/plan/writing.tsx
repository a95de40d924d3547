/** What every writing screen shares: the frame with its two ways out, removing, and the page one came from. */

import { back, go, write, type Item, type Kind, type PlanView } from "../../state";
import { t } from "../../texts";
import { Act, Screen, Tools } from "../../ui";
import { dreamOf } from "./chain";
import type { Drafted } from "./drafted";
import { placeOf, saying } from "./kinds";

/** The frame: Fortryd and Færdig above the keys, the way back, and who may read. */
export function Writing({ kind, item, place, drafts, onDone, children }: {
  kind: Kind; item: Item | undefined; place: { href: string; label: string }; drafts: Drafted[]; onDone: () => void; children: preact.ComponentChildren;
}) {
  const leave = () => {
    for (const each of drafts) each.forget();
    back(place.href);
  };
  const title = (item ? t.plan.write.editTitles : t.plan.write.titles)[kind] ?? "";
  return (
    <Screen
      title={title} back={place} state={drafts.some((each) => each.changed) ? "saved" : undefined}
      keys={<><Act plain icon="undo" onPress={leave}>{t.common.undo}</Act><Act main onPress={onDone}>{t.common.done}</Act></>}
    >
      <form class="after" onSubmit={(event) => { event.preventDefault(); onDone(); }}>{children}</form>
    </Screen>
  );
}

/** Take it away: one press, and Fortryd stands on the next screen. */
export function Removing({ item, to, drafts }: { item: Item; to: string; drafts: Drafted[] }) {
  const remove = async () => {
    for (const each of drafts) each.forget();
    await write.remove(item);
    go(to, { replace: true });
  };
  return (
    <div class="after"><Tools>
      <Act plain href={`/history/${item.id}`} about={saying(item)}>{t.history.see}</Act>
      <Act plain onPress={() => void remove()} about={saying(item)}>{t.common.remove}</Act>
    </Tools></div>
  );
}

export function placeFor(plan: PlanView, at: { id: string; scope: string; kind: Kind }): { href: string; label: string } {
  const href = placeOf(at);
  if (href.startsWith("/meetings")) return { href, label: t.common.tabs.meetings };
  if (href === "/safety") return { href, label: t.common.tabs.safety };
  if (href.startsWith("/dream") && dreamOf(plan, at.scope)) return { href, label: t.plan.kinds["dream"] ?? "" };
  if (href.startsWith("/plan/")) return { href, label: t.plan.sections[at.scope as "needs"] ?? t.common.tabs.plan };
  return { href: "/plan", label: t.common.tabs.plan };
}
