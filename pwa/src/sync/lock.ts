/**
 * One tab of an account sends at a time. Where that cannot be had (an old browser; a tab that the phone has put to
 * sleep with the lock in its hand) each tab sends for itself: ids make that harmless, waiting for ever would not be.
 */

const PATIENCE = 45_000;

export function lockFor(person: string, patience = PATIENCE): (work: () => Promise<void>) => Promise<void> {
  const name = `stafet-send-${person}`;
  return async (work) => {
    if (typeof navigator === "undefined" || !("locks" in navigator)) return work();
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), patience);
    let begun = false;
    const begin = () => {
      begun = true;
      clearTimeout(timer);
      return work();
    };
    try {
      await navigator.locks.request(name, { signal: abort.signal }, begin);
    } catch (error) {
      if (begun) throw error;
      await work();
    } finally {
      clearTimeout(timer);
    }
  };
}
