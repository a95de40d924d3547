/** A meeting I am invited to: do I come, what will be talked about, what is mine to answer, what may I propose. */

import { useSignal } from "@preact/signals";
import { clearDraft, draft, plans, write, type Item, type NewBody, type PlanView, type ScreenProps } from "../../state";
import { day, t, upper, weekdayDay } from "../../texts";
import { Act, Acts, Face, Field, Icon, Message, Note, Reply, Row, Rows, Screen, voiceClass } from "../../ui";
import { InCalendar } from "../meetings/InCalendar";
import { Ready } from "../meetings/Ready";
import { InSeries } from "../meetings/Together";
import { PointThread } from "../meetings/Point";
import { pointsOf, silent, type Point } from "../meetings/thread";
import { wallOf } from "../meetings/times";
import { brief, fromTo, nameOf, now, personWords, placeOf, replyWords, whereWords } from "../meetings/words";
import { Desk, isKin, Kin } from "./Frame";
import { ListOf } from "./Lists";
import { Nothing } from "./SharedPlanScreen";
import { ToRecord } from "./ToRecord";

export default function SharedMeeting({ params }: ScreenProps) {
  const plan = plans.value.find((other) => other.id === params["plan"] && other.role === "member");
  const found = plan?.item(params["meeting"] ?? "");
  if (!plan || found?.kind !== "meeting") return <Nothing />;
  const meeting = found as Item<"meeting">;
  const name = nameOf(plan, "citizen");
  const kin = isKin(plan);
  const until = plan.scopes.get(meeting.scope)?.until;
  const screen = (
    <Screen
      tabs="none" title={`${upper(weekdayDay(meeting.body.startsAt))} ${fromTo(meeting.body)}`} kind={`${t.meetings.kinds[meeting.body.meetingKind]}, ${plan.citizen}`}
      back={kin ? { href: `/shared/${plan.id}`, label: t.desk.fromCitizen(name) } : { href: "/desk?show=meetings", label: t.desk.meetings }}
      until={until && <>{t.desk.letsUntil(name, t.desk.aMeeting)}<b>{t.desk.untilDay(day(until))}</b>{t.desk.canSee(name, plan.me?.unit)}</>}
    >
      <Invited plan={plan} meeting={meeting} name={name} />
      <div class="after l tools">
        {!kin && <ToRecord plan={plan} asked={{ paper: "meeting", meeting: meeting.id }}>{t.desk.copyMeeting}</ToRecord>}
        <InCalendar plan={plan} meeting={meeting} />
        <Act plain href={`/shared/${plan.id}/paper?paper=meeting&meeting=${meeting.id}`}>{t.common.onPaper}</Act>
      </div>
    </Screen>
  );
  return kin ? <Kin plan={plan}>{screen}</Kin> : <Desk at="meetings" list={<ListOf place="meetings" />}>{screen}</Desk>;
}

