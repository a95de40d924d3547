/** Meetings that say that they belong together: one of them, or this and later. Apart from how they are made. Pure. */

import type { Item } from "../../state";

type Meeting = Item<"meeting">;

/** This meeting and those of its series that come after it and still stand. */
export function andLater(meeting: Meeting, all: readonly Meeting[]): Meeting[] {
  if (!meeting.body.series) return [meeting];
  return all
    .filter((other) => other.id === meeting.id || (other.body.series === meeting.body.series && other.body.state === "planned" && other.body.startsAt > meeting.body.startsAt))
    .sort((one, other) => (one.body.startsAt < other.body.startsAt ? -1 : 1));
}

/** Which of how many: those that are cancelled do not count. */
export function placeInSeries({ body }: Meeting, all: readonly Meeting[]): { nth: number; of: number } | undefined {
  const together = all.filter((other) => other.body.series === body.series && other.body.state !== "cancelled");
  if (!body.series || body.state === "cancelled" || together.length < 2) return undefined;
  return { nth: together.filter((other) => other.body.startsAt <= body.startsAt).length, of: together.length };
}
