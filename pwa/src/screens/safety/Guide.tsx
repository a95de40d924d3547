/** The safety plan set up in small steps: one question a screen, left and resumed at any time, with or without a network. */

import { useEffect } from "preact/hooks";
import { clearDraft, draft, go, plan as current, write, type Item, type PlanView, type ScreenProps } from "../../state";
import { t } from "../../texts";
import { Act, Acts, Field, Kind, Note, Own, Row, Rows, Screen, Sees, Tools, voiceClass } from "../../ui";
import { useDraft, type Drafted } from "../plan/drafted";
import { numberIn } from "../plan/number";
import { whoMayRead } from "../plan/readers";
import { fromTeam, GUIDE, isText, kindOf, numberOf, passedOver, stepAfter, stepBefore, stepOf, STEPS, type Step, type TextStep } from "./guide";
import { guide as words } from "./words";

const at = (step: Step) => `/safety/guide?step=${step}`;

export default function Guide({ query }: ScreenProps) {
  const plan = current.value;
  const step = stepOf(query.get("step"), draft(GUIDE).value);
  const isDone = query.has("done");
  useEffect(() => {
    // The first question is where everybody begins: nothing has been left there.
    if (!isDone && step !== STEPS[0]) draft(GUIDE).value = step;
  }, [step, isDone]);
  if (!plan) return null;
  return isDone ? <Done plan={plan} /> : <Question key={step} plan={plan} step={step} />;
}

function Question({ plan, step }: { plan: PlanView; step: Step }) {
  const before = stepBefore(step);
  const here = plan.items("safety", kindOf(step));
  const onward = () => {
    const next = stepAfter(step);
    if (next) go(at(next));
    else {
      clearDraft(GUIDE);
      go("/safety/guide?done");
    }
  };
  return (
    <Screen title={words.questions[step]} kind={words.progress(numberOf(step), STEPS.length)} lead={words.help[step]}
      back={before ? { href: at(before), label: words.back } : { href: "/safety", label: t.common.tabs.safety }}>
      {here.length > 0 && (
        <div class="after">
          <Kind>{words.written}</Kind>
          <ul class="stack near">{here.map((item) => <li key={item.id}><Said item={item} /></li>)}</ul>
        </div>
      )}
      {isText(step) ? <InWords step={step} onward={onward} /> : <Somebody plan={plan} step={step} onward={onward} />}
      <div class="after"><Sees>{whoMayRead(plan, "safety")}</Sees></div>
      {isText(step) && (
        <section class="block near">
          <h2>{words.others}</h2>
          <ul class="stack near examples">{words.examples[step].map((one) => <li key={one} class="note">{one}</li>)}</ul>
        </section>
      )}
      <div class="after l">
        {step === STEPS[0] && <Note>{words.lead}</Note>}
        <Tools><Act plain href="/safety">{words.stop}</Act></Tools>
      </div>
    </Screen>
  );
}

function Said({ item }: { item: Item }) {
  if (item.body.kind === "safety_contact") return <><Own as="span">{item.body.name}</Own>{item.body.phone && <span class="note num"> {item.body.phone}</span>}</>;
  const said = "text" in item.body ? item.body.text : "";
  return voiceClass(item) === "own" ? <Own>{said}</Own> : <p class="said-by">{said}</p>;
}

/** On with what stands there, on without it, or one more. Nothing here must be answered. */
function Ways({ onNext, onSkip, onMore }: { onNext: () => void; onSkip: () => void; onMore: (() => void) | undefined }) {
  return (
    <>
      <Acts><Act main onPress={onNext}>{words.next}</Act><Act onPress={onSkip}>{words.skip}</Act></Acts>
      {onMore && <Tools><Act plain icon="plus" onPress={onMore}>{words.more}</Act></Tools>}
    </>
  );
}

