/** Fjernet for nylig: what was removed, on whichever device, each with a way back. Closed until it is asked for. */

import { useEffect } from "preact/hooks";
import { net, type PlanView } from "../../state";
import { askRemoved, removedLately, revisionOf, type Removed as One } from "../../state/since";
import { moment, t } from "../../texts";
import { Row, Rows } from "../../ui";
import { saying } from "../plan/kinds";
import { firstName } from "../plan/readers";
import { short } from "./news";

/** `of`: which removed things belong on this page. */
export function Removed({ plan, of }: { plan: PlanView; of: (one: One) => boolean }) {
  const online = net.value.online;
  const rev = revisionOf(plan.id);
  useEffect(() => {
    if (online && plan.role === "citizen") void askRemoved(plan.id);
  }, [plan.id, rev, online]);
  const back = new Set((["dream", "goal", "step", "agreement", "strength", "need", "warning_sign", "coping", "safe_place", "safety_contact", "safe_surroundings", "wish_if_ill", "to_myself", "wellbeing", "private_note", "agenda_item"] as const)
    .flatMap((kind) => plan.all(kind).map((item) => `${kind} ${saying(item)}`)));
  const list = removedLately(plan.id).filter((one) => of(one) && !plan.item(one.item) && !["meeting", "invitee", "answer"].includes(one.kind) && !back.has(`${one.kind} ${one.words.split("\n")[0]}`));
  if (list.length === 0) return null;
  return (
    <details class="block">
      <summary>{t.history.lately}</summary>
      <Rows>
        {list.map((one) => <Row key={one.item} href={`/history/${one.item}`} title={short(one.words)} note={`${t.plan.kinds[one.kind] ?? ""}. ${one.by === "citizen" ? t.history.youRemoved(moment(one.at)) : t.history.removed(firstName(plan.person(one.by).name) || t.history.someone, moment(one.at))}.`} hidden={t.history.bringBack} />)}
      </Rows>
    </details>
  );
}
