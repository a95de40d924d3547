/**
 * The set-up of the safety plan, one question at a time: the steps of Stanley and Brown's plan in their order, then the
 * citizen's own wishes and words. Pure.
 */

import type { Kind } from "../../state";

/** Where somebody stopped: kept as a draft is, on this phone, and forgotten when they are through. */
export const GUIDE = "guide:step";

export const STEPS = ["warning_sign", "coping", "safe_place", "people", "professionals", "safe_surroundings", "wish_if_ill", "to_myself"] as const;
export type Step = (typeof STEPS)[number];
export type TextStep = Exclude<Step, "people" | "professionals">;

/** Both who helps in daily life and who helps at work are somebody to call. */
export const kindOf = (step: Step): Kind & (TextStep | "safety_contact") => (isText(step) ? step : "safety_contact");
export const isText = (step: Step): step is TextStep => step !== "people" && step !== "professionals";

/** The step that is named, or where one stopped; the first when neither is known to this version. */
export const stepOf = (named: string | null, stopped: string): Step => STEPS.find((step) => step === named) ?? STEPS.find((step) => step === stopped) ?? STEPS[0];

export const numberOf = (step: Step): number => STEPS.indexOf(step) + 1;
export const stepAfter = (step: Step): Step | undefined => STEPS[STEPS.indexOf(step) + 1];
export const stepBefore = (step: Step): Step | undefined => STEPS[STEPS.indexOf(step) - 1];

/** What nothing was written to, in order: named at the end, asked for by nobody. */
export function passedOver(kinds: Iterable<Kind>): Step[] {
  const written = new Set(kinds);
  const left = STEPS.filter((step) => !written.has(kindOf(step)));
  // Both kinds of people are one list on the page: one question stands for both.
  return left.filter((step) => step !== "professionals");
}

type Person = { role: string; name: string; organisation: string; phone: string; hours: string; status: string };
const CLOSE = new Set(["relative", "peer", "volunteer", "other"]);
const digits = (phone: string) => phone.replace(/\D/g, "").replace(/^45(?=\d{8}$)/, "");

/** Whom the team already has a number for, and who is not in the safety plan yet. */
export function fromTeam<P extends Person>(step: Step, members: readonly P[], contacts: readonly { phone: string }[]): P[] {
  if (isText(step)) return [];
  const known = new Set(contacts.map(({ phone }) => digits(phone)));
  return members.filter((one) => ["active", "paused"].includes(one.status) && digits(one.phone) && !known.has(digits(one.phone)) && CLOSE.has(one.role) === (step === "people"));
}
