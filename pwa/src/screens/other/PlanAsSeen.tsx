/**
 * A plan as somebody else sees it: exactly the open parts, and nothing that tells of others. At the edge the thread
 * simply begins or ends. Only reads: the citizen's own preview shows this same page.
 */

import type { ComponentChildren } from "preact";
import { amountsTo } from "../../core/who5";
import type { Item, PlanView } from "../../state";
import { day, joined, t } from "../../texts";
import { Face, Icon, Kind, Knot, Note, Row, Rows, Thread, spaced, telephone, voiceClass } from "../../ui";
import { Said } from "../meetings/Said";
import { overTime, sortMeetings } from "../meetings/thread";
import { wallOf } from "../meetings/times";
import { Felt, Whose, Why } from "../plan/entries";
import { nameOf, now, placeOf } from "../meetings/words";
import { MeetingBrief } from "./MeetingBrief";
import { ToRecord } from "./ToRecord";

/** The end of a part, said once in its head. */
export function untilOf(plan: PlanView, scope: string): string {
  const until = plan.scopes.get(scope)?.until;
  return until ? t.desk.mayReadUntil(day(until)) : "";
}

/** What one wrote and may not read any more is a date: the latest three, as words are not theirs to keep (C16). */
const daysOf = (wrote: readonly string[]): string => joined([...new Set(wrote.map((at) => day(at)))].slice(0, 3));

export function PlanAsSeen({ plan, links }: {
  plan: PlanView;
  /** False in a preview: nothing leads anywhere. */
  links?: boolean;
}) {
  const words = t.desk;
  const scopes = [...plan.scopes.keys()];
  const dreams = plan.all("dream");
  const { next, earlier } = sortMeetings(plan.all("meeting").filter((meeting) => meeting.body.state !== "cancelled"), wallOf(now()));
  const meetings = [...next, ...earlier];
  const responsible = plan.items("responsible", "agreement");
  return (
    <>
      {plan.scopes.has("safety") && <SafetyPart plan={plan} />}
      {meetings.length > 0 && (
        <section class="block">
          <h2>{words.parts.meetings}</h2>
          {meetings.map((meeting) => <MeetingBrief key={meeting.id} plan={plan} meeting={meeting} {...(links ? { href: `/shared/${plan.id}/meetings/${meeting.id}` } : {})} />)}
        </section>
      )}
      {scopes.some((scope) => scope.startsWith("dream:")) && dreams.length > 0 && (
        <section class="block">
          <h2>{words.parts.dreams}</h2>
          <ol class="agenda">
            {dreams.map((dream) => (
              <li key={dream.id}>
                <DreamThread plan={plan} dream={dream} />
                <div class="after s"><Note>{untilOf(plan, dream.scope)}</Note></div>
                {links && <CopyPart plan={plan} part={dream.scope} about={dream.body.text} />}
              </li>
            ))}
          </ol>
        </section>
      )}
      <Part plan={plan} scope="strengths" kinds={["strength"]} links={links} />
      <Part plan={plan} scope="needs" kinds={["need"]} links={links} />
      {plan.scopes.has("agreements") && (
        <Block plan={plan} scope="agreements" links={links}>
          <Agreements plan={plan} agreements={plan.items("agreements", "agreement")} />
        </Block>
      )}
      <Part plan={plan} scope="wellbeing" kinds={["wellbeing"]} links={links} />
      {plan.items("wellbeing", "who5").length > 0 && (
        <section class="block">
          <h2>{t.plan.kinds["who5"]} (WHO-5)</h2>
          <ol class="stack near">{latestFirst(plan.items("wellbeing", "who5")).map((five) => {
            const number = amountsTo(five.body);
            return (
              <li key={five.id}>
                <Kind>{day(five.body.on)}{number !== undefined && `, ${t.five.ofHundred(number)}`}</Kind>
                <Felt item={five} />
                {five.body.text && <p class={voiceClass(five)}>{five.body.text}</p>}
              </li>
            );
          })}</ol>
        </section>
      )}
      {plan.items("wellbeing", "looking_back").length > 0 && (
        <section class="block">
          <h2>{t.room.overTitle}</h2>
          <ul class="stack near">{overTime(plan.items("wellbeing", "looking_back")).map((back) => <li key={back.id}><Kind>{day(back.body.on)}</Kind><Said back={back} /></li>)}</ul>
        </section>
      )}
      {plan.scopes.has("team") && <Team plan={plan} />}
      {responsible.length > 0 && (
        <section class="block"><h2>{words.parts.responsible}</h2><Agreements plan={plan} agreements={responsible} /></section>
      )}
      {plan.me?.wrote && <div class="block"><Note>{words.wroteHere(daysOf(plan.me.wrote))}</Note></div>}
    </>
  );
}

