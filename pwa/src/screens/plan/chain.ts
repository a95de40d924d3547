/** What hangs on a dream, in the order of its thread, worked out from the items' own links. Pure. */

import type { Item, PlanView } from "../../state";
import { today } from "../../texts/dates";

export type Knotted = Item<"goal"> | Item<"step"> | Item<"agenda_item"> | Item<"answer"> | Item<"agreement">;

/** A goal is what hangs nearest to its dream; what comes of it follows. */
const RANK: Record<string, number> = { goal: 0, step: 1, agenda_item: 2, answer: 3, agreement: 4 };

export interface Chain {
  /** Taut: goals, steps, points, answers, agreements, depth first from the dream. */
  knots: Knotted[];
  /** Agreements somebody proposes: outside the thread until the citizen says yes. */
  proposals: Item<"agreement">[];
  /** How the thread ends. Answered or agreed is taut; everything else hangs, and that is all. */
  end: "taut" | "no_goal" | "no_agreement" | "no_answer";
  /** The goal nothing is tied to yet. */
  goal: Item<"goal"> | undefined;
  /** The point nobody has answered. */
  silent: Item<"agenda_item"> | undefined;
}

export function chainOf(plan: PlanView, dream: Item<"dream">): Chain {
  const candidates = [
    ...plan.items(dream.scope).filter((item): item is Knotted => item.kind === "goal" || item.kind === "step" || item.kind === "agreement"),
    ...plan.all("agenda_item").filter((item) => item.body.state === "on"),
    ...plan.all("answer"),
  ] as Knotted[];
  const children = new Map<string, Knotted[]>();
  const ids = new Set(candidates.map((item) => item.id));
  for (const item of candidates) {
    const own = item.scope === dream.scope;
    // What lives on the thread but whose other end cannot be seen hangs on the dream itself.
    const above = item.from && (ids.has(item.from.item) || item.from.item === dream.id) ? item.from.item : own ? dream.id : undefined;
    if (above === undefined || above === item.id) continue;
    children.set(above, [...(children.get(above) ?? []), item]);
  }
  const knots: Knotted[] = [];
  const proposals: Item<"agreement">[] = [];
  let goal: Item<"goal"> | undefined;
  let silent: Item<"agenda_item"> | undefined;
  const seen = new Set<string>();
  const walk = (id: string) => {
    const below = (children.get(id) ?? []).sort((a, b) => (RANK[a.kind] ?? 9) - (RANK[b.kind] ?? 9) || (a.order < b.order ? -1 : a.order > b.order ? 1 : a.at < b.at ? -1 : 1));
    for (const item of below) {
      if (seen.has(item.id)) continue;
      seen.add(item.id);
      if (item.kind === "agreement") {
        const { state } = item.body;
        if (state === "proposed") proposals.push(item);
        if (state === "agreed" || state === "done" || (state === "dropped" && item.body.why)) knots.push(item);
        continue;
      }
      knots.push(item);
      walk(item.id);
      const tied = (children.get(item.id) ?? []).some((child) => child.kind !== "step");
      if (item.kind === "goal" && !tied) goal ??= item as Item<"goal">;
      if (item.kind === "agenda_item" && !tied) silent ??= item as Item<"agenda_item">;
    }
  };
  walk(dream.id);
  const has = (kind: string) => knots.some((item) => item.kind === kind);
  const end = has("agreement") ? "taut" : silent ? "no_answer" : has("agenda_item") ? "taut" : has("goal") ? "no_agreement" : "no_goal";
  return { knots, proposals, end, goal, silent };
}

/** An offer in an answer that is no agreement yet. */
export function isOpenOffer(plan: PlanView, answer: Item<"answer">): boolean {
  if (answer.body.answerKind !== "does" || !answer.body.does) return false;
  const point = answer.from && plan.item(answer.from.item);
  return !plan.all("agreement").some((agreement) =>
    agreement.body.responsible === answer.by && agreement.at >= answer.at
    && (agreement.body.what === answer.body.does || agreement.from?.item === answer.id || agreement.from?.item === (point?.from?.item ?? point?.id)));
}

/** The meeting a point is on. */
export function meetingOf(plan: PlanView, item: Item): Item<"meeting"> | undefined {
  return item.scope.startsWith("meeting:") ? plan.items(item.scope, "meeting")[0] : undefined;
}

/** The dream whose thread an item lives on. */
export function dreamOf(plan: PlanView, scope: string): Item<"dream"> | undefined {
  return scope.startsWith("dream:") ? plan.items(scope, "dream")[0] : undefined;
}

/** The nearest meeting that is not over. */
export function nextMeeting(plan: PlanView): Item<"meeting"> | undefined {
  return plan.all("meeting").filter((meeting) => meeting.body.state === "planned" && meeting.body.startsAt.slice(0, 10) >= today())
    .sort((a, b) => (a.body.startsAt < b.body.startsAt ? -1 : 1))[0];
}
