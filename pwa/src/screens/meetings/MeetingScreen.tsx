/** A meeting before it is held: the agenda out of dreams, the answers so far, who comes, and who may read until when. */

import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { draft, formDraft, net, write, type Item, type PlanView } from "../../state";
import { t, upper, weekdayDay } from "../../texts";
import { Act, Acts, Icon, Message, Note, Screen } from "../../ui";
import { AddPoint, EditPoint, pointKey, wordsKey } from "./AddPoint";
import { agreeKey, AgreementSheet } from "./Agreement";
import { useArrive, useReopened } from "./arrive";
import { Asking, keepToAsk, toAsk } from "./Asking";
import { InCalendar } from "./InCalendar";
import { NotHere } from "./NotHere";
import { MovePoints } from "./MovePoints";
import { missingIn, whenFields, whenOf, type Missing, type When } from "./new-meeting";
import { ownPlan } from "./own";
import { PointThread } from "./Point";
import { ProposedPoint } from "./ProposedPoint";
import { pointsOf, silent, type Point } from "./thread";
import { dayOf, today, wallOf } from "./times";
import { Ready } from "./Ready";
import { InSeries, LaterToo } from "./Together";
import { WhenForm } from "./When";
import { WhoComes } from "./WhoComes";
import { brief, dayAndClock, fromTo, namesOf, now, whereWords } from "./words";
import "./meetings.css";

const moveKey = (meeting: { id: string }) => `move:${meeting.id}`;

type Doing = "" | "add" | "move" | "when" | { edit: string } | { agree: string };

export function MeetingScreen({ id }: { id: string }) {
  const mine = ownPlan.value;
  const found = mine?.item(id);
  const meeting = found?.kind === "meeting" ? (found as Item<"meeting">) : undefined;
  const back = { href: "/meetings", label: t.meetings.title };
  if (!mine || !meeting) {
    return <NotHere title={t.meetings.gone} note={t.meetings.goneNote} back={back} />;
  }
  return (
    <Screen title={`${upper(weekdayDay(meeting.body.startsAt))} ${fromTo(meeting.body)}`} kind={t.meetings.kinds[meeting.body.meetingKind]} back={back}>
      <Before plan={mine} meeting={meeting} />
    </Screen>
  );
}

