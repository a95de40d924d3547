/**
 * The one thing that is open on a member's desk: a point to answer, with the thread it hangs on, or an agreement.
 * Answering is: open, write, send. An offer needs a verb and a day, or it is no offer.
 */

import { useSignal } from "@preact/signals";
import type { Ref } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { clearDraft, draft, linesTo, net, plans, write, type Item, type PlanView, type ScreenProps } from "../../state";
import { clock, day, t, weekdayDay } from "../../texts";
import { Act, Acts, Field, Kind, Knot, Note, Reply, Screen, Thread, useCopying, voiceClass } from "../../ui";
import { Origin, originOf } from "../meetings/Point";
import { answersTo } from "../meetings/thread";
import { isDay, today } from "../meetings/times";
import { nameOf, nearAndClock, now, placeOf, saidWhen } from "../meetings/words";
import { AgreementActs } from "../plan/AgreementActs";
import { whatOf } from "../plan/deed";
import { DeedFields } from "../plan/DeedFields";
import { ownerOf, WhoseField, type Owner } from "../plan/Whose";
import { Lines } from "../safety/Lines";
import { Desk, isKin, Kin } from "./Frame";
import { ListOf } from "./Lists";
import { waiting } from "./on-desk";
import { AgreementKnot } from "./PlanAsSeen";
import { proposePath, proposeWords } from "./proposing";
import { Nothing } from "./SharedPlanScreen";
import { pathOf, plainText, type Recorded } from "./waiting";

export default function OpenItem({ params }: ScreenProps) {
  const plan = plans.value.find((other) => other.id === params["plan"] && other.role === "member");
  const item = plan?.item(params["item"] ?? "");
  if (!plan || !item) return <Nothing />;
  if (item.kind === "agreement") return <Held plan={plan} agreement={item as Item<"agreement">} />;
  if (item.kind === "agenda_item") return <Asked plan={plan} point={item as Item<"agenda_item">} />;
  return <Nothing />;
}

/** "Bed om et netværksmøde" waits for this member: a meeting that is proposed and said yes to fulfils it. */
const asksMeeting = ({ body }: Item<"agreement">): boolean => body.asksFor === "network_meeting" && body.state === "agreed";

function Held({ plan, agreement }: { plan: PlanView; agreement: Item<"agreement"> }) {
  const screen = (
    <Screen tabs="none" title={t.desk.kinds.agreement} kind={plan.citizen} back={{ href: "/desk?show=agreements", label: t.desk.agreements }}>
      <div class="after"><Thread><Origin plan={plan} item={agreement} /><AgreementKnot plan={plan} agreement={agreement} /></Thread></div>
      {agreement.body.theirPart && <section class="block"><Note>{agreement.body.theirPart}</Note></section>}
      {asksMeeting(agreement) && plan.me?.proposes && <Acts><Act main href={`${proposePath(plan)}?kind=network`}>{proposeWords.propose}</Act></Acts>}
      <AgreementActs plan={plan} item={agreement} />
      {agreement.body.responsible === plan.me?.member && (agreement.body.state === "done" || agreement.body.state === "dropped") && <Note>{t.desk.closedByMistake(nameOf(plan, "citizen"))}</Note>}
    </Screen>
  );
  return isKin(plan) ? <Kin plan={plan}>{screen}</Kin> : <Desk at="agreements" list={<ListOf place="agreements" />}>{screen}</Desk>;
}

