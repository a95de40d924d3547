/** What hangs together on a meeting, worked out from the items' links. Pure. */

import type { Item } from "../../state";

/** Any item, as something that hangs on a thread. */
export type Linked = Pick<Item, "id" | "scope" | "from">;

export interface Point {
  item: Item<"agenda_item">;
  answers: Item<"answer">[];
}

/** The points that are on the agenda, each with its answers, oldest answer first. */
export function pointsOf(items: readonly Item<"agenda_item">[], answers: readonly Item<"answer">[]): Point[] {
  return items
    .filter((item) => item.body.state === "on")
    .map((item) => ({ item, answers: answersTo(item, answers) }));
}

export function answersTo(item: Linked, answers: readonly Item<"answer">[]): Item<"answer">[] {
  return answers.filter((answer) => answer.from?.item === item.id).sort((a, b) => (a.at < b.at ? -1 : 1));
}

/** The agreement that the citizen made of an answer's offer, if there is one. */
export function agreementFrom(
  answer: Item<"answer">,
  point: Item<"agenda_item"> | undefined,
  agreements: readonly Item<"agreement">[],
): Item<"agreement"> | undefined {
  const own = agreements.find((agreement) => agreement.from?.item === answer.id);
  return own ?? agreements.find(
    (agreement) =>
      agreement.body.responsible === answer.by &&
      agreement.at >= answer.at &&
      (agreement.body.what === answer.body.does || agreement.from?.item === (point?.from?.item ?? point?.id)) &&
      (agreement.body.byOn ?? "") === (answer.body.byOn ?? ""),
  );
}

/**
 * The agreements a meeting led to: made since the meeting was planned, on one of the threads its points come from,
 * or tied to one of the points themselves. What was said no to is not among them.
 */
export function agreementsOf(
  meeting: Item<"meeting">,
  points: readonly Item<"agenda_item">[],
  agreements: readonly Item<"agreement">[],
  next?: Item<"meeting">,
): Item<"agreement">[] {
  const threads = new Set(points.map((point) => point.from?.scope).filter((scope) => scope?.startsWith("dream:")));
  const own = new Set(points.map((point) => point.id));
  return agreements.filter((agreement) => {
    if (agreement.body.state === "declined" || (agreement.body.state === "dropped" && !agreement.body.why)) return false;
    if (agreement.from && (own.has(agreement.from.item) || agreement.from.scope === meeting.scope)) return true;
    return threads.has(agreement.scope) && agreement.at >= meeting.at && (!next || agreement.at < next.at);
  });
}

/** Those who are asked, have a place, and have not answered the point. */
export function silent(point: Point, invitees: readonly Item<"invitee">[]): string[] {
  if (point.answers.length > 0) return [];
  if (point.item.body.asked) return [point.item.body.asked];
  const only = invitees.length === 1 ? invitees[0]?.body.member : undefined;
  return only && only !== point.item.by ? [only] : [];
}

/** Planned meetings that are not over come first, the nearest on top; then what has been, the latest on top. */
export function sortMeetings(
  meetings: readonly Item<"meeting">[],
  wallNow: string,
): { next: Item<"meeting">[]; earlier: Item<"meeting">[] } {
  const ahead = (meeting: Item<"meeting">) =>
    meeting.body.state === "planned" && meeting.body.startsAt.slice(0, 10) >= wallNow.slice(0, 10);
  const byTime = (a: Item<"meeting">, b: Item<"meeting">) => (a.body.startsAt < b.body.startsAt ? -1 : 1);
  return {
    next: meetings.filter(ahead).sort(byTime),
    earlier: meetings.filter((meeting) => !ahead(meeting)).sort((a, b) => byTime(b, a)),
  };
}

/** What is written about the whole meeting: about no point, or about one that has been taken off. */
export function aboutWhole(outcomes: readonly Item<"outcome">[], points: readonly Point[]): Item<"outcome">[] {
  const known = new Set(points.map((point) => point.item.id));
  return outcomes.filter((outcome) => !outcome.from || !known.has(outcome.from.item));
}

/** The citizen's own words about a point. */
export const ownWords = (outcomes: readonly Item<"outcome">[], about: string): Item<"outcome"> | undefined =>
  outcomes.find((outcome) => outcome.from?.item === about && outcome.voice === "citizen");

/** What others have written about a point. */
export const theirWords = (outcomes: readonly Item<"outcome">[], about: string): Item<"outcome">[] =>
  outcomes.filter((outcome) => outcome.from?.item === about && outcome.voice !== "citizen");

/** How a meeting was: what others may read comes first, so that nothing that is shared looks like one's own. */
export function lookingBackOn(all: readonly Item<"looking_back">[], meeting: string): Item<"looking_back"> | undefined {
  const about = all.filter((one) => one.from?.item === meeting);
  return about.find((one) => one.scope !== "private") ?? about[0];
}

/** Every meeting that was answered about, once, the oldest first. */
export function overTime(all: readonly Item<"looking_back">[]): Item<"looking_back">[] {
  const once = all.filter((one) => !one.from || lookingBackOn(all, one.from.item) === one);
  return once.sort((a, b) => (a.body.on === b.body.on ? (a.at < b.at ? -1 : 1) : a.body.on < b.body.on ? -1 : 1));
}

/** A line through the answers that were given, from left to right; where there is none, it is broken. In parts of one. */
export function lineOf(steps: readonly (number | null)[]): { x: number; y: number }[][] {
  const parts: { x: number; y: number }[][] = [[]];
  steps.forEach((step, place) => {
    if (step === null) parts.push([]);
    else parts[parts.length - 1]?.push({ x: steps.length > 1 ? place / (steps.length - 1) : 0.5, y: 1 - step / 4 });
  });
  return parts.filter((part) => part.length > 0);
}
