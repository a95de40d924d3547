/**
 * "Bed om et netværksmøde": an agreement that the baton holder has, by the fifth working day. Psychiatry and municipalities
 * have said that a time must be found by then (psykiatri-regionh.dk). It works offline, as every agreement does, and who is
 * named as responsible always sees it (docs/decisions/0014).
 */

import { daysOff, write, type Item, type PlanView } from "../../state";
import { t, weekdayDay } from "../../texts";
import { Act, Message, Note } from "../../ui";
import { WhatIsIt } from "../dictionary/WhatIsIt";
import { today, workingDaysAfter } from "./times";
import { firstName, now } from "./words";

export const WORKING_DAYS = 5;

/** The request that waits, if one does. */
export const requestOf = (plan: PlanView): Item<"agreement"> | undefined =>
  plan.all("agreement").find((one) => one.body.asksFor === "network_meeting" && (one.body.state === "agreed" || one.body.state === "proposed"));

export function AskMeeting({ plan }: { plan: PlanView }) {
  const words = t.meetings.request;
  const waiting = requestOf(plan);
  const holder = plan.members.find((member) => member.batonHolder && member.status === "active");
  if (waiting) {
    const name = firstName(plan.person(waiting.body.responsible).name);
    const late = waiting.body.byOn !== null && waiting.body.byOn < today(now());
    return (
      <Message title={words.asked(name)} acts={<>
        <Act href="/meetings/new">{words.make}</Act>
        <Act plain onPress={() => void write.change(waiting, { state: "done" })}>{words.notAnyMore}</Act>
      </>}>
        {waiting.body.byOn && (late ? words.late : words.by)(weekdayDay(waiting.body.byOn))}
      </Message>
    );
  }
  if (!holder) return <><Note>{words.noHolder}</Note><Act plain href="/team">{words.toTeam}</Act></>;
  const byOn = workingDaysAfter(today(now()), WORKING_DAYS, daysOff.value);
  const ask = () => void write.create("agreements", { kind: "agreement", verb: words.verb, what: words.what, responsible: holder.id, byOn, state: "agreed", asksFor: "network_meeting" }, { plan: plan.id });
  return (
    <>
      <Act wide onPress={ask}>{words.ask}</Act>
      <WhatIsIt of="network_meeting" word={t.meetings.kinds.network} />
      <div class="after s"><Note>{words.askNote(firstName(holder.name))} {words.by(weekdayDay(byOn))}</Note></div>
    </>
  );
}
