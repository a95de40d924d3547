/**
 * Se tilbage: the citizen answers first, and then asks whom they want. The first answers stand beside the latest, and
 * everybody's by name. Nothing asks by itself, and nothing is counted.
 */

import { useState } from "preact/hooks";
import { api, formDraft, net, plan as current, sync, write, type Item, type PlanView } from "../../state";
import { day, t, today } from "../../texts";
import { Act, Acts, Note, Pick, Picks, Row, Rows, Screen, Sees, Tools, voiceClass } from "../../ui";
import NotFound from "../NotFound";
import { useArrive } from "../meetings/arrive";
import { firstName } from "../plan/readers";
import "../meetings/meetings.css";
import { FIVE, Five, isEmpty, NOTHING, type Answers, type Name } from "./Five";
import { ofThem, words } from "./words";

type Answer = Item<"course_answer">;

export default function Course() {
  const plan = current.value;
  const form = formDraft<Answers>("course", NOTHING);
  const [answering, setAnswering] = useState(form.touched);
  if (!plan) return <NotFound />;
  const all = [...plan.all("course_answer")].sort((a, b) => (a.body.on + a.at < b.body.on + b.at ? -1 : 1));
  const own = all.filter((one) => one.by === "citizen");
  const others = [...new Set(all.filter((one) => one.by !== "citizen").map((one) => one.by))];
  return (
    <Screen title={words.title} back={{ href: "/plan/wellbeing", label: t.plan.sections.wellbeing }} lead={words.lead} state={form.touched ? "saved" : undefined}>
      <div class="after s"><Sees>{words.onlyMe}</Sees></div>
      {answering ? <Answering onDone={() => setAnswering(false)} /> : own.length === 0 && <Act main wide onPress={() => setAnswering(true)}>{words.answer}</Act>}
      {own.length > 0 && (
        <section class="block">
          <h2>{words.yours}</h2>
          <Beside all={own} questions={words.questions} />
          {!answering && <Acts><Act onPress={() => setAnswering(true)}>{words.again}</Act></Acts>}
          <div class="after"><Rows><Row href={`/write?kind=agenda_item&from=${own.at(-1)?.id}`} icon="meetings" title={words.bring} /></Rows></div>
        </section>
      )}
      {own.length > 0 && <Asking plan={plan} />}
      {others.length > 0 && (
        <section class="block">
          <h2>{words.theirs}</h2>
          {others.map((by) => (
            <div class="after" key={by}>
              <h3>{plan.person(by).name || t.history.someone}</h3>
              <Beside all={all.filter((one) => one.by === by)} questions={ofThem.questions(firstName(plan.citizen))} />
            </div>
          ))}
        </section>
      )}
    </Screen>
  );
}

function Answering({ onDone }: { onDone: () => void }) {
  const form = formDraft<Answers>("course", NOTHING);
  const place = useArrive<HTMLFormElement>(!form.touched);
  const [missing, setMissing] = useState<string>();
  const save = async () => {
    setMissing(undefined);
    if (isEmpty(form.value)) { queueMicrotask(() => setMissing(t.room.missing)); return; }
    await write.create("private", { kind: "course_answer", on: today(), ...form.value, text: form.value.text.trim() });
    form.forget();
    onDone();
  };
  return (
    <form class="after arrived" tabIndex={-1} ref={place} onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <Five questions={words.questions} own value={form.value} missing={missing} onChange={(next) => { form.value = next; }} />
      <Acts><Act main submit>{t.room.keep}</Act><Act onPress={() => { form.forget(); onDone(); }}>{t.common.cancel}</Act></Acts>
    </form>
  );
}

/** Somebody's first answers and their latest, question by question; with one of them, only that. */
function Beside({ all, questions }: { all: readonly Answer[]; questions: Record<Name, string> }) {
  const [first, last] = [all[0], all.at(-1)];
  if (!first || !last) return null;
  const shown = first === last ? [first] : [first, last];
  const said = (one: Answer, name: Name) => { const step = one.body[name] ?? null; return step === null ? words.nothing : t.room.steps[step]; };
  const when = (one: Answer) => (first === last ? day(one.body.on) : (one === first ? words.first : words.last)(day(one.body.on)));
  return (
    <div class="sheet after s">
      {first === last && <Note>{when(first)}</Note>}
      <dl class="said-back">
        {FIVE.filter((name) => shown.some((one) => (one.body[name] ?? null) !== null)).map((name) => (
          <div key={name}>
            <dt class="note">{questions[name]}</dt>
            {shown.map((one) => <dd key={one.id}>{first !== last && <span class="note">{when(one)}: </span>}{said(one, name)}</dd>)}
          </div>
        ))}
      </dl>
      {shown.map((one) => one.body.text && <div key={one.id}>{first !== last && <Note>{when(one)}</Note>}<p class={voiceClass(one)}>{one.body.text}</p></div>)}
      <Tools>{shown.map((one) => <Act plain key={one.id} onPress={() => void write.remove(one)}>{first === last ? t.common.remove : `${t.common.remove}: ${when(one).toLocaleLowerCase()}`}</Act>)}</Tools>
    </div>
  );
}

/** To those who are here now. Nobody is chosen beforehand, and who has been asked is not asked again meanwhile. */
function Asking({ plan }: { plan: PlanView }) {
  const [chosen, choose] = useState<ReadonlySet<string>>(new Set());
  const [missing, setMissing] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const here = plan.members.filter((one) => one.status === "active" && !one.isUnit);
  const open = here.filter((one) => !one.courseAskedAt);
  const ask = (members: readonly string[], asked: boolean) => {
    setBusy(true);
    setFailed(false);
    Promise.all(members.map((member) => api.put(`/api/plans/${plan.id}/members/${member}/course`, { asked })))
      .then(() => { choose(new Set()); return sync.now(); })
      .catch(() => setFailed(true))
      .finally(() => setBusy(false));
  };
  const send = () => {
    setMissing(undefined);
    const members = open.filter((one) => chosen.has(one.id)).map((one) => one.id);
    if (members.length > 0) ask(members, true);
    else queueMicrotask(() => setMissing(words.whoMissing));
  };
  const toggle = (member: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(member);
    else next.delete(member);
    choose(next);
  };
  return (
    <section class="block">
      <h2>{words.ask}</h2>
      <Note>{words.askNote}</Note>
      {!net.value.online && <p class="note after s">{words.offline}</p>}
      {here.length === 0 && <p class="after s">{words.nobody}</p>}
      {open.length > 0 && (
        <form class="after s" onSubmit={(event) => { event.preventDefault(); send(); }}>
          <Picks legend={words.who} missing={missing}>
            {open.map((one) => <Pick key={one.id} type="checkbox" name="who" checked={chosen.has(one.id)} onPick={(on) => toggle(one.id, on)} note={one.organisation || undefined}>{one.name}</Pick>)}
          </Picks>
          {net.value.online && <Acts><Act submit busy={busy && t.people.working}>{words.send}</Act></Acts>}
        </form>
      )}
      {here.map((one) => one.courseAskedAt && (
        <div class="after s" key={one.id}>
          <p>{words.asked(firstName(one.name), day(one.courseAskedAt))}</p>
          {net.value.online && <Tools><Act plain about={one.name} onPress={() => ask([one.id], false)}>{words.takeBack}</Act></Tools>}
        </div>
      ))}
      {failed && <p class="note strong after s" role="alert">{t.people.failed}</p>}
    </section>
  );
}