function Before({ plan, meeting }: { plan: PlanView; meeting: Item<"meeting"> }) {
  const words = t.meetings;
  const doing = useSignal<Doing>("");
  // What is said aloud, and what is also shown.
  const told = useSignal("");
  const said = useSignal("");
  const stop = () => { doing.value = ""; };
  const isOpen = useRef(false);
  useEffect(() => { isOpen.current = true; }, []);

  const items = plan.items(meeting.scope, "agenda_item");
  const points = pointsOf(items, plan.items(meeting.scope, "answer"));
  const proposed = items.filter((item) => item.body.state === "proposed");
  const invitees = plan.items(meeting.scope, "invitee");
  const members = invitees.map((invitee) => invitee.body.member);
  const follows = meeting.from && plan.item(meeting.from.item);
  const asking = toAsk(meeting.id).filter((member) => plan.members.some((other) => other.id === member && other.status === "active"));

  const cancelled = meeting.body.state === "cancelled";
  const begun = meeting.body.startsAt <= wallOf(now());
  // On the day, until it has been held: what one comes here for is to sit down together.
  const isNow = !cancelled && meeting.body.state === "planned" && dayOf(meeting.body.startsAt) === today(now());
  useReopened(doing, halfWritten(meeting, points));
  const busy = doing.value !== "";
  // One baton a screen: the yes that waits, else what happens after the meeting, else the next point.
  const baton = busy || cancelled ? "" : asking.length > 0 && net.value.online ? "asking" : isNow ? "start" : begun ? "after" : "point";

  return (
    <>
      {whereWords(meeting.body).map((where, index) => (
        <p class="note with-icon after s"><Icon name={meeting.body.place && index === 0 ? "place" : meeting.body.video ? "video" : "phone"} small /><span>{where}</span></p>
      ))}
      {whereWords(meeting.body).length === 0 && <div class="after s"><Note>{words.nowhere}</Note></div>}
      {meeting.body.video && !cancelled && <p><a class="act plain" href={meeting.body.video} target="_blank" rel="noopener noreferrer">{words.openVideo}</a></p>}
      {follows?.kind === "meeting" && <Note><a href={`/meetings/${follows.id}/after`}>{words.comesFrom(weekdayDay((follows as Item<"meeting">).body.startsAt))}</a></Note>}
      <InSeries plan={plan} meeting={meeting} />
      {meeting.alternatives.length > 0 && <Act plain href={`/versions/${meeting.id}`}>{words.twoVersions}</Act>}
      {cancelled && (
        <div class="after"><Message title={words.isCancelled} acts={<Act onPress={() => void write.change(meeting, { state: "planned" })}>{words.uncancel}</Act>} /></div>
      )}
      {isNow && <Act main={baton === "start"} wide href={`/meetings/${meeting.id}/now`}>{t.room.start}</Act>}
      {begun && !cancelled && <Act main={baton === "after"} wide href={`/meetings/${meeting.id}/after`}>{words.toAfter}</Act>}

      {asking.length > 0 && !busy && !cancelled && (
        <Asking
          plan={plan} meeting={meeting.id} members={asking} stamp={meeting.body.startsAt} title={(net.value.online ? words.askNow : words.notAskedYet)(namesOf(plan, asking))}
          onAsked={() => { said.value = words.askedNow(namesOf(plan, asking)); }} onWait={() => keepToAsk(meeting.id, [])} waitWords={words.notNow} arrives={isOpen.current}
        />
      )}
      <p class={said.value ? "said" : "hide"} role="status">{said.value}</p>
      <p class="hide" role="status">{told.value}</p>

      <section class="block">
        <h2>{words.iWillTalk}</h2>
        {points.length === 0 && doing.value !== "add" && <Note>{words.noPoints}</Note>}
        {points.length > 0 && !cancelled && !begun && invitees.length > 0 && <div class="under-h2"><Note>{stillOpen(plan, points, invitees)}</Note></div>}
        {doing.value === "move" ? <MovePoints points={points.map((point) => point.item)} onDone={stop} /> : (
          <ol class="agenda">
            {points.map((point) => (
              <li key={point.item.id}>
                {isEditing(doing.value, point.item) ? <EditPoint plan={plan} item={point.item} members={members} onDone={stop} /> : (
                  <PointThread
                    plan={plan} point={point} waiting={cancelled || invitees.length === 0 ? undefined : silent(point, invitees)}
                    {...(busy ? {} : { onAgree: (answer) => { doing.value = { agree: answer.id }; } })}
                    tools={!busy && !cancelled && <div class="tools"><Act plain about={brief(point.item.body.text)} onPress={() => { doing.value = { edit: point.item.id }; }}>{t.common.edit}</Act></div>}
                  />
                )}
                {point.answers.map((answer) => isAgreeing(doing.value, answer) && <AgreementSheet plan={plan} point={point.item} answer={answer} onDone={stop} />)}
              </li>
            ))}
          </ol>
        )}
        {doing.value === "add" && <AddPoint plan={plan} meeting={meeting} members={members} used={points.map((point) => point.item.from?.item ?? "")} onDone={stop} />}
        {!busy && !cancelled && (
          <Acts>
            <Act main={baton === "point"} icon="plus" onPress={() => { doing.value = "add"; }}>{words.writePoint}</Act>
            {points.length > 1 && <Act onPress={() => { doing.value = "move"; }}>{words.movePoints}</Act>}
            {!begun && <Act href={`/write?kind=agenda_item&worry=1&meeting=${meeting.id}`}>{t.plan.worry} ...</Act>}
          </Acts>
        )}
      </section>

      {proposed.map((item) => <ProposedPoint key={item.id} plan={plan} item={item} onYes={() => { told.value = words.onNow; }} />)}

      {meeting.body.meetingKind === "discharge" && !cancelled && <Ready plan={plan} meeting={meeting} />}
      <WhoComes plan={plan} meeting={meeting} invitees={invitees} asking={asking} />

      {!cancelled && (
        <section class="block">
          {doing.value === "when" ? <Moving plan={plan} meeting={meeting} members={members} onMoved={() => { said.value = words.movedMeeting; scrollTo(0, 0); }} onDone={stop} /> : !busy && (
            <div class="tools">
              {!isNow && meeting.body.state === "planned" && <Act plain href={`/meetings/${meeting.id}/now`}>{t.room.start}</Act>}
              <InCalendar plan={plan} meeting={meeting} />
              <Act plain href={`/paper?paper=meeting&meeting=${meeting.id}`}>{t.common.onPaper}</Act>
              <Act plain onPress={() => { doing.value = "when"; }}>{words.moveMeeting}</Act>
              <Act plain about={dayAndClock(meeting.body)} onPress={() => void write.change(meeting, { state: "cancelled" })}>{words.cancel}</Act>
            </div>
          )}
          {!busy && <LaterToo plan={plan} meeting={meeting} />}
        </section>
      )}
    </>
  );
}

