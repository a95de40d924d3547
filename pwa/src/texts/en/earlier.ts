/** Earlier versions, in English. */

import type { earlier as danish } from "../da/earlier";

export const earlier: typeof danish = {
  title: "Earlier versions",
  lead: "You can use one of them again. Nothing is lost.",
  now: "What it says now",
  waits: "What it says here. The phone has not sent it yet.",
  wrote: (name, when) => `${name} wrote it ${when}`,
  changed: (name, when) => `${name} changed it ${when}`,
  youWrote: (when) => `You wrote it ${when}`,
  youChanged: (when) => `You changed it ${when}`,
  gone: "Gone:",
  before: (words) => `Before: ${words}`,
  nothing: "nothing",
  use: "Use it again",
  about: (when) => `from ${when}`,
  only: "This is the only version.",
  offline: "Earlier versions need a network",
  offlineNote: "What you have written is still here. Try again when you are online.",
  fetching: "Fetching ...",
  dreamFirst: "It hung on a dream that was removed. Bring the dream back first.",
  fields: {
    more: "More", byOn: "Date", on: "Day", myPart: "My part", theirPart: "The other's part", responsible: "Who does it?", does: "Will do",
    phone: "Phone number", who: "Who is it?", hours: "When can you call?", state: "State", done: "Done", startsAt: "Time", place: "Place",
  },
};
