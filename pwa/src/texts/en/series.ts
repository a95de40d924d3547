/** Several meetings in a row, in English. */

import type { series as danish } from "../da/series";

export const series: typeof danish = {
  homeTitle: "Meetings when you have come home",
  homeDay: "Which day do you come home?",
  homeNote: "We count from the day you come home, and choose working days. You can change them afterwards.",
  noTemplate: "There is no template here. You can make the meetings yourself.",
  template: "Which meetings?",
  firstDay: "The first meeting",
  often: "How often?",
  missingOften: "Choose how often you meet.",
  ownCount: "With so many in between",
  missingCount: "Write a number.",
  ownUnit: "Days, weeks or months",
  units: { days: "days", weeks: "weeks", months: "months" },
  times: "How many meetings?",
  missingTimes: "Choose how many meetings.",
  untilDay: "Until a day",
  lastDay: "Last day",
  count: (n) => (n === 1 ? "1\u00a0meeting" : `${n}\u00a0meetings`),
  seeDays: "See the days",
  days: "The days",
  daysNote: "The time is the same each time, also when the clocks change.",
  drop: "Leave it out",
  whoCalls: "Who calls the meetings?",
  nobodyCalls: "That is not agreed",
  save: (n) => (n === 1 ? "Save the meeting" : `Save the ${n} meetings`),
  kept: (n) => (n === 1 ? "The meeting is saved." : `The ${n} meetings are saved.`),
  moveLater: (n) => `Move this and the next (${n} in all)`,
  cancelLater: (n) => `Cancel this and the next (${n} in all)`,
};