/** What was being written when the page was left. */
function halfWritten(meeting: Item<"meeting">, points: readonly Point[]): Doing | undefined {
  const has = (key: string) => draft(key).value !== "";
  if (has(pointKey(meeting))) return "add";
  const edited = points.find(({ item }) => has(wordsKey(item)));
  if (edited) return { edit: edited.item.id };
  const agreed = points.flatMap(({ answers }) => answers).find((answer) => has(agreeKey(answer)));
  if (agreed) return { agree: agreed.id };
  return has(moveKey(meeting)) ? "when" : undefined;
}

/** What is answered and what is still open, in a sentence: points first, then those who are asked. */
function stillOpen(plan: PlanView, points: readonly Point[], invitees: readonly Item<"invitee">[]): string {
  const open = points.filter((point) => point.answers.length === 0);
  const asked = [...new Set(open.flatMap((point) => silent(point, invitees)))];
  const answered = t.meetings.answeredOf(points.length - open.length, points.length);
  return asked.length > 0 ? `${answered} ${t.meetings.silent(namesOf(plan, asked))}` : answered;
}

const isEditing = (doing: Doing, item: { id: string }): boolean => typeof doing === "object" && "edit" in doing && doing.edit === item.id;
const isAgreeing = (doing: Doing, answer: { id: string }): boolean => typeof doing === "object" && "agree" in doing && doing.agree === answer.id;

/** Another time or place. Those invited may read until 14 days after the meeting: a later time asks them again. */
function Moving({ plan, meeting, members, onMoved, onDone }: {
  plan: PlanView; meeting: Item<"meeting">; members: readonly string[]; onMoved: () => void; onDone: () => void;
}) {
  const place = useArrive<HTMLFormElement>();
  const when = formDraft<When>(moveKey(meeting), whenOf(meeting.body));
  const close = () => { when.forget(); onDone(); };
  const missing = useSignal<Missing>({});

  async function save() {
    missing.value = missingIn(when.value, today(now()));
    if (Object.keys(missing.value).length > 0) return;
    const fields = Object.entries(whenFields(when.value)).filter(([name, value]) => meeting.body[name as "place"] !== value);
    if (fields.length > 0) {
      await write.change(meeting, Object.fromEntries(fields));
      onMoved();
    }
    if (when.value.day > dayOf(meeting.body.startsAt)) {
      const early = members.filter((member) => plan.grants.some((grant) => grant.member === member && grant.scope === meeting.scope && !grant.endedAt));
      if (early.length > 0) keepToAsk(meeting.id, early);
    }
    close();
  }
  return (
    <form class="arrived" tabIndex={-1} ref={place} onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <h2>{t.meetings.moveMeeting}</h2>
      <WhenForm when={when.value} missing={missing.value} onChange={(next) => { missing.value = {}; when.value = next; }} />
      <Acts><Act main submit>{t.meetings.keepTime}</Act><Act onPress={close}>{t.common.cancel}</Act></Acts>
    </form>
  );
}