function Asked({ plan, point }: { plan: PlanView; point: Item<"agenda_item"> }) {
  const words = t.desk;
  const name = nameOf(plan, "citizen");
  const meeting = plan.items(point.scope, "meeting")[0];
  const number = plan.items(point.scope, "agenda_item").filter((item) => item.body.state === "on").findIndex((item) => item.id === point.id) + 1;
  const answers = answersTo(point, plan.items(point.scope, "answer"));
  const { dream } = originOf(plan, point);
  const until = plan.scopes.get(point.scope)?.until;
  const seen = [dream && words.theDream(dream.body.text), meeting && words.theMeeting(weekdayDay(meeting.body.startsAt))].filter(Boolean).join(` ${t.common.and} `);
  const mine = answers.filter((answer) => answer.by === plan.me?.member).at(-1);
  const screen = (
    <Screen
      tabs="none" hideTitle title={point.body.text} back={{ href: isKin(plan) ? `/shared/${plan.id}` : "/desk", label: isKin(plan) ? words.fromCitizen(name) : words.back }}
      until={<>{words.letsUntil(name, seen || words.thePoint)}{until && <b>{words.untilDay(day(until))}</b>}{words.canSee(name, plan.me?.unit)}</>}
    >
      <Thread>
        <Chain plan={plan} point={point} />
        <Knot kind="agenda_item">
          {meeting && <Kind>{words.pointOn(number, nearAndClock(meeting.body.startsAt))}</Kind>}
          <p class={`${voiceClass(point)} question`}>{point.body.text}</p>
        </Knot>
        {answers.map((answer) => (
          <Knot kind="answer" reach key={answer.id}>
            <Reply
              name={answer.by === plan.me?.member ? plan.me.name : plan.person(answer.by).name}
              role={placeOf(plan, answer.by)} when={answer.by === plan.me?.member ? words.youAnswered(saidWhen(answer.at)) : t.meetings.answered(saidWhen(answer.at))}
            >
              {answer.body.text && <p class={voiceClass(answer)}>{answer.body.text}</p>}
              {answer.body.does && (
                <div class="offer">
                  <p><b>{answer.by === plan.me?.member ? `${words.iDo}:` : t.meetings.offers(nameOf(plan, answer.by))}</b> {answer.body.does}</p>
                  {answer.body.byOn && <Note>{words.by(day(answer.body.byOn))}</Note>}
                  {answer.body.whose && <Note>{ownerOf(answer.body.whose)}</Note>}
                </div>
              )}
            </Reply>
          </Knot>
        ))}
        {plan.may("respond", point.scope)
          ? <Knot kind="slack"><Answering key={point.id} plan={plan} point={point} name={name} meeting={meeting} earlier={mine?.body} /></Knot>
          : <Knot kind="slack"><Note>{words.mayNotAnswer(name)}</Note></Knot>}
      </Thread>
      {plan.me?.role === "gp" && linesTo("gp").length > 0 && (
        <section class="block">
          <h2>{words.forGps}</h2>
          <div class="calls"><Lines to="gp" /></div>
        </section>
      )}
    </Screen>
  );
  return isKin(plan) ? <Kin plan={plan}>{screen}</Kin> : <Desk at="waiting" list={<ListOf place="waiting" />}>{screen}</Desk>;
}

/** The thread down to the point, each with its kind: nothing at all where I may not see. */
function Chain({ plan, point }: { plan: PlanView; point: Item<"agenda_item"> }) {
  const { dream, goal, need } = originOf(plan, point);
  return (
    <>
      {dream && <Knot kind="dream"><Kind>{t.desk.kinds.dream}</Kind><p class={voiceClass(dream)}>{dream.body.text}</p></Knot>}
      {goal && <Knot kind="goal"><Kind>{t.desk.kinds.goal}</Kind><p class={voiceClass(goal)}>{goal.body.text}</p></Knot>}
      {need && <Knot kind="step"><Kind>{t.meetings.sourceKinds.need}</Kind><p class={voiceClass(need)}>{need.body.text}</p></Knot>}
    </>
  );
}

const offerWords = (does: string, byOn: string | null): string => does && [does, byOn && t.desk.by(day(byOn)).toLocaleLowerCase()].filter(Boolean).join(", ");
const moment = (at: string): string => `${day(at, true)} ${clock(at)}`;

/** The point with everything said to it that I may see, and what was agreed out of it. */
function recordOf(plan: PlanView, point: Item<"agenda_item">, meeting: Item<"meeting"> | undefined, draftNow: readonly Recorded[]): string {
  const words = t.desk;
  const name = (who: string) => (who === plan.me?.member ? plan.me.name : plan.person(who).name);
  const answers = answersTo(point, plan.items(point.scope, "answer"));
  const roots = new Set([point.id, ...answers.map((answer) => answer.id)]);
  const agreed = plan.all("agreement").filter((one) => one.from && roots.has(one.from.item) && (one.body.state === "agreed" || one.body.state === "done"));
  const where = meeting ? `${t.meetings.kinds[meeting.body.meetingKind].toLocaleLowerCase()} ${day(meeting.body.startsAt, true)} ${clock(meeting.body.startsAt)}` : "";
  return plainText({
    head: words.copyHead(plan.citizen, where, moment(now().toISOString())),
    asker: name(point.voice), question: point.body.text,
    said: [...answers.map(({ by, at, body }) => ({ who: [name(by), placeOf(plan, by)].filter(Boolean).join(", "), when: moment(at), text: body.text, offer: offerWords(body.does, body.byOn) })), ...draftNow],
    agreed: agreed.map((one) => [one.body.what, name(one.body.responsible), one.body.byOn && words.by(day(one.body.byOn, true)).toLocaleLowerCase(), ownerOf(one.body.whose).toLocaleLowerCase()].filter(Boolean).join(", ")),
  }, { asks: words.copyAsks, offer: words.copyOffer, agreed: words.copyAgreed, notAgreed: words.copyNotAgreed });
}

/** Who asks, writes a question mark: no button is needed to say so. */
const asks = (said: string): boolean => said.endsWith("?");

/** Where the answer is, in words. An answer the server refused is no longer among the items; Waiting has its words. */
function stateOf(answer: Item | undefined, name: string): string {
  if (answer?.state === "sent") return t.desk.sent(name);
  if (!answer) return t.desk.notSent;
  return net.value.online ? t.desk.sendingNow : t.desk.sentSaved;
}