function InWords({ step, onward }: { step: TextStep; onward: () => void }) {
  const own = useDraft(`guide:${step}:text`);
  const keep = async () => {
    const text = own.value.trim();
    if (!text) return;
    await write.create("safety", { kind: step, text });
    own.forget();
  };
  const next = () => void keep().then(onward);
  return (
    <form class="after" onSubmit={(event) => { event.preventDefault(); next(); }}>
      <Field label={words.questions[step]} hideLabel own rows={3} value={own.value} onInput={own.set} maxLength={4000} />
      <Ways onNext={next} onSkip={onward} onMore={own.value.trim() ? () => void keep() : undefined} />
    </form>
  );
}

/** Somebody to call: chosen from the team with one press, or written. */
function Somebody({ plan, step, onward }: { plan: PlanView; step: "people" | "professionals"; onward: () => void }) {
  const fields = { name: useDraft(`guide:${step}:name`), phone: useDraft(`guide:${step}:phone`), who: useDraft(`guide:${step}:who`), hours: useDraft(`guide:${step}:hours`) };
  const contacts = plan.items("safety", "safety_contact").map((item) => item.body);
  const team = fromTeam(step, plan.members, contacts);
  const all: Drafted[] = Object.values(fields);
  const isBegun = all.some((field) => field.value.trim());
  const keep = async () => {
    const name = fields.name.value.trim() || fields.who.value.trim();
    const phone = numberIn(fields.phone.value);
    if (!name && !phone) return;
    await write.create("safety", { kind: "safety_contact", name: name || phone, phone, who: fields.name.value.trim() ? fields.who.value.trim() : "", hours: fields.hours.value.trim() });
    for (const field of all) field.forget();
  };
  const next = () => void keep().then(onward);
  return (
    <form class="after" onSubmit={(event) => { event.preventDefault(); next(); }}>
      {team.length > 0 && (
        <>
          <Kind>{words.fromTeam}</Kind>
          <Rows>
            {team.map(({ id, name, role, organisation, phone, hours }) => {
              const who = [t.common.roles[role], organisation].filter(Boolean).join(", ");
              return (
                <Row key={id} title={name} note={[who, phone].filter(Boolean).join(", ")}
                  action={<Act about={name} onPress={() => void write.create("safety", { kind: "safety_contact", name, phone: numberIn(phone), who, hours })}>{words.add}</Act>} />
              );
            })}
          </Rows>
        </>
      )}
      <Field label={t.plan.write.name} own value={fields.name.value} onInput={fields.name.set} maxLength={200} />
      <Field label={t.plan.write.phone} type="tel" inputMode="tel" value={fields.phone.value} onInput={fields.phone.set} maxLength={40} />
      <Field label={t.plan.write.who} own value={fields.who.value} onInput={fields.who.set} maxLength={200} />
      <Field label={t.plan.write.hours} own value={fields.hours.value} onInput={fields.hours.set} note={words.hoursNote} maxLength={200} />
      <Ways onNext={next} onSkip={onward} onMore={isBegun ? () => void keep() : undefined} />
    </form>
  );
}

function Done({ plan }: { plan: PlanView }) {
  const items = plan.items("safety");
  const left = passedOver(items.map((item) => item.kind));
  return (
    <Screen title={items.length > 0 ? words.done : words.doneEmpty} back={{ href: "/safety", label: t.common.tabs.safety }} lead={words.doneNote}>
      <Act main wide icon="lamp" href="/safety">{words.see}</Act>
      <section class="block">
        <h2>{words.who}</h2>
        <div class="after s"><Sees>{whoMayRead(plan, "safety")}</Sees></div>
        <div class="after s"><Rows><Row href="/consents" icon="eye" title={t.plan.today.whoMaySee} note={words.onlyYouDecide} /></Rows></div>
      </section>
      {left.length > 0 && (
        <section class="block">
          <h2>{words.passedOver}</h2>
          <Rows>{left.map((step) => <Row key={step} href={at(step)} title={words.questions[step]} />)}</Rows>
        </section>
      )}
    </Screen>
  );
}
