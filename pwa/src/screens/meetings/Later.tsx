/** Moving this meeting of a series and those that follow, or calling them off. */

import { useSignal } from "@preact/signals";
import { daysOff, plans, write, type Item, type PlanView } from "../../state";
import { forgetLast } from "../../state/write";
import { clock, t, upper, weekdayDay } from "../../texts";
import { Act, Acts, Field, Message, Note } from "../../ui";
import { keepToAsk } from "./Asking";
import { andLater } from "./in-series";
import { movedWith } from "./series";
import { series } from "./series-words";
import { clockOf, dayOf, isDay, isWorkingDay, today, wallAt } from "./times";
import { now } from "./words";

/** As the meeting stands now: what a screen drew before an act is an older one. */
async function changeNow(plan: string, id: string, fields: { startsAt: string } | { state: "planned" }): Promise<void> {
  const now = plans.peek().find((one) => one.id === plan)?.item(id);
  if (now?.kind === "meeting") await write.change(now as Item<"meeting">, fields);
}

/** This meeting and those after it, all at once. Every one is changed by itself: what is not sent of one stops no other. */
export function Later({ plan, meeting }: { plan: PlanView; meeting: Item<"meeting"> }) {
  const words = series;
  const later = andLater(meeting, plan.all("meeting"));
  const moving = useSignal(false);
  // What was just done to all of them, so that all of it can be taken back in one press.
  const done = useSignal<{ words: string; undo: () => Promise<void> } | undefined>(undefined);
  const day = useSignal(dayOf(meeting.body.startsAt));
  const from = useSignal(clockOf(meeting.body.startsAt));
  const to = wallAt(day.value, from.value);
  const sound = isDay(day.value) && day.value >= today(now()) && /^\d\d:\d\d$/.test(from.value);
  const after = sound ? later.map((one) => ({ one, at: movedWith(one.body.startsAt, meeting.body.startsAt, to) })) : [];

  async function move() {
    if (!sound) return;
    const before = after.map(({ one }) => ({ one: one.id, at: one.body.startsAt }));
    for (const { one, at } of after) {
      if (at !== one.body.startsAt) await write.change(one, { startsAt: at });
      // Who may read until 14 days after the meeting is asked again when it comes later.
      const invited = plan.items(one.scope, "invitee").map((invitee) => invitee.body.member)
        .filter((member) => plan.grants.some((grant) => grant.member === member && grant.scope === one.scope && !grant.endedAt));
      if (at > one.body.startsAt && invited.length > 0) keepToAsk(one.id, invited);
    }
    forgetLast();
    moving.value = false;
    done.value = {
      words: words.moved(before.length),
      undo: async () => {
        for (const { one, at } of before) {
          await changeNow(plan.id, one, { startsAt: at });
          keepToAsk(one, []);
        }
      },
    };
  }
  async function cancel() {
    const ids = later.map((one) => one.id);
    for (const one of later) await write.change(one, { state: "cancelled" });
    forgetLast();
    done.value = { words: words.cancelled(ids.length), undo: async () => { for (const one of ids) await changeNow(plan.id, one, { state: "planned" }); } };
  }

  if (done.value) {
    const { words: said, undo } = done.value;
    return (
      <div class="after" role="status">
        <Message edge title={said} acts={<>
          <Act href={`/meetings/${meeting.id}`}>{t.meetings.see}</Act>
          <Act icon="undo" onPress={() => { done.value = undefined; void undo(); }}>{t.common.undo}</Act>
        </>} />
      </div>
    );
  }
  if (!moving.value) {
    return (
      <>
        <ol class="series-days after">{later.map((one) => <li key={one.id}>{upper(weekdayDay(one.body.startsAt))} {clock(one.body.startsAt)}</li>)}</ol>
        <div class="after s"><Note>{words.laterNote}</Note></div>
        <Acts column>
          <Act wide onPress={() => { moving.value = true; }}>{words.moveLater(later.length)}</Act>
          <Act wide onPress={() => void cancel()}>{words.cancelLater(later.length)}</Act>
        </Acts>
      </>
    );
  }
  return (
    <form class="arrived" onSubmit={(event) => { event.preventDefault(); void move(); }}>
      <h2>{words.moveLater(later.length)}</h2>
      <Field label={t.meetings.day} type="date" value={day.value} min={today(now())} focus missing={sound ? undefined : t.meetings.missingDay} onInput={(value) => { day.value = value; }} />
      <Field label={t.meetings.from} type="time" value={from.value} onInput={(value) => { from.value = value; }} />
      <ol class="series-days after" aria-live="polite">
        {after.map(({ one, at }) => (
          <li key={one.id}>{upper(weekdayDay(at))} {clock(at)}{!isWorkingDay(dayOf(at), daysOff.value) && <Note>{t.meetings.series.dayOff(daysOff.value.get(dayOf(at)))}</Note>}</li>
        ))}
      </ol>
      <Acts><Act main submit>{t.meetings.keepTime}</Act><Act onPress={() => { moving.value = false; }}>{t.common.cancel}</Act></Acts>
    </form>
  );
}
