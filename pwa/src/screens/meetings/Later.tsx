/** Moving this meeting of a series and those that follow, or calling them off. */

import { useSignal } from "@preact/signals";
import { daysOff, go, write, type Item, type PlanView } from "../../state";
import { clock, t, upper, weekdayDay } from "../../texts";
import { Act, Acts, Field, Note } from "../../ui";
import { keepToAsk } from "./Asking";
import { andLater } from "./in-series";
import { movedWith } from "./series";
import { series } from "./series-words";
import { clockOf, dayOf, isDay, isWorkingDay, today, wallAt } from "./times";
import { now } from "./words";

/** This meeting and those after it, all at once. Every one is changed by itself: what is not sent of one stops no other. */
export function Later({ plan, meeting }: { plan: PlanView; meeting: Item<"meeting"> }) {
  const words = series;
  const later = andLater(meeting, plan.all("meeting"));
  const moving = useSignal(false);
  const day = useSignal(dayOf(meeting.body.startsAt));
  const from = useSignal(clockOf(meeting.body.startsAt));
  const to = wallAt(day.value, from.value);
  const sound = isDay(day.value) && day.value >= today(now()) && /^\d\d:\d\d$/.test(from.value);
  const after = sound ? later.map((one) => ({ one, at: movedWith(one.body.startsAt, meeting.body.startsAt, to) })) : [];

  async function move() {
    if (!sound) return;
    for (const { one, at } of after) {
      if (at !== one.body.startsAt) await write.change(one, { startsAt: at });
      // Who may read until 14 days after the meeting is asked again when it comes later.
      const invited = plan.items(one.scope, "invitee").map((invitee) => invitee.body.member)
        .filter((member) => plan.grants.some((grant) => grant.member === member && grant.scope === one.scope && !grant.endedAt));
      if (at > one.body.startsAt && invited.length > 0) keepToAsk(one.id, invited);
    }
    go(`/meetings/${meeting.id}`, { replace: true });
  }
  async function cancel() {
    for (const one of later) await write.change(one, { state: "cancelled" });
    go(`/meetings/${meeting.id}`, { replace: true });
  }

  if (!moving.value) {
    return (
      <>
        <ol class="series-days after">{later.map((one) => <li key={one.id}>{upper(weekdayDay(one.body.startsAt))} {clock(one.body.startsAt)}</li>)}</ol>
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
