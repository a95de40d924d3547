/** The lists on a member's desk: what waits, people, meetings, my agreements. */

import { computed } from "@preact/signals";
import { plans, route, type PlanView } from "../../state";
import { clock, day, t, upper, weekdayDay } from "../../texts";
import { Note } from "../../ui";
import { useAsked } from "../meetings/NotHere";
import { sortMeetings } from "../meetings/thread";
import { wallOf } from "../meetings/times";
import { nearAndClock, now, replyWords, whereBrief } from "../meetings/words";
import { isParked, pathOf, sortWaiting, waitsOn, type Waits } from "./waiting";
import type { Place } from "./Frame";

export const others = computed<PlanView[]>(() => plans.value.filter((plan) => plan.role === "member"));

/** Worked out from what the tab holds, so that it follows each answer at once and no extra look is logged. */
export const waiting = computed<Waits[]>(() => {
  const wall = wallOf(now());
  return sortWaiting(others.value.flatMap((plan) => waitsOn(plan, wall)), wall);
});

export function ListOf({ place }: { place: Place }) {
  // An empty list is a statement: it is not made before the server has been asked.
  const asked = useAsked();
  if (!asked && others.value.length === 0) return <p class="entry-note late">{t.common.fetching}</p>;
  if (place === "people") return <People />;
  if (place === "meetings") return <Meetings />;
  if (place === "agreements") return <Agreements />;
  return <WaitingList />;
}

function Entry({ href, kind, text, own, note }: { href: string; kind: string; text: string; own?: boolean; note: string }) {
  return (
    <li>
      <a href={href} aria-current={route.value.path === href ? "true" : undefined}>
        <span class="kind">{kind}</span>
        <span class={own ? "own" : undefined}>{text}</span>
        <span class="note">{note}</span>
      </a>
    </li>
  );
}

export function WaitingList() {
  const words = t.desk;
  if (waiting.value.length === 0) return <div class="entry-note"><p>{words.nothing}</p><Note>{words.nothingNote}</Note></div>;
  return <ul class="entries">{waiting.value.map((waits) => <Entry key={`${waits.kind}${waits.item}`} href={pathOf(waits)} {...entryOf(waits)} />)}</ul>;
}

function entryOf(waits: Waits): { kind: string; text: string; own?: boolean; note: string } {
  const words = t.desk;
  const plan = others.value.find((other) => other.id === waits.plan);
  const meeting = waits.meeting ? plan?.item(waits.meeting) : undefined;
  const meetingKind = meeting?.body.kind === "meeting" ? t.meetings.kinds[meeting.body.meetingKind] : "";
  if (waits.kind === "answer") {
    return {
      kind: waits.due ? words.answerBefore(nearAndClock(waits.due)) : words.answerNow,
      text: waits.text ?? "", own: true, note: [waits.citizen, meetingKind.toLocaleLowerCase()].filter(Boolean).join(", "),
    };
  }
  if (waits.kind === "rsvp") {
    return { kind: words.invitation, text: [meetingKind, waits.due && nearAndClock(waits.due)].filter(Boolean).join(" "), note: waits.citizen };
  }
  if (waits.kind === "baton") return { kind: t.baton.title, text: waits.item === "offered" ? t.baton.deskOffered : t.baton.deskAccepted, note: waits.citizen };
  if (waits.kind === "quiet") return { kind: words.nav.meetings, text: t.baton.deskQuiet, note: `${waits.citizen}. ${waits.due ? t.baton.deskQuietSince(day(waits.due)) : t.baton.deskQuietNone}` };
  const parked = isParked(waits, wallOf(now()));
  const agreement = waits.item ? plan?.item(waits.item) : undefined;
  const asks = agreement?.body.kind === "agreement" && agreement.body.asksFor;
  return {
    kind: parked ? words.agreementParked : waits.due ? (asks ? words.asksMeeting : words.agreementBy)(day(waits.due)) : words.agreementOpen,
    text: waits.text ?? "", own: agreement?.voice === "citizen",
    note: parked && waits.due ? `${waits.citizen}, ${words.wasSet(day(waits.due))}` : waits.citizen,
  };
}

/** How many things a plan shares with me: its sections, threads and meetings. */
export const sharedCount = (plan: PlanView): number => [...plan.scopes.keys()].filter((scope) => scope !== "responsible" && scope !== "consents").length;

function People() {
  const words = t.desk;
  if (others.value.length === 0) return <div class="entry-note"><p>{words.peopleNone}</p><Note>{words.peopleNoneNote}</Note></div>;
  return (
    <ul class="entries">
      {[...others.value].sort((a, b) => a.citizen.localeCompare(b.citizen, "da")).map((plan) => (
        <li key={plan.id}>
          <a href={`/shared/${plan.id}`} aria-current={route.value.path === `/shared/${plan.id}` ? "true" : undefined}>
            <span>{plan.citizen}</span><span class="note">{words.sharesWith(sharedCount(plan), plan.me?.unit)}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}

function Meetings() {
  const words = t.desk;
  const all = others.value.flatMap((plan) => plan.all("meeting").map((meeting) => ({ plan, meeting })));
  const wall = wallOf(now());
  const { next, earlier } = sortMeetings(all.map((one) => one.meeting), wall);
  if (all.length === 0) return <div class="entry-note"><p>{words.meetingsNone}</p></div>;
  return (
    <ul class="entries">
      {[...next, ...earlier].map((meeting) => {
        const plan = all.find((one) => one.meeting === meeting)?.plan;
        if (!plan) return null;
        const mine = plan.items(meeting.scope, "invitee").find((invitee) => invitee.body.member === plan.me?.member);
        const cancelled = meeting.body.state === "cancelled" ? `. ${t.meetings.cancelled}` : "";
        return (
          <Entry
            key={meeting.id} href={`/shared/${plan.id}/meetings/${meeting.id}`} kind={`${t.meetings.kinds[meeting.body.meetingKind]}${cancelled}`}
            text={`${upper(weekdayDay(meeting.body.startsAt))} ${clock(meeting.body.startsAt)}`}
            note={[[plan.citizen, whereBrief(meeting.body)].filter(Boolean).join(", "), mine && replyWords(mine.body)].filter(Boolean).join(". ")}
          />
        );
      })}
    </ul>
  );
}

function Agreements() {
  const words = t.desk;
  const mine = others.value.flatMap((plan) =>
    plan.all("agreement").filter((one) => one.body.responsible === plan.me?.member && one.body.state !== "declined" && one.body.state !== "dropped").map((one) => ({ plan, one })));
  if (mine.length === 0) return <div class="entry-note"><p>{words.agreementsNone}</p></div>;
  const rank = { agreed: 0, proposed: 1, done: 2 } as const;
  mine.sort((a, b) => rank[a.one.body.state as "done"] - rank[b.one.body.state as "done"] || ((a.one.body.byOn ?? "9") < (b.one.body.byOn ?? "9") ? -1 : 1));
  return (
    <>
      <ul class="entries">
        {mine.map(({ plan, one }) => (
          <Entry
            key={one.id} href={`/shared/${plan.id}/items/${one.id}`} text={one.body.what} own={one.voice === "citizen"} note={plan.citizen}
            kind={one.body.state === "proposed" ? words.proposedAgreement : one.body.state === "done" ? words.stepDone : one.body.byOn ? words.by(day(one.body.byOn)) : words.agreementOpen}
          />
        ))}
      </ul>
      <div class="entry-note"><Note>{words.agreementsNote}</Note></div>
    </>
  );
}