const latestFirst = (all: readonly Item<"who5">[]) => [...all].sort((one, other) => (one.body.on + one.at < other.body.on + other.at ? 1 : -1));

type Section = "strengths" | "needs" | "agreements" | "wellbeing" | "team";

/** For a professional's own record. A relative keeps none, and a preview leads nowhere. */
function CopyPart({ plan, part, about }: { plan: PlanView; part: string; about: string }) {
  if (plan.keep.kind !== "tab") return null;
  return <ToRecord plan={plan} asked={{ paper: "plan", parts: [part] }} about={about}>{t.desk.copy}</ToRecord>;
}

function Block({ plan, scope, links, children }: { plan: PlanView; scope: Section; links?: boolean | undefined; children: ComponentChildren }) {
  return (
    <section class="block">
      <h2>{t.desk.parts[scope]}</h2>
      {children}
      <div class="after s"><Note>{untilOf(plan, scope)}</Note></div>
      {links && scope !== "team" && <CopyPart plan={plan} part={scope} about={t.desk.parts[scope]} />}
    </section>
  );
}

function Part({ plan, scope, kinds, links }: { plan: PlanView; scope: Section; kinds: readonly ("strength" | "need" | "wellbeing")[]; links?: boolean | undefined }) {
  if (!plan.scopes.has(scope)) return null;
  const items = kinds.flatMap((kind) => plan.items(scope, kind));
  return (
    <Block plan={plan} scope={scope} links={links && items.length > 0}>
      {items.length === 0 ? plan.items(scope).length === 0 && <Note>{t.desk.emptyPart}</Note> : (
        <ul class="stack near">
          {items.map((item) => (
            <li key={item.id}>
              {item.body.kind === "wellbeing" && <Kind>{day(item.body.on)}</Kind>}
              <p class={voiceClass(item)}>{item.body.text}</p>
            </li>
          ))}
        </ul>
      )}
    </Block>
  );
}

/** One dream and what hangs on it, in the order of the thread: goal by goal, then what hangs on the dream itself. */
export function DreamThread({ plan, dream }: { plan: PlanView; dream: Item<"dream"> }) {
  const goals = plan.items(dream.scope, "goal");
  const steps = plan.items(dream.scope, "step");
  const agreements = plan.items(dream.scope, "agreement").filter(isShown);
  const on = (id: string) => (item: { from?: { item: string } | undefined }) => item.from?.item === id;
  const goalIds = new Set(goals.map((goal) => goal.id));
  const loose = (item: { from?: { item: string } | undefined }) => !item.from || !goalIds.has(item.from.item);
  const hanging = (own: (item: Item<"step"> | Item<"agreement">) => boolean) => [
    ...steps.filter(own).map((step) => <StepKnot key={step.id} step={step} />),
    ...agreements.filter(own).map((agreement) => <AgreementKnot key={agreement.id} plan={plan} agreement={agreement} />),
  ];
  return (
    <Thread>
      <Knot kind="dream">
        <Kind>{t.desk.kinds.dream}</Kind>
        <h3 class={`${voiceClass(dream)} big`}>{dream.body.text}</h3>
        {dream.body.more && <p class={voiceClass(dream)}>{dream.body.more}</p>}
      </Knot>
      {goals.flatMap((goal) => [
        <Knot kind="goal" key={goal.id}><Kind>{t.desk.kinds.goal}</Kind><p class={voiceClass(goal)}>{goal.body.text}</p></Knot>,
        ...hanging(on(goal.id)),
      ])}
      {hanging(loose)}
    </Thread>
  );
}

function StepKnot({ step }: { step: Item<"step"> }) {
  return <Knot kind="step"><Kind>{t.desk.kinds.step}{step.body.done && `. ${t.desk.stepDone}`}</Kind><p class={voiceClass(step)}>{step.body.text}</p></Knot>;
}

/** What was dropped stays where somebody has said why. */
const isShown = ({ body }: Item<"agreement">): boolean => body.state !== "declined" && (body.state !== "dropped" || body.why !== "");

