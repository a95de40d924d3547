import type { Texts } from "../da";

export const agreements: Texts["agreements"] = {
  verb: "What will be done?",
  verbs: ["calls", "writes", "sends", "talks with", "examines", "takes", "orders", "finds", "refers", "follows", "meets", "helps"],
  otherVerb: "Another word",
  ownVerb: "Write the word",
  ownVerbNote: "One or two words, like calls or brings along.",
  rest: "And what more?",
  missingVerb: "Choose a word, so we know what will happen.",
  missingDate: (name) => `${name} needs a date to go by.`,

  done: "It is done",
  move: "Move",
  drop: "Drop",
  again: "Open the agreement again",
  newDay: "Which day?",
  why: "Why?",
  whyDone: "How did it go?",
  whyNote: "Only if you want to. You can both read it.",
  pickDay: "Choose a new day.",
  hand: "Somebody else takes over",
  who: "Who takes over?",
  whoNote: "Write a name and a number. You can both read it. The other sees nothing of the plan yet.",
  whoMissing: "Write a name.",
};
