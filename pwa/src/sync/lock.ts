/** One tab of an account sends at a time. Browsers without Web Locks send from each tab: ids make that harmless. */

export function lockFor(person: string): (work: () => Promise<void>) => Promise<void> {
  const name = `stafet-send-${person}`;
  return async (work) => {
    if (typeof navigator !== "undefined" && "locks" in navigator) await navigator.locks.request(name, work);
    else await work();
  };
}
