/** How long to wait after a failure. Jitter, because a thousand phones must not come back in the same second. */

const FIRST = 2_000;
const LONGEST = 5 * 60_000;

/** Milliseconds before the next try. What the server asked for is never shortened. */
export function waitAfter(failures: number, retryAfter: number | undefined, random: () => number): number {
  if (retryAfter !== undefined) return retryAfter * 1000 + Math.floor(random() * Math.min(30_000, 1000 + retryAfter * 250));
  const full = Math.min(LONGEST, FIRST * 2 ** Math.max(0, failures - 1));
  return Math.floor(full / 2 + (random() * full) / 2);
}
