/** "Åbent nu" must be so for as long as it stands there: the minute that is now, while a page looks at it. */

import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";

const now = signal(new Date());
const tick = () => { now.value = new Date(); };

/** The moment now. Whoever uses it is drawn again at each new minute, and when the phone is taken up again. */
export function useMinute(): Date {
  useEffect(() => {
    tick();
    let timer: ReturnType<typeof setTimeout>;
    const wait = () => { timer = setTimeout(() => { tick(); wait(); }, 60_000 - (Date.now() % 60_000)); };
    wait();
    document.addEventListener("visibilitychange", tick);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", tick);
    };
  }, []);
  return now.value;
}
