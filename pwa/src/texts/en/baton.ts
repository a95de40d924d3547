import type { Texts } from "../da";

export const baton: Texts["baton"] = {
  none: "Nobody has the baton just now.",
  noneWhat: "Choose somebody on your team, and ask. The baton moves only when you and the other say yes.",
  away: (name, day) => `${name} is away until ${day}.`,
  deputy: (name) => `${name} takes over.`,
  noDeputy: "Nobody takes over meanwhile.",
  ask: (name) => `Ask ${name} to hold the baton`,
  askedNow: (name) => `${name} has been asked. The baton moves when ${name} says yes.`,
  isAsked: (name) => `${name} has been asked.`,
  pauseUntil: "When does the pause end?",
  pauseNote: "We ask you on that day. Nothing opens by itself.",
  heldBy: (name) => `What ${name} was to do`,
  heldWhat: (name) => `${name} is not on the team any more. Choose who is to do it now.`,
  handOn: "Pass it on",
  title: "The baton",
  deskOffered: "Will you hold the baton?",
  deskAccepted: "The baton waits for a yes",
  deskQuiet: "No new meeting has been set",
  deskQuietSince: (day) => `The last one you were part of was ${day}`,
  deskQuietNone: "You are not part of a meeting yet",
};
