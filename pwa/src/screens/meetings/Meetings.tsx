/** All my meetings: the next one first and large, what comes after it, and what has been. */

import { useEffect } from "preact/hooks";
import { go, plans, type Item, type PlanView, type ScreenProps } from "../../state";
import { t, upper, weekdayDay } from "../../texts";
import { Act, Acts, Empty, Kind, Message, Note, Row, Rows, Screen, Sheet, State } from "../../ui";
import { placeOf } from "../plan/kinds";
import { NotHere } from "./NotHere";
import { AskMeeting } from "./AskMeeting";
import { ownPlan } from "./own";
import { openProposals, proposedLine } from "./proposed";
import { sortMeetings } from "./thread";
import { isOver, wallOf } from "./times";
import { dayAndClock, fromTo, now, whereBrief, whereWords } from "./words";
import "./meetings.css";

export default function Meetings(_: ScreenProps) {
  const mine = ownPlan.value;
  // Somebody who only has others' meetings reads them on the desk.
  const elsewhere = !mine && plans.value.some((other) => other.role === "member");
  useEffect(() => { if (elsewhere) go("/desk?show=meetings", { replace: true }); }, [elsewhere]);
  if (!mine) return <NotHere title={t.meetings.title} note={t.common.nothingHereNote} back={{ href: "/", label: t.common.tabs.today }} />;
  return <Screen title={t.meetings.title}><List plan={mine} /></Screen>;
}

function List({ plan }: { plan: PlanView }) {
  const { next, earlier } = sortMeetings(plan.all("meeting"), wallOf(now()));
  const [first, ...later] = next;
  if (!first && earlier.length === 0) {
    return <><Proposed plan={plan} /><div class="after"><Empty main action={t.meetings.make} href="/meetings/new">{t.meetings.empty}</Empty></div><More plan={plan} /></>;
  }
  return (
    <>
      <Proposed plan={plan} />
      {first && <Next plan={plan} meeting={first} />}
      <Act main wide icon="plus" href="/meetings/new">{t.meetings.make}</Act>
      <Section title={t.meetings.later} meetings={later} plan={plan} />
      <More plan={plan} />
      <Section title={t.meetings.earlier} meetings={earlier} plan={plan} />
    </>
  );
}

/** What somebody on the team proposes stands first: it waits for an answer. */
function Proposed({ plan }: { plan: PlanView }) {
  return <>{openProposals(plan).map((one) => <div class="after" key={one.id}><Message edge title={proposedLine(plan, one)} acts={<Act href={placeOf(one)}>{t.plan.today.seeProposal}</Act>} /></div>)}</>;
}

/** Several at once, after a discharge too; and asking for one. */
function More({ plan }: { plan: PlanView }) {
  return (
    <section class="block near">
      <Acts column>
        <Act wide href="/meetings/series">{t.meetings.series.title}</Act>
        <Act wide href="/meetings/series?home">{t.meetings.series.discharged}</Act>
      </Acts>
      <div class="after l"><AskMeeting plan={plan} /></div>
    </section>
  );
}

function Next({ plan, meeting }: { plan: PlanView; meeting: Item<"meeting"> }) {
  const points = plan.items(meeting.scope, "agenda_item").filter((item) => item.body.state === "on");
  return (
    <section class="after">
      <Sheet>
        <Kind>{t.meetings.kinds[meeting.body.meetingKind]}</Kind>
        <h2 class="meeting-when"><a class="quiet-link" href={`/meetings/${meeting.id}`}>{upper(weekdayDay(meeting.body.startsAt))}<br />{fromTo(meeting.body)}</a></h2>
        {whereWords(meeting.body).map((where) => <Note>{where}</Note>)}
        <Note>{t.meetings.points(points.length)}</Note>
        {meeting.state === "waiting" && <State of="saved" />}
      </Sheet>
    </section>
  );
}

function Section({ title, meetings, plan }: { title: string; meetings: Item<"meeting">[]; plan: PlanView }) {
  if (meetings.length === 0) return null;
  return (
    <section class="block">
      <h2>{title}</h2>
      <Rows>
        {meetings.map((meeting) => (
          <Row key={meeting.id} href={pathTo(meeting)} title={upper(dayAndClock(meeting.body))} note={noteOf(plan, meeting)} />
        ))}
      </Rows>
    </section>
  );
}

const pathTo = (meeting: Item<"meeting">): string => `/meetings/${meeting.id}${meeting.body.state === "held" ? "/after" : ""}`;

function noteOf(plan: PlanView, meeting: Item<"meeting">): string {
  const kind = t.meetings.kinds[meeting.body.meetingKind];
  if (meeting.body.state === "cancelled") return `${kind}. ${t.meetings.cancelled}`;
  if (meeting.body.state === "planned" && isOver(meeting.body.startsAt, meeting.body.minutes, now())) return `${kind}. ${t.meetings.notMarked}`;
  if (meeting.body.state === "planned") return [kind, whereBrief(meeting.body)].filter(Boolean).join(", ");
  const outcomes = plan.items(meeting.scope, "outcome");
  if (outcomes.some((one) => one.body.state === "draft")) return `${kind}. ${t.room.waits}`;
  return outcomes.length > 0 ? `${kind}. ${t.meetings.agreedOn}` : kind;
}
