/** The questions of an invitation, one at a time. Pure: answers in, the open question out. */

import type { Role } from "../../state";
import type { Choices } from "./consent";
import { lastDay } from "./period";

export const QUESTIONS = ["who", "role", "more", "door", "see", "can", "long", "why"] as const;
export type Question = (typeof QUESTIONS)[number];

export interface Answers extends Choices {
  name: string;
  role?: Role;
  organisation: string;
  phone: string;
  hours: string;
  /** The question about details was answered or skipped. */
  more?: boolean;
  /** It is a unit that is let in. */
  unit?: boolean;
  /** Who may let a unit's people in beside the citizen; "" for nobody. Asked where there is somebody to choose. */
  door?: string;
  doors?: boolean;
  /** Answered with Videre: until then a choice is only a choice. */
  done: Question[];
  /** A question that is opened again with Ret. */
  again?: Question;
}

export const NOTHING: Answers = { name: "", organisation: "", phone: "", hours: "", done: [] };

/** What was saved on the phone; nothing where it cannot be read. */
export function readAnswers(text: string): Answers {
  if (!text) return NOTHING;
  try {
    return { ...NOTHING, ...(JSON.parse(text) as Partial<Answers>) };
  } catch {
    return NOTHING;
  }
}

/** Whether somebody is invited without any consent yet. */
export const seesNothing = (answers: Answers): boolean => answers.done.includes("see") && (answers.scopes ?? []).length === 0;

/** The questions of this invitation: with nothing to see there is nothing more to ask. */
export function questionsOf(answers: Answers): Question[] {
  const all = QUESTIONS.filter((one) => one !== "door" || (answers.unit && answers.doors));
  return seesNothing(answers) ? all.filter((one) => !["can", "long", "why"].includes(one)) : all;
}

/** The question that is open now; none when all are answered. */
export function openQuestion(answers: Answers): Question | undefined {
  const questions = questionsOf(answers);
  if (answers.again && questions.includes(answers.again)) return answers.again;
  return questions.find((one) => !answers.done.includes(one));
}

/** Whether the open question has an answer that will do. */
export function isAnswered(question: Question, answers: Answers, now: Date): boolean {
  switch (question) {
    case "who":
      return answers.name.trim() !== "";
    case "role":
      return answers.role !== undefined;
    case "more":
      return /^[0-9+() -]*$/.test(answers.phone);
    case "door":
      return answers.door !== undefined;
    case "see":
      return (answers.scopes ?? []).length > 0;
    case "can":
      return answers.verb !== undefined;
    case "long":
      return answers.period !== undefined && lastDay(answers.period, answers.own ?? "", now) !== undefined;
    case "why":
      return answers.purpose !== undefined;
  }
}

/** The open question is answered: fold it. Another role has other choices, so what no longer fits is asked anew. */
export function answered(question: Question, answers: Answers, fits: (answers: Answers) => { verb: boolean; purpose: boolean }): Answers {
  const { again: _, ...rest } = answers;
  const next: Answers = { ...rest, done: answers.done.includes(question) ? answers.done : [...answers.done, question] };
  if (question !== "role") return next;
  const ok = fits(next);
  if (!ok.verb) {
    delete next.verb;
    next.done = next.done.filter((one) => one !== "can");
  }
  if (!ok.purpose) {
    delete next.purpose;
    next.done = next.done.filter((one) => one !== "why");
  }
  return next;
}
