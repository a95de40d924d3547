/** The lists on a member's desk: what waits, people, meetings, my agreements. */

import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { badge, route, type PlanView } from "../../state";
import { clock, day, t, upper, weekdayDay } from "../../texts";
import { Act, Empty, Note } from "../../ui";
import { useAsked } from "../meetings/NotHere";
import { sortMeetings } from "../meetings/thread";
import { wallOf } from "../meetings/times";
import { dayAndClock, nearAndClock, now, replyWords, whereBrief } from "../meetings/words";
import { howWasIt } from "./course-words";
import { Finder, known, whenFound, within } from "./Finder";
import { meetsWithin } from "./finding";
import { others, waiting } from "./on-desk";
import { proposePath, proposeWords } from "./proposing";
import { isParked, pathOf, type Waits } from "./waiting";
import type { Place } from "./Frame";

const PIECE = 100;

export function ListOf({ place }: { place: Place }) {
  // An empty list is a statement: it is not made before the server has been asked.
  const asked = useAsked();
  if (!asked && others.value.length === 0) return <p class="after late">{t.common.fetching}</p>;
  return <><Finder place={place} />{listOf(place)}</>;
}

function listOf(place: Place) {
  if (place === "people") return <People />;
  if (place === "meetings") return <Meetings />;
  if (place === "agreements") return <Agreements />;
  return <WaitingList />;
}

/** Whether this person is among those looked for, or nobody is looked for. */
const isFound = (plan: string): boolean => within.value?.has(plan) ?? true;

/** A long list comes a hundred at a time: an old machine draws that at once, and nobody reads more. */
function Pieces<T>({ of, children }: { of: readonly T[]; children: (one: T) => ComponentChildren }) {
  const [shown, show] = useState(PIECE);
  const more = of.length - shown;
  return (
    <>
      <ul class="entries">{of.slice(0, shown).map(children)}</ul>
      {more > 0 && <div class="after"><Act plain onPress={() => show(shown + PIECE)}>{t.desk.find.more(Math.min(more, PIECE))}</Act></div>}
    </>
  );
}

/** A list with nothing on it. */
function Nothing({ note, children }: { note?: string; children: string }) {
  return <div class="after"><Empty>{children}{note && <><br /><span class="note">{note}</span></>}</Empty></div>;
}

const NotFoundHere = () => <div class="after"><Note>{t.desk.find.none}</Note></div>;

function Entry({ href, kind, text, own, note }: { href: string; kind?: string | undefined; text: string; own?: boolean; note: string }) {
  return (
    <li>
      <a href={href} aria-current={route.value.path === href ? "true" : undefined}>
        {kind && <span class="kind">{kind}</span>}
        <span class={own ? "own" : undefined}>{text}</span>
        <span class="note">{note}</span>
      </a>
    </li>
  );
}

export function WaitingList() {
  const count = waiting.value.length;
  useEffect(() => badge(count), [count]);
  const words = t.desk;
  if (waiting.value.length === 0) return <Nothing note={others.value.length > 0 ? words.nothingNote : words.nobodyYet}>{words.nothing}</Nothing>;
  const shown = waiting.value.filter((waits) => isFound(waits.plan));
  if (shown.length === 0) return <NotFoundHere />;
  return <Pieces of={shown}>{(waits) => <Entry key={`${waits.plan}${waits.kind}${waits.item}`} href={pathOf(waits)} {...entryOf(waits)} />}</Pieces>;
}

export function entryOf(waits: Waits): { kind: string; text: string; own?: boolean; note: string } {
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
  if (waits.kind === "course") return { kind: howWasIt.kind, text: howWasIt.text, note: waits.citizen };
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
export const sharedCount = (plan: PlanView): number => [...plan.scopes.keys()].filter((scope) => scope !== "responsible" && scope !== "consents" && scope !== "proposals").length;

function People() {
  const words = t.desk;
  if (others.value.length === 0) return <Nothing note={words.peopleNoneNote}>{words.peopleNone}</Nothing>;
  const byId = new Map(others.value.map((plan) => [plan.id, plan]));
  const shown = known.value.filter((one) => isFound(one.plan));
  if (shown.length === 0) return <NotFoundHere />;
  return (
    <Pieces of={shown}>
      {(one) => {
        const plan = byId.get(one.plan);
        const next = one.meets[0];
        return plan && (
          <Entry key={one.plan} href={`/shared/${one.plan}`} text={one.citizen} note={words.sharesWith(sharedCount(plan), plan.me?.unit)}
            kind={[one.waits > 0 && words.waitsHere(one.waits), next && words.meets(nearAndClock(next))].filter(Boolean).join(". ") || undefined} />
        );
      }}
    </Pieces>
  );
}

function Meetings() {
  const words = t.desk;
  const all = others.value.flatMap((plan) => plan.all("meeting").map((meeting) => ({ plan, meeting })));
  const wall = wallOf(now());
  const { next, earlier } = sortMeetings(all.map((one) => one.meeting), wall);
  // What I have proposed, until its day: answered or not.
  const proposed = others.value.filter((plan) => isFound(plan.id)).flatMap((plan) =>
    plan.all("meeting_proposal").filter(({ body }) => body.meeting.startsAt > wall && proposeWords.state[body.state]).map((proposal) => ({ plan, proposal })));
  if (all.length === 0 && proposed.length === 0) return <Nothing>{words.meetingsNone}</Nothing>;
  const planOf = new Map(all.map((one) => [one.meeting, one.plan]));
  const shown = [...next, ...earlier].filter((meeting) => isFound(meeting.plan) && meetsWithin(meeting.body.startsAt, whenFound.value, wall));
  if (shown.length === 0 && proposed.length === 0) return <NotFoundHere />;
  return (
    <>
      {proposed.length > 0 && (
        <ul class="entries">
          {proposed.map(({ plan, proposal }) => (
            <Entry
              key={proposal.id} href={proposePath(plan)} kind={proposeWords.state[proposal.body.state]} note={plan.citizen}
              text={`${t.meetings.kinds[proposal.body.meeting.meetingKind]}, ${dayAndClock(proposal.body.meeting)}`}
            />
          ))}
        </ul>
      )}
      {shown.length > 0 && <Pieces of={shown}>
        {(meeting) => {
          const plan = planOf.get(meeting);
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
        }}
      </Pieces>}
    </>
  );
}

function Agreements() {
  const words = t.desk;
  const mine = others.value.filter((plan) => isFound(plan.id)).flatMap((plan) =>
    plan.all("agreement").filter((one) => one.body.responsible === plan.me?.member && one.body.state !== "declined" && one.body.state !== "dropped").map((one) => ({ plan, one })));
  if (mine.length === 0) return within.value ? <NotFoundHere /> : <Nothing>{words.agreementsNone}</Nothing>;
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
      <div class="after"><Note>{words.agreementsNote}</Note></div>
    </>
  );
}
