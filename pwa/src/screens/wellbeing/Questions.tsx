/**
 * The five questions, one a screen: six answers fit one hand and one glance, and one press answers and goes on. What was
 * answered stands on the last page, where each can be changed before anything is saved.
 */

import { useState } from "preact/hooks";
import { ANSWERS, amountsTo } from "../../core/who5";
import { go, plan as current, write, type PlanView, type ScreenProps } from "../../state";
import { joined, t, today } from "../../texts";
import { Act, Field, Fold, Folds, HelpNow, Note, Pick, Picks, Screen, Sees, Tools } from "../../ui";
import NotFound from "../NotFound";
import { readersOf, whoMayRead } from "../plan/readers";
import { placeOf } from "./entries";
import { formOf } from "./form";
import "./wellbeing.css";
import { words } from "./words";

const HOME = "/plan/wellbeing";
const at = (place: number) => `${HOME}/questions?q=${place < ANSWERS.length ? place + 1 : "done"}`;
/** The best answer first, as on the form. */
const STEPS = [5, 4, 3, 2, 1, 0];

export default function Questions({ query }: ScreenProps) {
  const plan = current.value;
  if (!plan) return <NotFound />;
  const place = placeOf(query.get("q"), formOf().value.at);
  return place < ANSWERS.length ? <Question key={place} place={place} /> : <Answered plan={plan} />;
}

function Question({ place }: { place: number }) {
  const form = formOf();
  const asked = form.value;
  const name = ANSWERS[place] ?? ANSWERS[0];
  const answer = (step: number | null) => {
    form.value = { ...asked, [name]: step, at: Math.max(asked.at, place + 1) };
    // Who comes back to change one answer has seen the others.
    go(at(asked.at >= ANSWERS.length ? ANSWERS.length : place + 1));
  };
  return (
    <Screen title={t.five.statements[name]} kind={words.progress(place + 1, ANSWERS.length)} lead={words.choose}
      back={place > 0 ? { href: at(place - 1), label: words.back } : { href: HOME, label: words.title }} state={form.touched ? "saved" : undefined}>
      <div class="after">
        {STEPS.map((step) => <button key={step} type="button" class="pick" aria-pressed={asked[name] === step} onClick={() => answer(step)}><b>{t.five.answers[step]}</b></button>)}
      </div>
      <Tools><Act plain onPress={() => answer(null)}>{words.skip}</Act></Tools>
    </Screen>
  );
}

function Answered({ plan }: { plan: PlanView }) {
  const form = formOf();
  const asked = form.value;
  const number = amountsTo(asked);
  const isEmpty = ANSWERS.every((name) => asked[name] === null) && !asked.text.trim();
  const readers = readersOf(plan, "wellbeing");
  const [scope, choose] = useState<string>();
  const [missing, setMissing] = useState<string>();
  const save = async () => {
    // Who already may read this part of the plan was let in before these answers were there: that is asked each time.
    const where = readers.length === 0 ? "wellbeing" : scope;
    if (!where) { setMissing(undefined); queueMicrotask(() => setMissing(words.whoMissing)); return; }
    const { at: _at, text, ...felt } = asked;
    const id = await write.create(where, { kind: "who5", on: today(), ...felt, text: text.trim() });
    form.forget();
    go(`${HOME}/${id}`, { replace: true });
  };
  return (
    <Screen title={words.doneTitle} back={{ href: at(ANSWERS.length - 1), label: words.back }} state={form.touched ? "saved" : undefined}>
      {isEmpty ? <p class="lead">{words.none}</p> : number === undefined ? <p class="lead">{words.partly}</p> : (
        <>
          <h2 class="after">{words.number(number)}</h2>
          <Note>{words.numberNote}</Note>
        </>
      )}
      <form class="after" onSubmit={(event) => { event.preventDefault(); void save(); }}>
        <Folds>
          {ANSWERS.map((name, place) => {
            const step = asked[name];
            return <Fold key={name} question={t.five.statements[name]} answer={step === null ? words.skipped : t.five.answers[step]} onEdit={() => go(at(place))} />;
          })}
        </Folds>
        <Field label={words.own} own rows={2} value={asked.text} onInput={(text) => { form.value = { ...asked, text }; }} maxLength={4000} />
        {readers.length === 0 ? <div class="after s"><Sees>{whoMayRead(plan, "wellbeing")}</Sees></div> : (
          <Picks legend={words.who} missing={missing}>
            <Pick name="who" value="private" checked={scope === "private"} onPick={() => choose("private")} note={words.whoOnlyMeNote}>{words.whoOnlyMe}</Pick>
            <Pick name="who" value="wellbeing" checked={scope === "wellbeing"} onPick={() => choose("wellbeing")} note={joined(readers)}>{words.whoReaders}</Pick>
          </Picks>
        )}
        {isEmpty ? <Act wide href={HOME} onPress={() => form.forget()}>{t.common.close}</Act> : <Act main wide submit>{words.keep}</Act>}
      </form>
      <div class="block"><HelpNow /></div>
    </Screen>
  );
}
