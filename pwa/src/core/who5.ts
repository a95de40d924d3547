/**
 * What five answers of WHO-5 come to: a number from 0 to 100, and nothing about what it would mean of anybody. The same as
 * the server's `domain/who5.py`; tests/golden/who5.json holds both to it. Pure.
 */

export const ANSWERS = ["cheerful", "calm", "active", "rested", "interested"] as const;
export type Answers = Readonly<Record<(typeof ANSWERS)[number], number | null>>;

/** The sum of five answers, times four. Undefined when one was skipped: four answers are no WHO-5. */
export function amountsTo(felt: Answers): number | undefined {
  const given = ANSWERS.map((name) => felt[name]).filter((one) => one !== null);
  return given.length === ANSWERS.length ? given.reduce((sum, one) => sum + one, 0) * 4 : undefined;
}
