/** A preview's answer as a plan to draw. It is drawn and thrown away: the phone keeps nothing of it. */

import { viewsOf } from "../../core/view";
import type { PlanOut, PlanView } from "../../state";

export function viewOfAnswer(answer: PlanOut): PlanView | undefined {
  const scopes = Object.fromEntries(
    Object.entries(answer.scopes ?? {}).map(([name, { verb, rev, until, items }]) => [
      name,
      { verb, rev, ...(until === undefined ? {} : { until }), items: (items ?? []).filter((item) => !item.deleted) },
    ]),
  );
  const held = {
    plan: answer.plan, epoch: answer.epoch, rev: answer.rev, view: answer.view, keep: answer.keep, citizen: answer.citizen ?? "",
    me: answer.me ?? { role: "member" as const }, people: answer.people ?? {}, scopes,
  };
  return viewsOf(new Map([[answer.plan, held]]), [])[0];
}
