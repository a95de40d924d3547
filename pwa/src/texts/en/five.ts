import type { five as da } from "../da/five";

export const five: typeof da = {
  statements: {
    cheerful: "Over the last 2 weeks I have felt cheerful and in good spirits",
    calm: "Over the last 2 weeks I have felt calm and relaxed",
    active: "Over the last 2 weeks I have felt active and vigorous",
    rested: "Over the last 2 weeks I woke up feeling fresh and rested",
    interested: "Over the last 2 weeks my daily life has been filled with things that interest me",
  },
  answers: ["At no time", "Some of the time", "Less than half of the time", "More than half of the time", "Most of the time", "All of the time"],
  ofHundred: (number) => `${number} of 100`,
  bring: (day, number) => `I want to talk about how I am.${number === undefined ? "" : ` My number was ${number} of 100 on ${day}.`}`,
};
