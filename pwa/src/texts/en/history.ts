/** Earlier versions, what was removed, news since last time, and what was deleted on other people's phones. */
import type { Texts } from "../da";

const said: Record<string, string> = {
  dream: "a dream", goal: "a goal", step: "a step", agreement: "an agreement", strength: "what you can do", need: "what you need",
  warning_sign: "a warning sign", coping: "what you can do yourself", safe_place: "a safe place", safety_contact: "a contact", wish_if_ill: "a wish",
  safe_surroundings: "what makes it safer", to_myself: "words to yourself", who5: "answers to five questions",
  wellbeing: "about the day", meeting: "about a meeting", agenda_item: "a point", answer: "an answer", outcome: "what you agreed on",
};

export const history: Texts["history"] = {
  see: "Earlier versions",
  removed: (name, when) => `${name} removed it ${when}`,
  youRemoved: (when) => `You removed it ${when}`,
  someone: "Someone on the team",
  lately: "Removed lately",
  bringBack: "See it and bring it back",

  news: {
    title: "New since last time",
    all: "See all that is new",
    none: "There is nothing new since last time.",
    joined: (name: string, unit: string, when: string) => `New in ${unit}: ${name}, since ${when}. You can say no.`,
    left: (name: string) => `${name} has left your team. It is not your fault. You can invite again one day.`,
    answered: (name) => `${name} answered`,
    answeredOnly: (name) => `${name} has answered`,
    asked: (name) => `${name} has a question about`,
    offers: (name) => `${name} will do something about`,
    proposesPoint: (name) => `${name} suggests a point`,
    proposesAgreement: (name) => `${name} suggests an agreement`,
    wrote: (name, kind) => `${name} wrote ${said[kind] ?? "something"}`,
    changed: (name, kind) => `${name} changed ${said[kind] ?? "something"}`,
    replies: {
      yes: (name) => `${name} is coming to the meeting`,
      no: (name) => `${name} is not coming to the meeting`,
      maybe: (name) => `${name} may come to the meeting`,
    },
  },

  copies: {
    phone: (whose) => `${whose} phone`,
    tablet: (whose) => `${whose} tablet`,
    computer: (whose) => `${whose} computer`,
    removed: (device, when) => `Removed from ${device} ${when}.`,
    silent: (device, since) => `${device} has not been seen since ${since}. It cannot read after 72 hours.`,
    locked: (device, since) => `${device} has not been seen since ${since}. 72 hours have passed. It cannot read any more.`,
    known: (when) => `Last time we asked: ${when}.`,
  },
};
