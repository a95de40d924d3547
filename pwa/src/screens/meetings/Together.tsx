/** A meeting among others of its series: which it is, who calls it, and moving or cancelling it with those that follow. */

import { useSignal } from "@preact/signals";
import { daysOff, write, type Item, type PlanView } from "../../state";
import { clock, t, upper, weekdayDay } from "../../texts";
import { Act, Acts, Field, Note } from "../../ui";
import { keepToAsk } from "./Asking";
import { andLater, movedWith, placeInSeries } from "./series";
import { clockOf, dayOf, isDay, isWorkingDay, today, wallAt } from "./times";
import { firstName, now } from "./words";

/** "Møde 2 af 4. Sanne indkalder." */
export function InSeries({ plan, meeting }: { plan: PlanView; meeting: Item<"meeting"> }) {
  const place = placeInSeries(meeting, plan.all("meeting"));
  const calls = meeting.body.calledBy === "citizen" ? (plan.role === "citizen" ? t.meetings.series.youCall : t.meetings.series.calls(plan.citizen))
    : meeting.body.calledBy && plan.person(meeting.body.calledBy).name && t.meetings.series.calls(firstName(plan.person(meeting.body.calledBy).name));
  const told = [place && t.meetings.series.nth(place.nth, place.of), calls].filter(Boolean).join(" ");
  return told ? <Note>{told}</Note> : null;
}

/** This meeting and those after it, all at once. Every one is changed by itself: what is not sent of one stops no other. */
export function LaterToo({ plan, meeting }: { plan: PlanView; meeting: Item<"meeting"> }) {
  const words = t.meetings.series;
  const later = andLater(meeting, plan.all("meeting"));
  const moving = useSignal(false);
  const day = useSignal(dayOf(meeting.body.startsAt));
  const from = useSignal(clockOf(meeting.body.startsAt));
  const missing = useSignal(false);
  if (later.length < 2) return null;
  const to = wallAt(day.value, from.value);
  const sound = isDay(day.value) && day.value >= today(now()) && /^\d\d:\d\d$/.test(from.value);
  const after = sound ? later.map((one) => ({ one, at: movedWith(one.body.startsAt, meeting.body.startsAt, to) })) : [];

  async function move() {
    if (!sound) { missing.value = true; return; }
    for (const { one, at } of after) {
      if (at !== one.body.startsAt) await write.change(one, { startsAt: at });
      // Who may read until 14 days after the meeting is asked again when it comes later.
      const invited = plan.items(one.scope, "invitee").map((invitee) => invitee.body.member)
        .filter((member) => plan.grants.some((grant) => grant.member === member && grant.scope === one.scope && !grant.endedAt));
      if (at > one.body.startsAt && invited.length > 0) keepToAsk(one.id, invited);
    }
    moving.value = false;
    scrollTo(0, 0);
  }
  async function cancel() {
    for (const one of later) await write.change(one, { state: "cancelled" });
    scrollTo(0, 0);
  }

  if (!moving.value) {
    return (
      <div class="tools">
        <Act plain onPress={() => { moving.value = true; }}>{words.moveLater(later.length)}</Act>
        <Act plain onPress={() => void cancel()}>{words.cancelLater(later.length)}</Act>
      </div>
    );
  }
  return (
    <form class="arrived" onSubmit={(event) => { event.preventDefault(); void move(); }}>
      <h2>{words.moveLater(later.length)}</h2>
      <Field label={t.meetings.day} type="date" value={day.value} min={today(now())} focus missing={missing.value && !sound ? t.meetings.missingDay : undefined} onInput={(value) => { day.value = value; }} />
      <Field label={t.meetings.from} type="time" value={from.value} onInput={(value) => { from.value = value; }} />
      <ol class="series-days after" aria-live="polite">
        {after.map(({ one, at }) => (
          <li key={one.id}>{upper(weekdayDay(at))} {clock(at)}{!isWorkingDay(dayOf(at), daysOff.value) && <Note>{words.dayOff(daysOff.value.get(dayOf(at)))}</Note>}</li>
        ))}
      </ol>
      <Acts><Act main submit>{t.meetings.keepTime}</Act><Act onPress={() => { moving.value = false; }}>{t.common.cancel}</Act></Acts>
    </form>
  );
}
