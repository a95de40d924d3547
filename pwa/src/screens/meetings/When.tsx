/** When and how: the day and the clock by the phone's own fields, and how one meets. */

import { daysOff } from "../../state";
import { t, upper, weekdayDay } from "../../texts";
import { Act, Field, Note, Pick, Picks } from "../../ui";
import { hourAfter, HOWS, type Missing, type When } from "./new-meeting";
import { isDay, isWorkingDay, nearestWorkingDay, today } from "./times";
import { now } from "./words";

export function WhenForm({ when, missing, dayLabel, onChange }: {
  when: When; missing: Missing;
  /** The day is another than the meeting's: any day, also one that has been, and nobody offers another. */
  dayLabel?: string; onChange: (when: When) => void;
}) {
  const words = t.meetings;
  const set = (part: Partial<When>) => onChange({ ...when, ...part });
  const say = (code?: keyof typeof words) => (code ? (words[code] as string) : undefined);
  const off = daysOff.value;
  const dayOff = dayLabel === undefined && isDay(when.day) && !isWorkingDay(when.day, off);
  const nearest = dayOff ? nearestWorkingDay(when.day, off) : "";
  return (
    <>
      <Field label={dayLabel ?? words.day} type="date" value={when.day} min={dayLabel === undefined ? today(now()) : undefined} missing={say(missing.day)}
        note={isDay(when.day) ? upper(weekdayDay(when.day)) : undefined} onInput={(day) => set({ day })} />
      {dayOff && nearest >= today(now()) && (
        <div class="after s" role="status">
          <Note>{words.series.dayOff(off.get(when.day))}. {words.dayOff}</Note>
          <Act plain onPress={() => set({ day: nearest })}>{words.takeDay(weekdayDay(nearest))}</Act>
        </div>
      )}
      <div class="pair-of-fields after">
        <Field label={words.from} type="time" value={when.from} missing={say(missing.from)}
          onInput={(from) => set({ from, ...(when.to && when.to !== hourAfter(when.from) ? {} : { to: hourAfter(from) }) })} />
        <Field label={words.to} type="time" value={when.to} missing={say(missing.to)} onInput={(to) => set({ to })} />
      </div>
      <div class="after l">
        <Picks legend={words.how}>
          {HOWS.map((how) => (
            <>
              <Pick type="checkbox" name="how" value={how} checked={when.how.includes(how)} note={words.placeNotes[how]}
                onPick={(on) => set({ how: on ? [...when.how, how] : when.how.filter((other) => other !== how) })}>
                {words.places[how]}
              </Pick>
              {when.how.includes(how) && how === "place" && (
                <div class="inset"><Field label={words.placeLabel} value={when.place} maxLength={200} onInput={(place) => set({ place })} /></div>
              )}
              {when.how.includes(how) && how === "video" && (
                <div class="inset"><Field label={words.videoLabel} type="url" value={when.video} maxLength={500} missing={say(missing.video)} onInput={(video) => set({ video })} /></div>
              )}
              {when.how.includes(how) && how === "phone" && (
                <div class="inset"><Field label={words.phoneLabel} type="tel" inputMode="tel" value={when.phone} maxLength={40} missing={say(missing.phone)} onInput={(phone) => set({ phone })} /></div>
              )}
            </>
          ))}
        </Picks>
        <div class="after s"><Note>{words.howNote}</Note></div>
      </div>
    </>
  );
}
