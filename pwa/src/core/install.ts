/** When the app may say that it can lie on the home screen, and how that is done on this phone. Pure. */

export interface Visits {
  /** The first day this browser opened the app, and whether it was opened on another day since ("2026-11-26"). */
  first: string;
  again: boolean;
}

/** A visit counts once a day: a reload is no second visit. */
export function visited(before: Visits | undefined, day: string): Visits {
  if (!before) return { first: day, again: false };
  return before.again || before.first === day ? before : { ...before, again: true };
}

export type Way = "ask" | "ios" | "other";

/** `canAsk`: the browser has offered to ask the person itself. */
export function wayOf(userAgent: string, touchPoints: number, canAsk: boolean): Way {
  if (canAsk) return "ask";
  // An iPad says it is a Mac; no Mac has a glass to touch.
  return /iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && touchPoints > 1) ? "ios" : "other";
}

/** Once, calm, and never on the first visit: only to somebody who has used it for something. */
export function mayHint(now: { visits: Visits | undefined; wrote: boolean; answered: boolean; installed: boolean; way: Way }): boolean {
  return now.visits?.again === true && now.wrote && !now.answered && !now.installed && now.way !== "other";
}
