/** The words of answering a proposed meeting. They come with its screen, in both languages. */

import { both } from "../../texts";

const da = {
  title: (name: string) => `${name} foreslår et møde`,
  home: (name: string, day: string) => `${name} regner med, at du kommer hjem ${day}.`,
  who: "Hvem skal med?",
  proposed: (from: string, name: string) => `${from}. ${name} foreslår det.`,
  whoNote: "Du bestemmer, hvem der skal med.",
  otherTime: "Vælg en anden dag eller tid",
  yesTitle: "Det siger du ja til",
  nobody: "Du laver mødet. Ingen bliver inviteret endnu.",
  until: "At invitere er at give lov. Den slutter 14 dage efter mødet.",
  yes: "Ja, lav mødet",
  no: "Nej tak",
  noTitle: "Nej tak til mødet",
  noLabel: "Vil du sige et par ord?",
  noNote: (name: string) => `Du behøver ikke. ${name} kan læse dem.`,
  noSend: "Send nej tak",
  back: "Tilbage til forslaget",
  offline: "Du er ikke på nettet. Du kan svare, når du er på igen.",
  making: "Laver mødet ...",
  sending: "Sender ...",
  wordsChanged: "Ordene er ændret. Læs dem igen, før du siger ja.",
  failed: "Det gik ikke. Prøv igen om lidt.",
  over: "Forslaget er her ikke mere. Måske er der svaret på det, eller dagen er gået.",
  toMeetings: "Til møder",
  saidNo: (name: string) => `${name} ved nu, at det er nej tak.`,
};

const en: typeof da = {
  title: (name) => `${name} proposes a meeting`,
  home: (name, day) => `${name} expects you to come home ${day}.`,
  who: "Who shall come?",
  proposed: (from, name) => `${from}. ${name} proposes it.`,
  whoNote: "You decide who shall come.",
  otherTime: "Choose another day or time",
  yesTitle: "This is what you say yes to",
  nobody: "You make the meeting. Nobody is invited yet.",
  until: "To invite is to allow. It ends 14 days after the meeting.",
  yes: "Yes, make the meeting",
  no: "No thanks",
  noTitle: "No thanks to the meeting",
  noLabel: "Would you like to say a few words?",
  noNote: (name) => `You need not. ${name} can read them.`,
  noSend: "Send no thanks",
  back: "Back to the proposal",
  offline: "You are not online. You can answer when you are again.",
  making: "Making the meeting ...",
  sending: "Sending ...",
  wordsChanged: "The words have changed. Read them again before you say yes.",
  failed: "It did not work. Try again in a while.",
  over: "The proposal is not here any more. Perhaps it was answered, or the day has passed.",
  toMeetings: "To meetings",
  saidNo: (name) => `${name} knows now that it is no thanks.`,
};

export const words = both(da, en);
