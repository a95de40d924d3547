/** How a meeting was, in four short questions: the citizen's own, and shown over time without judging. */

import { useSignal } from "@preact/signals";
import { formDraft, go, letGo, write, type Item, type NewBody, type PlanView } from "../../state";
import { day, t, weekdayDay } from "../../texts";
import { Act, Acts, Empty, Field, Kind, Note, Pick, Picks, Screen, Sees } from "../../ui";
import { whoMayRead } from "../plan/readers";
import { NotHere } from "./NotHere";
import { ownPlan } from "./own";
import { QUESTIONS, Said } from "./Said";
import { lineOf, lookingBackOn, overTime } from "./thread";
import { dayOf } from "./times";
import "./meetings.css";

type Back = Item<"looking_back">;
type Answers = Record<(typeof QUESTIONS)[number], number | null> & { text: string };

/** On the page of what we agreed on: the way to the questions, or to the answers. */
export function HowItWas({ plan, meeting }: { plan: PlanView; meeting: Item<"meeting"> }) {
  const words = t.room;
  const back = lookingBackOn(plan.all("looking_back"), meeting.id);
  return (
    <section class="block">
      <h2>{words.how}</h2>
      {back ? <Said back={back} /> : <Note>{words.howNote}</Note>}
      <Acts><Act href={`/meetings/${meeting.id}/how`}>{back ? t.common.edit : words.answer}</Act>{back && <Act plain href="/meetings/how">{words.overTime}</Act>}</Acts>
    </section>
  );
}

export function HowScreen({ id }: { id: string }) {
  const plan = ownPlan.value;
  const found = plan?.item(id);
  if (!plan || found?.kind !== "meeting") {
    return <NotHere title={t.meetings.gone} note={t.meetings.goneNote} back={{ href: "/meetings", label: t.meetings.title }} />;
  }
  const meeting = found as Item<"meeting">;
  return (
    <Screen title={t.room.how} kind={`${t.meetings.kinds[meeting.body.meetingKind]}, ${weekdayDay(meeting.body.startsAt)}`}
      back={{ href: `/meetings/${id}/after`, label: t.meetings.agreedOn }}>
      <Asked plan={plan} meeting={meeting} />
    </Screen>
  );
}

function Asked({ plan, meeting }: { plan: PlanView; meeting: Item<"meeting"> }) {
  const words = t.room;
  const back = lookingBackOn(plan.all("looking_back"), meeting.id);
  const { said = null, listened = null, clear = null, safe = null, text = "" } = back?.body ?? {};
  const form = formDraft<Answers>(`how:${meeting.id}`, { said, listened, clear, safe, text });
  const missing = useSignal(false);
  const answers = form.value;
  const isEmpty = QUESTIONS.every((name) => answers[name] === null) && !answers.text.trim();

  async function save() {
    if (isEmpty) {
      missing.value = true;
      return;
    }
    const now = { ...answers, text: answers.text.trim() };
    if (back) await write.change(back, now);
    else await write.create("private", bodyOf(dayOf(meeting.body.startsAt), now), { plan: plan.id, from: { scope: meeting.scope, item: meeting.id } });
    form.forget();
    go(`/meetings/${meeting.id}/after`, { replace: true });
  }
  return (
    <form class="after" onSubmit={(event) => { event.preventDefault(); void save(); }}>
      {QUESTIONS.map((name) => (
        <Picks key={name} legend={words.questions[name]} layout="grid" missing={missing.value && isEmpty && name === "said" ? words.missing : undefined}>
          {words.steps.map((step, value) => (
            <Pick name={name} value={String(value)} checked={answers[name] === value} onPick={() => { form.value = { ...answers, [name]: value }; }}>{step}</Pick>
          ))}
          <Pick name={name} value="" checked={false} onPick={() => { form.value = { ...answers, [name]: null }; }}>{words.skip}</Pick>
        </Picks>
      ))}
      <Field own rows={2} label={words.own} value={answers.text} maxLength={4000} onInput={(value) => { form.value = { ...answers, text: value }; }} />
      <div class="after s"><Sees>{back && back.scope !== "private" ? `${words.shared} ${whoMayRead(plan, back.scope)}.` : words.onlyMe}</Sees></div>
      <Acts><Act main submit>{words.keep}</Act></Acts>
      {back && <Sharing plan={plan} back={back} />}
    </form>
  );
}

const bodyOf = (on: string, { said, listened, clear, safe, text }: Answers): NewBody => ({ kind: "looking_back", on, said, listened, clear, safe, text });

/** An item never changes its place (C8): what is to be read is written again where others have been let in, or where nobody is. */
function Sharing({ plan, back }: { plan: PlanView; back: Back }) {
  const words = t.room;
  const isShared = back.scope !== "private";
  async function move() {
    await write.create(isShared ? "private" : "wellbeing", bodyOf(back.body.on, back.body), { plan: plan.id, ...(back.from ? { from: back.from } : {}) });
    await write.remove(back);
    // What is no longer to be read goes at once: it does not wait for an undo.
    await letGo();
  }
  return (
    <div class="after l">
      {!isShared && <Note>{words.shareNote(whoMayRead(plan, "wellbeing"))}</Note>}
      <Acts><Act onPress={() => void move()}>{isShared ? words.unshare : words.share}</Act></Acts>
    </div>
  );
}

export function OverTimeScreen() {
  const plan = ownPlan.value;
  const back = { href: "/plan/wellbeing", label: t.plan.sections.wellbeing };
  const all = plan ? overTime(plan.all("looking_back")) : [];
  return (
    <Screen title={t.room.overTitle} back={back} lead={all.length > 1 ? t.room.overNote : undefined}>
      {all.length === 0 && <div class="after"><Empty action={t.meetings.title} href="/meetings">{t.room.none}</Empty></div>}
      {all.length > 1 && QUESTIONS.map((name) => <Line key={name} name={name} all={all} />)}
      {all.length > 0 && (
        <section class="block">
          <ol class="sheet rows">
            {[...all].reverse().map((one) => <li class="said" key={one.id}><Kind>{day(one.body.on)}</Kind><Said back={one} /></li>)}
          </ol>
        </section>
      )}
    </Screen>
  );
}

const WIDE = 300;
const HIGH = 60;

/** A line that does not judge: no bands, no colours, two ends. The list below says the same in words. */
function Line({ name, all }: { name: (typeof QUESTIONS)[number]; all: readonly Back[] }) {
  const parts = lineOf(all.map((one) => one.body[name]));
  if (parts.length === 0) return null;
  return (
    <figure class="over-time">
      <figcaption>{t.room.questions[name]}</figcaption>
      <div aria-hidden="true">
        <span class="note">{t.room.high}</span>
        <svg viewBox={`-8 -8 ${WIDE + 16} ${HIGH + 16}`}>
          {parts.map((part) => <polyline points={part.map(({ x, y }) => `${x * WIDE},${y * HIGH}`).join(" ")} />)}
          {parts.flat().map(({ x, y }) => <circle cx={x * WIDE} cy={y * HIGH} r="5" />)}
        </svg>
        <span class="note">{t.room.low}</span>
      </div>
    </figure>
  );
}
