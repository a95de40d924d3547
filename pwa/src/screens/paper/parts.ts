/** What of a plan can be put on paper, as this reader has it. Pure. */

import type { Kind, PlanView } from "../../state";

export interface PaperPart {
  /** As the server knows it: a section, dream:<id>, or a list. */
  name: string;
  /** A dream says itself. */
  words?: string;
  count: number;
  /** Ticked from the start: all but what is nearest to oneself. */
  usual: boolean;
}

const SECTIONS = ["strengths", "needs", "agreements", "responsible", "safety", "wellbeing"];
/** Who prints for somebody else seldom means these. */
const NEAR = new Set(["wellbeing", "consents"]);

export function paperParts(plan: PlanView): PaperPart[] {
  const own = plan.role === "citizen";
  const shown = plan.all("dream").map((dream): PaperPart => ({
    name: dream.scope, words: dream.body.text, count: 0, usual: true,
  }));
  const sections = SECTIONS.map((name): PaperPart => ({ name, count: countOf(plan, name), usual: !NEAR.has(name) }));
  const lists: PaperPart[] = [
    { name: "team", count: plan.members.filter((one) => one.status === "active" || one.status === "paused").length, usual: true },
    { name: "meetings", count: plan.all("meeting").filter((meeting) => meeting.body.state === "planned").length, usual: true },
    ...(own ? [{ name: "consents", count: plan.grants.filter((grant) => !grant.endedAt).length, usual: false }] : []),
  ];
  return [...shown, ...[...sections, ...lists].filter((part) => part.count > 0)];
}

function countOf(plan: PlanView, scope: string): number {
  return plan.items(scope).filter((item) => item.kind !== ("alternative" satisfies Kind)).length;
}
