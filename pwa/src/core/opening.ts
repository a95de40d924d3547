/**
 * Opening hours on the phone, where they must be said without a network: the same rule as
 * `backend/stafet/domain/opening.py`, held by the same cases (tests/golden/hours/). Wall time comes in as text.
 */

import type { Span } from "../api/rest";

export interface Opening { open: boolean; changesAt?: string }
export type OnHolidays = "closed" | "as_sunday" | "as_usual";

const DAY = 86_400_000;
const AHEAD = 14;

/** Open or closed at this wall time, and when that changes. Hours that touch are one. */
export function opening(spans: readonly Span[], onHolidays: OnHolidays, at: string, isOff: (day: string) => boolean): Opening {
  const now = Date.parse(`${at}Z`);
  const midnight = Date.parse(`${at.slice(0, 10)}T00:00Z`);
  let open = false;
  let changes: number | undefined;
  for (const [begins, ends] of stretches(spans, onHolidays, midnight, isOff)) {
    if (open && begins <= (changes ?? 0)) changes = Math.max(changes ?? 0, ends);
    else if (open) break;
    else if (begins <= now && now < ends) [open, changes] = [true, ends];
    else if (begins > now) {
      changes = begins;
      break;
    }
  }
  return changes === undefined || changes >= midnight + AHEAD * DAY ? { open } : { open, changesAt: new Date(changes).toISOString().slice(0, 16) };
}

function* stretches(spans: readonly Span[], onHolidays: OnHolidays, midnight: number, isOff: (day: string) => boolean): Generator<[number, number]> {
  // From yesterday, whose night may last into today.
  for (let ahead = -1; ahead <= AHEAD; ahead++) {
    const day = midnight + ahead * DAY;
    let weekday = (new Date(day).getUTCDay() + 6) % 7;
    if (onHolidays !== "as_usual" && isOff(new Date(day).toISOString().slice(0, 10))) {
      if (onHolidays === "closed") continue;
      weekday = 6;
    }
    for (const span of spans) if (span.day === weekday) yield [day + span.opens * 60_000, day + span.closes * 60_000];
  }
}