/** Who does it, by when, in one line. Facts are said plainly, whoever they are about. */
function factsOf(plan: PlanView, agreement: Item<"agreement">): string {
  const { responsible, byOn, state } = agreement.body;
  const who = responsible === plan.me?.member ? t.desk.youDo : t.desk.doesIt(nameOf(plan, responsible));
  const parts = [state === "proposed" ? t.desk.proposedAgreement : `${who}.`, byOn && `${t.desk.by(day(byOn))}.`, state === "done" && `${t.desk.stepDone}.`, state === "dropped" && `${t.plan.thread.agreementDropped}.`];
  return parts.filter(Boolean).join(" ");
}

export function AgreementKnot({ plan, agreement }: { plan: PlanView; agreement: Item<"agreement"> }) {
  return (
    <Knot kind={agreement.body.state === "proposed" ? "slack" : "agreement"}>
      <Kind>{t.desk.kinds.agreement}</Kind>
      <p class={voiceClass(agreement)}>{agreement.body.what}</p>
      <Note>{factsOf(plan, agreement)}</Note>
      <Whose plan={plan} body={agreement.body} />
      {agreement.body.why && <Why plan={plan} why={agreement.body.why} by={agreement.body.whyBy} />}
    </Knot>
  );
}

function Agreements({ plan, agreements }: { plan: PlanView; agreements: readonly Item<"agreement">[] }) {
  const shown = agreements.filter(isShown);
  if (shown.length === 0) return <Note>{t.desk.emptyPart}</Note>;
  return (
    <ol class="stack">
      {shown.map((agreement) => <li key={agreement.id}><Thread><AgreementKnot plan={plan} agreement={agreement} /></Thread></li>)}
    </ol>
  );
}

/** The safety plan opens in its place: the same lamp as everywhere, and read without a network while it is held. */
function SafetyPart({ plan }: { plan: PlanView }) {
  const words = t.desk;
  const until = plan.scopes.get("safety")?.until;
  const kinds = ["warning_sign", "coping", "safe_place", "safe_surroundings", "wish_if_ill", "to_myself"] as const;
  const contacts = plan.items("safety", "safety_contact");
  const nothing = plan.items("safety").length === 0;
  return (
    <details class="lamp-part after">
      <summary class="call open">
        <Icon name="lamp" lamp />
        <span class="grow"><b>{words.safetyOf(nameOf(plan, "citizen"))}</b>{until && <span class="note">{words.mayReadSafety(day(until))}</span>}</span>
        <Icon name="go" small />
      </summary>
      {nothing && <Note>{words.emptyPart}</Note>}
      {contacts.length > 0 && (
        <div class="after">
          <h3>{words.safety.safety_contact}</h3>
          <div class="calls after s">
            {contacts.map(({ id, body }) => {
              const inside = <><span class="grow"><b>{body.name}</b><span class="note">{[body.who, body.hours].filter(Boolean).join(", ")} {body.phone && <span class="num">{spaced(body.phone)}</span>}</span></span></>;
              return body.phone
                ? <a class="call" key={id} href={telephone(body.phone)}>{inside}<span class="dial"><Icon name="phone" /></span></a>
                : <div class="call" key={id}>{inside}</div>;
            })}
          </div>
        </div>
      )}
      {kinds.map((kind) => {
        const items = plan.items("safety", kind);
        if (items.length === 0) return null;
        return (
          <div class="after" key={kind}>
            <h3>{words.safety[kind]}</h3>
            <ul class="stack near after s">{items.map((item) => <li key={item.id} class={voiceClass(item)}>{item.body.text}</li>)}</ul>
          </div>
        );
      })}
    </details>
  );
}

function Team({ plan }: { plan: PlanView }) {
  const members = plan.members.filter((member) => member.status === "active" || member.status === "paused");
  return (
    <Block plan={plan} scope="team">
      {members.length === 0 ? <Note>{t.desk.emptyPart}</Note> : (
        <Rows>
          {members.map((member) => (
            <Row key={member.id} face={<Face name={member.name} baton={member.batonHolder} paused={member.status === "paused"} />} title={member.name}
              note={[placeOf(plan, member.id) || member.organisation, member.batonHolder && t.meetings.holder].filter(Boolean).join(". ")} />
          ))}
        </Rows>
      )}
    </Block>
  );
}

