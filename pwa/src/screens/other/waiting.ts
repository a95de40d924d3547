/** What waits for a member, over all plans: nearest first, in words. Pure; worked out from what this tab holds. */

import { isParked as isParkedOne, quietSince } from "../../core/parked";
import type { PlanView } from "../../state";
import type { Wall } from "../meetings/times";

export interface Waits {
  plan: string;
  citizen: string;
  /** `parked`: somebody else's agreement whose day has gone by; `quiet`: no meeting ahead. Both for who holds the baton. */
  kind: "answer" | "rsvp" | "agreement" | "parked" | "quiet" | "baton" | "course";
  item: string;
  meeting?: string;
  /** The citizen's own words. */
  text?: string;
  /** A meeting's wall time or an agreement's day; both sort as text. */
  due?: string;
}

/** The points I am asked about and have not answered (a professional also those for everybody), invitations I have not replied to, agreements I hold. */
export function waitsOn(plan: PlanView, wallNow: Wall): Waits[] {
  const me = plan.me?.member;
  if (plan.role === "citizen" || !me) return [];
  const of = { plan: plan.id, citizen: plan.citizen };
  const found: Waits[] = [];
  for (const meeting of plan.all("meeting")) {
    if (meeting.body.state !== "planned" || meeting.body.startsAt.slice(0, 10) < wallNow.slice(0, 10)) continue;
    const at = { ...of, meeting: meeting.id, due: meeting.body.startsAt };
    for (const invitee of plan.items(meeting.scope, "invitee")) {
      if (invitee.body.member === me && invitee.body.reply === "none") found.push({ ...at, kind: "rsvp", item: invitee.id });
    }
    const mayAnswer = plan.keep.kind === "tab" && plan.may("respond", meeting.scope);
    const mine = plan.items(meeting.scope, "answer").filter((answer) => answer.by === me);
    for (const point of plan.items(meeting.scope, "agenda_item")) {
      const answered = mine.some((answer) => answer.from?.item === point.id);
      const asksMe = point.body.asked === me || (point.body.asked === "" && mayAnswer && point.by !== me);
      if (point.body.state === "on" && asksMe && !answered) found.push({ ...at, kind: "answer", item: point.id, text: point.body.text });
    }
  }
  const today = wallNow.slice(0, 10);
  const holds = plan.me?.baton === "holds" || (plan.me?.standsInUntil ?? "") > today;
  const paused = new Set(plan.members.filter((member) => member.status === "paused").map((member) => member.id));
  if (plan.me?.baton === "offered" || plan.me?.baton === "accepted") found.push({ ...of, kind: "baton", item: plan.me.baton });
  if (plan.me?.courseAskedAt) found.push({ ...of, kind: "course", item: "" });
  if (holds) {
    const since = plan.me?.batonSince?.slice(0, 10) ?? today;
    const meetings = plan.all("meeting").map((item) => item.body);
    const quiet = quietSince(meetings, since, today);
    // Who is in no meeting at all is told as soon as the baton is theirs for a while; a meeting they may not see is not told of.
    if (quiet) found.push({ ...of, kind: "quiet", item: "", due: meetings.length > 0 ? quiet : "" });
  }
  for (const agreement of plan.all("agreement")) {
    const { responsible, state, what, byOn } = agreement.body;
    if (holds && responsible !== me && isParkedOne(agreement.body, today, paused)) found.push({ ...of, kind: "parked", item: agreement.id, text: what, due: byOn ?? "" });
    if (responsible === me && state === "agreed") found.push({ ...of, kind: "agreement", item: agreement.id, text: what, ...(byOn ? { due: byOn } : {}) });
  }
  return found;
}

const RANK = { baton: 0, answer: 1, rsvp: 2, agreement: 3, parked: 4, quiet: 5, course: 6 } as const;

/**
 * Nearest first. An agreement whose day has gone by is parked, not late (it needs a new date, it does not need to
 * shout), so it stands after what still has time, and what has no time at all comes last.
 */
export function sortWaiting(waiting: readonly Waits[], wallNow: Wall): Waits[] {
  const group = (waits: Waits) => (waits.kind === "baton" ? -1 : waits.kind === "quiet" ? 1 : !waits.due ? 2 : isParked(waits, wallNow) ? 1 : 0);
  // A day lasts to its end: it stands after the meetings on it.
  const until = (waits: Waits) => (waits.due?.length === 10 ? `${waits.due}T24` : (waits.due ?? ""));
  return [...waiting].sort(
    (a, b) =>
      group(a) - group(b) || compare(until(a), until(b)) || RANK[a.kind] - RANK[b.kind] || a.citizen.localeCompare(b.citizen, "da"),
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export const isParked = (waits: Waits, wallNow: Wall): boolean =>
  waits.kind === "parked" || (waits.kind === "agreement" && isParkedOne({ state: "agreed", byOn: waits.due?.slice(0, 10) || null, responsible: "" }, wallNow.slice(0, 10), new Set()));

export const peopleIn = (waiting: readonly Waits[]): number => new Set(waiting.map((waits) => waits.plan)).size;

/** Where a press leads. */
export function pathOf(waits: Waits): string {
  if (waits.kind === "baton" || waits.kind === "course") return `/shared/${waits.plan}/${waits.kind}`;
  if (waits.kind === "rsvp" && waits.meeting) return `/shared/${waits.plan}/meetings/${waits.meeting}`;
  if (waits.item) return `/shared/${waits.plan}/items/${waits.item}`;
  return waits.meeting ? `/shared/${waits.plan}/meetings/${waits.meeting}` : `/shared/${waits.plan}`;
}

/** What somebody said, with what they would do. */
export interface Recorded {
  who: string;
  when: string;
  text: string;
  offer: string;
}
export interface RecordWords {
  asks: (who: string) => string;
  offer: string;
  agreed: string;
  notAgreed: string;
}

/**
 * One point as plain text, for the member's own record: who, when, what was asked, answered and agreed. Words of people and
 * nothing else: no link of the meeting, no address, because a record is read by many.
 */
export function plainText(point: { head: string; asker: string; question: string; said: readonly Recorded[]; agreed: readonly string[] }, words: RecordWords): string {
  return [
    point.head,
    `${words.asks(point.asker)}: ${point.question}`,
    ...point.said.flatMap(({ who, when, text, offer }) => [text && `${who}, ${when}: ${text}`, offer && `${who}, ${when}. ${words.offer}: ${offer}`]),
    ...(point.agreed.length > 0 ? point.agreed.map((one) => `${words.agreed}: ${one}`) : [words.notAgreed]),
  ].filter(Boolean).join("\n").replaceAll("\u00ad", "").replaceAll("\u00a0", " ");
}
