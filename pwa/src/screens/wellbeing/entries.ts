/** What stands under "Sådan har jeg det", as one list: words of a day and five answers. Pure. */

import { amountsTo, ANSWERS } from "../../core/who5";
import type { Item, PlanView } from "../../state";

export type Five = Item<"who5">;

/** The latest day first; what was written last stands first on its day. */
export function entriesOf(plan: Pick<PlanView, "all">): (Five | Item<"wellbeing">)[] {
  return [...plan.all("who5"), ...plan.all("wellbeing")].sort((one, other) => (one.body.on + one.at < other.body.on + other.at ? 1 : -1));
}

export interface Point { on: string; number: number }

/** The numbers, the oldest first; answers with something skipped have none. */
export function numbersOf(all: readonly Five[]): Point[] {
  return [...all].sort((one, other) => (one.body.on + one.at < other.body.on + other.at ? -1 : 1)).flatMap(({ body }) => {
    const number = amountsTo(body);
    return number === undefined ? [] : [{ on: body.on, number }];
  });
}

/** Where each point lies from left to right, by its day: half a year without answers is a long way. From 0 to 1. */
export function placesOf(points: readonly Point[]): number[] {
  const days = points.map(({ on }) => Date.parse(on));
  const [first = 0, last = 0] = [days[0], days.at(-1)];
  return days.map((day) => (last > first ? (day - first) / (last - first) : 0.5));
}

/** Which points have room for their number beside them: the newest first, then whoever does not stand on a later one. */
export function told(places: readonly number[], apart = 0.13): Set<number> {
  const named = new Set<number>();
  let right = Infinity;
  for (let at = places.length - 1; at >= 0; at--) {
    const place = places[at] ?? 0;
    if (right - place < apart) continue;
    named.add(at);
    right = place;
  }
  return named;
}

/** The question an address names, from 0; 5 is when all are behind. Without one, where somebody stopped. */
export function placeOf(named: string | null, stopped: number): number {
  if (named === "done") return ANSWERS.length;
  const number = named === null ? stopped : Number(named) - 1;
  return Number.isInteger(number) && number >= 0 && number <= ANSWERS.length ? number : 0;
}