function Invited({ plan, meeting, name }: { plan: PlanView; meeting: Item<"meeting">; name: string }) {
  const words = t.desk;
  const me = plan.me?.member ?? "";
  const invitees = plan.items(meeting.scope, "invitee");
  const mine = invitees.find((invitee) => invitee.body.member === me);
  const items = plan.items(meeting.scope, "agenda_item");
  const points = pointsOf(items, plan.items(meeting.scope, "answer"));
  const proposals = items.filter((item) => item.by === me && item.body.state !== "on");
  const begun = meeting.body.startsAt <= wallOf(now());
  const cancelled = meeting.body.state === "cancelled";
  const respond = plan.may("respond", meeting.scope) && meeting.body.state === "planned";
  // The baton is the question that is for me.
  const forMe = respond && mine?.body.reply !== "none" ? points.find((point) => point.item.body.asked === me && !point.answers.some((answer) => answer.by === me)) : undefined;
  return (
    <>
      {whereWords(meeting.body).map((where, index) => (
        <p class="note with-icon after s"><Icon name={meeting.body.place && index === 0 ? "place" : meeting.body.video ? "video" : "phone"} small /><span>{where}</span></p>
      ))}
      {meeting.body.video && !cancelled && <p><a class="act plain" href={meeting.body.video} target="_blank" rel="noopener noreferrer">{t.meetings.openVideo}</a></p>}
      <InSeries plan={plan} meeting={meeting} />
      {cancelled && <div class="after"><Message title={words.isCancelled} /></div>}
      {mine && respond && <Coming plan={plan} invitee={mine} name={name} />}

      <CameOfIt plan={plan} meeting={meeting} name={name} points={points} begun={begun && !cancelled} />

      <section class="block">
        <h2>{words.wantsToTalk(name)}</h2>
        {points.length === 0 && <Note>{words.noPoints(name)}</Note>}
        <ol class="agenda">
          {points.map((point) => {
            const answered = point.answers.some((answer) => answer.by === me);
            return (
              <li key={point.item.id}>
                <PointThread plan={plan} point={point} waiting={silent(point, invitees).includes(me) ? undefined : silent(point, invitees)}
                  tail={respond && !answered && (!isKin(plan) || point.item.body.asked === me) && <Act main={forMe === point} href={`/shared/${plan.id}/items/${point.item.id}`} about={brief(point.item.body.text)}>{words.answer}</Act>} />
              </li>
            );
          })}
        </ol>
      </section>

      {meeting.body.meetingKind === "discharge" && !cancelled && <Ready plan={plan} meeting={meeting} />}

      {proposals.map((item) => (
        <div class="proposal after" key={item.id}>
          <p class={voiceClass(item)}>{item.body.text}</p>
          <Note>{item.body.state === "declined" ? words.declined(name) : words.proposed(name)}</Note>
        </div>
      ))}
      {respond && <Propose plan={plan} meeting={meeting} name={name} />}

      {invitees.length > 0 && (
        <section class="block">
          <h2>{t.meetings.whoComes}</h2>
          <Rows>
            {invitees.map((invitee) => (
              <Row key={invitee.id} face={<Face name={plan.person(invitee.body.member).name} />} title={personWords(plan, invitee.body.member)} note={replyWords(invitee.body)} />
            ))}
          </Rows>
        </section>
      )}
    </>
  );
}

/** What we agreed on: what the citizen has said yes to, what I wrote that waits, or that it waits. */
function CameOfIt({ plan, meeting, name, points, begun }: { plan: PlanView; meeting: Item<"meeting">; name: string; points: readonly Point[]; begun: boolean }) {
  const outcomes = plan.items(meeting.scope, "outcome");
  const waits = outcomes.length === 0 && meeting.body.state === "held";
  const mine = outcomes.some((outcome) => outcome.by === plan.me?.member && outcome.body.state === "draft");
  const mayWrite = begun && plan.may("respond", meeting.scope) && !mine;
  if (outcomes.length === 0 && !waits && !mayWrite) return null;
  return (
    <section class="block">
      <h2>{t.desk.outcome}</h2>
      {outcomes.map((outcome) => {
        const about = points.find((point) => point.item.id === outcome.from?.item)?.item;
        return (
          <Reply key={outcome.id} name={nameOf(plan, outcome.voice)} role={placeOf(plan, outcome.voice)}>
            {about && <p class="from"><span class={`${voiceClass(about)} inline`}>{about.body.text}</span></p>}
            <p class={voiceClass(outcome)}>{outcome.body.text}</p>
            {outcome.body.state === "draft" && <Note>{t.room.written(name)}</Note>}
          </Reply>
        );
      })}
      {waits && <Note>{t.room.waitsFor(name)}</Note>}
      {mayWrite && (
        <Sending plan={plan} meeting={meeting} draftKey={`came:${meeting.id}`} open={t.room.write} label={t.room.write} note={t.room.writeNote(name)} send={t.room.send(name)}
          body={(text) => ({ kind: "outcome", text, state: "draft" })} />
      )}
    </section>
  );
}

