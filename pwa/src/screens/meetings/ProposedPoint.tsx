/** A point somebody else would like to talk about. It waits outside the agenda for the citizen's yes. */

import { route, write, type Item, type PlanView } from "../../state";
import { t } from "../../texts";
import { Proposal, voiceClass } from "../../ui";
import { useArrive } from "./arrive";
import { brief, nameOf } from "./words";

export function ProposedPoint({ plan, item, onYes }: { plan: PlanView; item: Item<"agenda_item">; onYes: () => void }) {
  const words = t.meetings;
  // Whoever comes from I dag to see it does not look for it below the whole agenda.
  const place = useArrive<HTMLElement>(route.value.query.get("see") === item.id);
  return (
    <section class="block arrived" tabIndex={-1} ref={place}>
      <h2>{words.proposes(nameOf(plan, item.by))}</h2>
      <Proposal yes={words.yesTake} no={t.common.noThanks} about={brief(item.body.text)}
        onYes={() => { onYes(); void write.change(item, { state: "on" }); }}
        onNo={() => void write.change(item, { state: "declined" })}>
        <p class={voiceClass(item)}>{item.body.text}</p>
      </Proposal>
    </section>
  );
}
