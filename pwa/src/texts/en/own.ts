/** One's own data and devices. */

import type { own as da } from "../da/own";

export const own: typeof da = {
  proof: {
    title: "Show that it is you",
    why: "What you want to do now matters. So we ask if it is you. Then nobody else can do it on your phone.",
    kept: "What you have chosen is saved. You come back to it afterwards.",
    button: "Show that it is you",
    demoButton: "Yes, it is me",
    demoNote: "Outside this demo you use MitID here.",
    busy: "One moment ...",
    back: "Not now",
    cancelled: "You stopped before it was done",
    otherPerson: "That was somebody else",
    failed: "That did not work",
    failedNote: "Nothing has happened. You can try again.",
  },
};
