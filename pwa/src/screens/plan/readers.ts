/** Who may read a part of the plan, in names. The server decides what they get; this only says it beside the words. */

import type { MemberItem, PlanView } from "../../state";
import { joined, t } from "../../texts";

/** Members with a consent on the scope now, in the order of the team. */
export function readersOf(plan: PlanView, scope: string, now = new Date()): string[] {
  const moment = now.toISOString();
  const members = new Set(
    plan.grants
      .filter((grant) => grant.scope === scope || (grant.scope === "dreams" && scope.startsWith("dream:")))
      .filter((grant) => !grant.endedAt && !grant.stopping && grant.from <= moment && grant.until > moment)
      .map((grant) => grant.member),
  );
  return plan.members.filter((member) => members.has(member.id) && member.status !== "ended").map(called);
}

/** "Mads og Sanne må læse det", "Kun du kan læse det". */
export function whoMayRead(plan: PlanView, scope: string): string {
  if (scope === "private") return t.plan.neverShared;
  const names = readersOf(plan, scope);
  // A unit's people read with it: they are not asked one by one.
  const everyone = plan.members.filter((member) => member.status === "active" && !member.unit).length;
  if (names.length === 0) return t.plan.onlyYou;
  if (names.length > 2 && names.length === everyone) return t.plan.wholeTeam;
  return t.plan.mayRead(joined(names));
}

/** What one says about somebody on the team. A unit's name is said whole: "Afsnit 4". */
export const called = (member: Pick<MemberItem, "name" | "isUnit">): string => (member.isUnit ? member.name : firstName(member.name));

/** The name in a sentence: "Mads" of "Mads Lund", but "Dr. Holm" whole. */
export function firstName(name: string): string {
  const [first, second] = name.split(" ");
  return first?.endsWith(".") && second ? `${first}\u00a0${second}` : (first ?? name);
}
