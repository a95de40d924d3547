/** A meeting I am invited to: do I come, what will be talked about, what is mine to answer, what may I propose. */

import { useSignal } from "@preact/signals";
import { clearDraft, draft, plans, write, type Item, type PlanView, type ScreenProps } from "../../state";
import { day, t, upper, weekdayDay } from "../../texts";
import { Act, Acts, Face, Field, Icon, Message, Note, Reply, Row, Rows, Screen, voiceClass } from "../../ui";
import { PointThread } from "../meetings/Point";
import { pointsOf, silent } from "../meetings/thread";
import { brief, fromTo, nameOf, personWords, placeOf, replyWords, whereWords } from "../meetings/words";
import { Desk, isKin, Kin } from "./Frame";
import { ListOf } from "./Lists";
import { Nothing } from "./SharedPlanScreen";

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
  const outcomes = plan.items(meeting.scope, "outcome");
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
      {cancelled && <div class="after"><Message title={words.isCancelled} /></div>}
      {mine && respond && <Coming plan={plan} invitee={mine} name={name} />}

      {outcomes.length > 0 && (
        <section class="block">
          <h2>{words.outcome}</h2>
          {outcomes.map((outcome) => (
            <Reply key={outcome.id} name={nameOf(plan, outcome.voice)} role={placeOf(plan, outcome.voice)}><p class={voiceClass(outcome)}>{outcome.body.text}</p></Reply>
          ))}
        </section>
      )}

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
    <section class="block">
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
  const text = draft(`propose:${meeting.id}`);
  const open = useSignal(text.value !== "");
  const missing = useSignal(false);
  async function send() {
    if (!text.value.trim()) {
      missing.value = true;
      return;
    }
    await write.create(meeting.scope, { kind: "agenda_item", text: text.value.trim(), state: "proposed" }, { plan: plan.id });
    clearDraft(`propose:${meeting.id}`);
    open.value = false;
    missing.value = false;
  }
  if (!open.value) return <Acts><Act icon="plus" onPress={() => { open.value = true; }}>{words.propose}</Act></Acts>;
  return (
    <form class="block" onSubmit={(event) => { event.preventDefault(); void send(); }}>
      <Field rows={2} focus label={words.proposeLabel} note={words.proposeNote(name)} value={text.value} maxLength={4000}
        missing={missing.value && !text.value.trim() ? t.meetings.missingPoint : undefined} onInput={(value) => { text.value = value; }} />
      <Acts>
        <Act submit>{words.sendProposal}</Act>
        <Act plain onPress={() => { clearDraft(`propose:${meeting.id}`); open.value = false; }}>{t.common.cancel}</Act>
      </Acts>
    </form>
  );
}

