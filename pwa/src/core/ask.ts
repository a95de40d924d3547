/** Whether it is time to ask again how somebody is: only when they have said so themselves, and as seldom as they said. Pure. */

const DAY = 86_400_000;

/** `kept`: how many days between, and the day that was chosen: "14 2026-11-26". Empty: never. `last`: the day of the last answers. */
export function isAsked(kept: string, last: string | undefined, today: string): boolean {
  const [every = "", chosen = ""] = kept.split(" ");
  if (!Number(every) || !chosen) return false;
  const since = last !== undefined && last > chosen ? last : chosen;
  return Date.parse(today) - Date.parse(since) >= Number(every) * DAY;
}

/** Where it is kept: on this phone, with what is half-written, and sent to nobody. */
export const ASK = "wellbeing:ask";