function Answering({ plan, point, name, meeting, earlier }: {
  plan: PlanView; point: Item<"agenda_item">; name: string; meeting: Item<"meeting"> | undefined; earlier: Item<"answer">["body"] | undefined;
}) {
  const words = t.desk;
  const text = draft(`answer:${point.id}`);
  const verb = draft(`verb:${point.id}`);
  const does = draft(`does:${point.id}`);
  const byOn = draft(`by:${point.id}`);
  const whose = draft(`whose:${point.id}`);
  const offering = useSignal(does.value !== "" || verb.value !== "" || byOn.value !== "");
  const missing = useSignal<"" | "answer" | "does" | "verb" | "by">("");
  const writing = useSignal(!earlier || text.value !== "" || offering.value);
  // The answer just written. It is called sent only when the server has it.
  const given = useSignal("");
  const [copied, copy] = useCopying();
  // Whoever answers with the keys goes on with them: to the next thing that waits, or to the words that it is sent.
  const onward = useRef<HTMLElement>(null);
  useEffect(() => { if (given.value) onward.current?.focus(); }, [given.value]);

  const offered = () => whatOf({ verb: verb.value, rest: does.value });

  async function send(withOffer: boolean) {
    const said = text.value.trim();
    const offer = withOffer ? offered() : "";
    missing.value = withOffer && !offer ? "does" : withOffer && !verb.value.trim() ? "verb" : withOffer && !isDay(byOn.value) ? "by" : !said && !offer ? "answer" : "";
    if (missing.value) return;
    given.value = await write.create(
      point.scope,
      { kind: "answer", text: said, answerKind: offer ? "does" : asks(said) ? "question" : "text", does: offer, verb: offer && verb.value.trim(), byOn: offer ? byOn.value : null, whose: offer ? (whose.value as Owner) : "" },
      { plan: plan.id, from: { scope: point.scope, item: point.id } },
    );
    clearDraft(`answer:${point.id}`);
    for (const part of ["verb", "does", "by", "whose"]) clearDraft(`${part}:${point.id}`);
    offering.value = false;
    writing.value = false;
  }

  function record() {
    // What is being written is part of it, and is said not to be sent.
    const draftNow = writing.value && (text.value.trim() || offered())
      ? [{ who: plan.me?.name ?? "", when: words.copyDraft, text: text.value.trim(), offer: offerWords(offered(), byOn.value) }]
      : [];
    return recordOf(plan, point, meeting, draftNow);
  }
  const copying = (
    <>
      <Act plain icon="copy" onPress={() => void copy(record())}>{words.copy}</Act>
      <p class="note strong" role="status">{copied === "yes" ? t.common.copied : copied === "no" ? t.common.notCopied : ""}</p>
    </>
  );

  if (!writing.value) {
    const next = waiting.value.find((waits) => waits.item !== point.id);
    return (
      <>
        <p role="status" tabIndex={-1} {...(next ? {} : { ref: onward as Ref<HTMLParagraphElement> })}>{given.value && stateOf(plan.item(given.value), name)}</p>
        {copying}
        <Acts>
          {given.value && next && <Act main href={pathOf(next)} elementRef={onward}>{words.nextWaiting}</Act>}
          <Act onPress={() => { writing.value = true; given.value = ""; }}>{words.answerAgain}</Act>
        </Acts>
      </>
    );
  }
  const empty = missing.value === "answer" && !text.value.trim();
  return (
    <form onSubmit={(event) => { event.preventDefault(); void send(offering.value); }}>
      <Field rows={3} focus label={words.yourAnswer(name)} value={text.value} maxLength={4000} missing={empty ? words.answerMissing : undefined} onInput={(value) => { text.value = value; }} />
      <div class="tools after s">
        <Act plain onPress={() => { text.value = text.value.trim() ? `${text.value.trim()} ${words.quick}.` : `${words.quick}.`; }}>{words.quick}</Act>
        <Act plain pressed={offering.value} onPress={() => { offering.value = !offering.value; }}>{words.asAgreement}</Act>
      </div>
      {offering.value && (
        <div class="after s">
          <DeedFields value={{ verb: verb.value, rest: does.value }} missing={missing.value === "does" && !offered() ? words.doesMissing : undefined} lacksVerb={missing.value === "verb" && !verb.value.trim()}
            onChange={(next) => { verb.value = next.verb; does.value = next.rest; }} />
          <Field label={words.latest} type="date" min={today(now())} value={byOn.value} missing={missing.value === "by" && !isDay(byOn.value) ? words.byMissing : undefined} onInput={(value) => { byOn.value = value; }} />
          <WhoseField value={whose.value as Owner} onPick={(value) => { whose.value = value; }} />
          <div class="after s"><Note>{words.mustSayYes(name)}</Note></div>
        </div>
      )}
      <Acts>
        <Act main submit>{offering.value ? words.sendBoth : words.send}</Act>
        {offering.value && <Act onPress={() => void send(false)}>{words.sendOnly}</Act>}
      </Acts>
      <div class="after s">{copying}</div>
    </form>
  );
}

