import type { course as da, courseOf as daOf } from "../da/course";

export const course: typeof da = {
  title: "Look back",
  rowNote: "5 questions about the help. For you, and for your team if you want.",
  lead: "How has it been? Answer when you think it is time. You may skip.",
  answer: "Answer 5 questions",
  again: "Answer again",
  yours: "Your answers",
  first: (day) => `The first time, ${day}`,
  last: (day) => `Latest, ${day}`,
  nothing: "Skipped",
  onlyMe: "Only you can read this.",
  bring: "Bring it to a meeting",

  ask: "Ask your team",
  askNote: "They get the same 5 questions. You can see who answers what. Nobody else can read it. They are told so.",
  who: "Whom will you ask?",
  whoMissing: "Choose one or more.",
  send: "Ask them",
  nobody: "There is nobody on your team you can ask now.",
  asked: (name, day) => `You asked ${name} on ${day}. No answer has come.`,
  takeBack: "Do not ask after all",
  offline: "You can ask them when you are online.",
  theirs: "What they answered",
  questions: {
    mattered: "Has it been about what matters to you?",
    together: "Have the others worked together?",
    whoDoes: "Have you known who does what?",
    kept: "Did the agreements come to something?",
    whoHelps: "Do you know who can help now?",
  },
};

export const courseOf: typeof daOf = {
  questions: (name) => ({
    mattered: `Has it been about what matters to ${name}?`,
    together: "Have you worked together?",
    whoDoes: "Have you known who does what?",
    kept: "Did the agreements come to something?",
    whoHelps: `Does ${name} know who can help now?`,
  }),
  title: (name) => `${name} asks: how has it been?`,
  lead: (name) => `5 short questions. You may skip. ${name} reads your answer and sees that it is yours. Nobody else can read it.`,
  send: (name) => `Send to ${name}`,
  no: "I would rather not answer",
  sent: (name) => `Thank you. ${name} has your answer. You cannot read it again here.`,
  saidNo: (name) => `That is all right. ${name} can see that there is no answer.`,
  nothing: (name) => `${name} is not waiting for an answer from you.`,
  offline: "You can send it when you are online.",
  back: "Back",
};
