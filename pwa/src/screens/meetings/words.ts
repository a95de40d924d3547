/** The words of times, people and replies, in the language that is chosen. Reads signals; holds no state. */

import type { Item, PlanView } from "../../state";
import { clock, clockSpan, dayNear, joined, moment, t, today, weekdayDay } from "../../texts";
import { wallOf } from "./times";

export const now = (): Date => new Date();
export { joined };

/** "i dag kl. 10.48" -> "kl. 10.48", "i går", "3. november" */
export const saidWhen = (when: string): string => (wallOf(new Date(when)).startsWith(today()) ? clock(when) : dayNear(when));
/** "i dag kl. 10.48", "i går": for something with a time, said of what has been. */
export const fullWhen = (when: string): string => moment(when);

type MeetingBody = Item<"meeting">["body"];

/** "kl. 10 til 11" */
export const fromTo = (meeting: MeetingBody): string => clockSpan(meeting.startsAt, meeting.minutes);
/** "fredag 20. november kl. 10" */
export const dayAndClock = (meeting: MeetingBody): string => `${weekdayDay(meeting.startsAt)} ${clock(meeting.startsAt)}`;
/** "fredag kl. 10" when it is near, else "20. november kl. 10" */
export const nearAndClock = (startsAt: string): string => `${dayNear(startsAt)} ${clock(startsAt)}`;

export function hostOf(link: string): string {
  try {
    return new URL(link).host;
  } catch {
    return link;
  }
}

/** Where, each way for itself: the place first, then video and phone. */
export function whereWords(meeting: MeetingBody): string[] {
  const words: string[] = [];
  if (meeting.place) words.push(meeting.place);
  if (meeting.video) words.push(meeting.place ? t.meetings.alsoVideo(hostOf(meeting.video)) : t.meetings.onVideo(hostOf(meeting.video)));
  if (meeting.phone) words.push(t.meetings.onPhone(meeting.phone));
  return words;
}

/** "på video" in a line about one meeting among others. */
export const whereBrief = (meeting: MeetingBody): string =>
  meeting.place || (meeting.video ? t.meetings.byVideo : meeting.phone ? t.meetings.byPhone : "");

/** The name one calls somebody by: "Jonas", "Dr. Holm". */
export function firstName(name: string): string {
  const words = name.trim().split(/\s+/);
  return words[0]?.endsWith(".") ? name.trim() : (words[0] ?? name);
}

export const nameOf = (plan: PlanView, author: string): string => firstName(plan.person(author).name) || t.meetings.somebody;

/** Where a person comes from: the organisation, else the role. */
export function placeOf(plan: PlanView, author: string): string {
  const person = plan.person(author);
  return person.organisation || (person.role ? t.common.roles[person.role] : "");
}

/** "Jonas, jobcenteret" */
export const personWords = (plan: PlanView, author: string): string =>
  [nameOf(plan, author), placeOf(plan, author)].filter(Boolean).join(", ");

export const namesOf = (plan: PlanView, members: readonly string[]): string => joined(members.map((member) => nameOf(plan, member)));

export function replyWords(invitee: Item<"invitee">["body"]): string {
  const words = t.meetings.replies;
  if (invitee.reply === "yes") return invitee.how === "video" ? words.video : invitee.how === "phone" ? words.phone : words.yes;
  if (invitee.reply === "no") return invitee.how === "in_writing" ? words.in_writing : words.no;
  return words[invitee.reply];
}

/** Own words in a short line, for a button's hidden object. */
export const brief = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}...` : text);