const ANSWERS = [
  ["rsvpYes", "yes", "in_person"],
  ["rsvpVideo", "yes", "video"],
  ["rsvpPhone", "yes", "phone"],
  ["rsvpWriting", "no", "in_writing"],
  ["rsvpMaybe", "maybe", "unsaid"],
  ["rsvpNo", "no", "unsaid"],
] as const;

/** Equal answers, one press each. */
function Coming({ plan, invitee, name }: { plan: PlanView; invitee: Item<"invitee">; name: string }) {
  const words = t.desk;
  const open = useSignal(false);
  const meeting = plan.items(invitee.scope, "meeting")[0]?.body;
  if (invitee.body.reply !== "none" && !open.value) {
    return (
      <section class="block" role="status">
        <h2>{words.yourReply}</h2>
        <p>{replyWords(invitee.body)}</p>
        <Note>{words.rsvpKept(name)}</Note>
        <Act plain onPress={() => { open.value = true; }}>{words.changeReply}</Act>
      </section>
    );
  }
  const offered = ANSWERS.filter(([, , how]) => (how === "video" ? meeting?.video : how === "phone" ? meeting?.phone : how === "in_person" ? meeting?.place || !(meeting?.video || meeting?.phone) : true));
  return (
    <section class="block noprint">
      <h2>{words.rsvp}</h2>
      <div class="stack near">
        {offered.map(([say, reply, how]) => (
          <Act wide key={say} onPress={() => { open.value = false; void write.change(invitee, { reply, how }); }}>{words[say]}</Act>
        ))}
      </div>
    </section>
  );
}

function Propose({ plan, meeting, name }: { plan: PlanView; meeting: Item<"meeting">; name: string }) {
  const words = t.desk;
  return (
    <Sending plan={plan} meeting={meeting} draftKey={`propose:${meeting.id}`} open={words.propose} label={words.proposeLabel} note={words.proposeNote(name)} send={words.sendProposal}
      worry={isKin(plan)} body={(text) => ({ kind: "agenda_item", text, state: "proposed" })} />
  );
}

/** Words for the citizen, who sees them first: behind a press, kept while they are written, one act. */
function Sending({ plan, meeting, draftKey, open: opens, label, note, send: sends, body, worry }: {
  plan: PlanView; meeting: Item<"meeting">; draftKey: string; open: string; label: string; note: string; send: string; body: (text: string) => NewBody;
  /** A second press begins the sentence: "Jeg er urolig for". */
  worry?: boolean;
}) {
  const text = draft(draftKey);
  const open = useSignal(text.value !== "");
  const missing = useSignal(false);
  const isEmpty = () => ["", t.plan.worry].includes(text.value.trim());
  async function send() {
    if (isEmpty()) {
      missing.value = true;
      return;
    }
    await write.create(meeting.scope, body(text.value.trim()), { plan: plan.id });
    clearDraft(draftKey);
    open.value = false;
    missing.value = false;
  }
  if (!open.value) {
    return (
      <Acts>
        <Act icon="plus" onPress={() => { open.value = true; }}>{opens}</Act>
        {worry && <Act onPress={() => { text.value = `${t.plan.worry} `; open.value = true; }}>{t.plan.worry} ...</Act>}
      </Acts>
    );
  }
  return (
    <form class="block" onSubmit={(event) => { event.preventDefault(); void send(); }}>
      <Field rows={2} focus label={label} note={note} value={text.value} maxLength={4000}
        missing={missing.value && isEmpty() ? t.meetings.missingPoint : undefined} onInput={(value) => { text.value = value; }} />
      <Acts>
        <Act submit>{sends}</Act>
        <Act plain onPress={() => { clearDraft(draftKey); open.value = false; }}>{t.common.cancel}</Act>
      </Acts>
    </form>
  );
}

