/**
 * "Ingen må parkeres": what has no day ahead any more. Worked out when it is shown, never stored, so it clears by itself.
 * The same rule as the server's `domain/parked.py`; tests/golden/parked.json holds both to it. Pure.
 */

/** A course with no meeting ahead is quiet for so long before anybody is told (mission, F7). */
export const QUIET_DAYS = 14;

export interface Promised {
  state: string;
  byOn: string | null;
  responsible: string;
}

/** An agreement whose day has gone by. One that somebody on pause holds waits for them, and is not parked. */
export const isParked = (one: Promised, today: string, paused: ReadonlySet<string>): boolean =>
  one.state === "agreed" && one.byOn !== null && one.byOn < today && !paused.has(one.responsible);

/**
 * Since which day there has been no meeting, when it has been too long and none is ahead. Counted from the last one, or,
 * before the first, from the day somebody took the baton.
 */
export function quietSince(meetings: readonly { state: string; startsAt: string }[], baton: string | undefined, today: string): string | undefined {
  const days = meetings.filter(({ state }) => state !== "cancelled").map(({ state, startsAt }) => ({ state, day: startsAt.slice(0, 10) }));
  if (days.some(({ state, day }) => state === "planned" && day >= today)) return undefined;
  const last = days.map(({ day }) => day).filter((day) => day <= today).sort().at(-1) ?? baton;
  if (last === undefined) return undefined;
  return Date.parse(today) - Date.parse(last) >= QUIET_DAYS * 86_400_000 ? last : undefined;
}
