/**
 * Order keys: a text that sorts between two neighbours' texts, so that moving one item writes one item. Read a key
 * as the digits after a point in base 62; plain comparison of texts is then comparison of numbers.
 */

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const BASE = DIGITS.length;
const LONGEST = 64;
/** Items at the end step by one of 62³ places: hundreds of thousands fit before keys grow. */
const PLACES = 3;

/** A key after `before` and before `after`; either may be missing. Neighbours that tie leave no room: then after both. */
export function between(before?: string, after?: string): string {
  // As numbers, "V" and "V0" are the same, and nothing comes before "0": such neighbours tie.
  const low = trimmed(before ?? "");
  const high = after === undefined ? undefined : trimmed(after);
  if (high === "") return after ?? "0";
  if (high === undefined || high <= low) return stepped(low, 1) ?? fitted(halfway(low, undefined), low);
  if (low === "") return stepped(high, -1) ?? fitted(halfway("", high), high);
  return fitted(halfway(low, high), low);
}

/** Sorts items the way people see them: by order, and those nobody has put in order by when they came. Then by id. */
export function byOrder(one: Placed, other: Placed): number {
  const order = compared(one.order ?? "", other.order ?? "");
  return order || (one.order ? 0 : compared(one.at ?? "", other.at ?? "")) || compared(one.id, other.id);
}

interface Placed {
  order?: string;
  at?: string;
  id: string;
}

function compared(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** One step up or down in the first places; undefined at the edges, where halving takes over. */
function stepped(key: string, direction: 1 | -1): string | undefined {
  if (key === "") return DIGITS[BASE >> 1];
  let number = 0;
  for (let place = 0; place < PLACES; place++) number = number * BASE + digit(key, place);
  number += direction;
  if (number <= 0 || number >= BASE ** PLACES) return undefined;
  let text = "";
  for (let place = 0; place < PLACES; place++) {
    text = DIGITS.charAt(number % BASE) + text;
    number = Math.floor(number / BASE);
  }
  return trimmed(text);
}

function trimmed(key: string): string {
  return key.replace(/0+$/, "");
}

/** The short key in the middle. A key never ends in 0, so that there is always room before it. */
function halfway(low: string, high: string | undefined): string {
  let prefix = "";
  let bound = high;
  for (let place = 0; ; place++) {
    const from = digit(low, place);
    const to = bound === undefined ? BASE : digit(bound, place);
    if (from === to) {
      prefix += DIGITS.charAt(from);
      continue;
    }
    if (to - from > 1) return prefix + DIGITS.charAt((from + to) >> 1);
    // Neighbouring digits: keep the lower one, and from here on there is no upper bound.
    prefix += DIGITS.charAt(from);
    bound = undefined;
  }
}

/** Past the longest key the server takes, two items share a key and sort by id. */
function fitted(key: string, neighbour: string): string {
  return key.length <= LONGEST ? key : neighbour;
}

function digit(key: string, place: number): number {
  const index = DIGITS.indexOf(key.charAt(place));
  return place < key.length && index > 0 ? index : 0;
}
