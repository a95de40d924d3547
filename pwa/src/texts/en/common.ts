import type { common as da } from "../da/common";

export const common: typeof da = {
  tabs: { today: "Today", plan: "My plan", meetings: "Meetings", team: "My team", safety: "Safety plan" },
  mainMenu: "Main menu",
  goTo: "Go to",
  skip: "Go to the content",
  states: {
    saved: "Saved on the phone", sent: "Sent", all_sent: "All is sent", sending: "Sending ...", two: "Two versions", refused: "Was not sent",
    offline: "Not online", works_offline: "Works offline", signed_out: "You are signed out",
  },
  offlineLine: "You can read and write as before. We send it when you are online again.",
  fullLine: "Stafet has no room just now. What you write is saved here. We will try again.",
  signedOutLine: "You are signed out. What you write is still here. Sign in, then we send it.",
  signIn: "Sign in",
  needsNet: "This needs the internet. Try again when you are online.",
  saving: "Saving ...",
  fetching: "Fetching ...",
  save: "Save",
  done: "Done",
  undo: "Undo",
  edit: "Edit",
  remove: "Remove",
  cancel: "Cancel",
  copy: "Copy",
  copied: "Copied",
  tryAgain: "Try again",
  close: "Close",
  yes: "Yes",
  no: "No",
  noThanks: "No thanks",
  you: "you",
  me: "Me",
  call: (name) => `Call ${name}`,
  fromDream: "From the dream",
  fromGoal: "From the goal",
  onlyIfYes: "It is only added if you say yes.",
  did: (act, kind, along) => {
    const what: Record<string, string> = {
      dream: "The dream", goal: "The goal", step: "The step", agreement: "The agreement", agenda_item: "The item", answer: "The answer", meeting: "The meeting",
      safety_contact: "The contact", invitee: "Your reply",
    };
    if (act === "resolve") return "You have chosen a version";
    const done: Record<string, string> = { create: "is saved", delete: "is removed", place: "is moved" };
    if (along > 0) return `${what[kind ?? ""] ?? "The text"} and ${along} on it are removed`;
    return `${what[kind ?? ""] ?? "The text"} ${done[act] ?? "is changed"}`;
  },
  newVersion: "There is a new version of Stafet",
  newVersionNote: "Everything you have written stays here.",
  switchNow: "Switch now",
  later: "Later",
  failed: "It did not work",
  failedNote: "Your text is saved on your phone. Try again in a moment.",
  failedOnline: "It did not work. Try again in a moment.",
  lost: "The page did not open",
  lostNote: "What you have written is still here. Try again in a moment.",
  lostOffline: "You are offline, and this page needs the network. What you have written is still here.",
  lostOld: "This page needs the new version. What you have written is still here.",
  nothingHere: "There is nothing to see here",
  nothingHereNote: "The link may have been used. Ask the person who sent it.",
  toToday: "Go to Today",
  and: "and",
  helpNow: "Help now",
  helpNowNote: "Call 112, or see other numbers",
  roles: {
    relative: "relative", gp: "GP", psychiatry: "psychiatry", municipality: "municipality", job_centre: "job centre",
    residential_home: "residential home", peer: "peer", volunteer: "volunteer", other: "",
  },
};
