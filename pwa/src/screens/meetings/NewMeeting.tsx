/**
 * Making a meeting, one question at a time. What is answered folds to one line and can be opened again; nothing is
 * lost on the way. The meeting is kept on the phone as soon as its time is known, also without a network; nobody is
 * asked before the yes at the end.
 */

import { useSignal } from "@preact/signals";
import { clearDraft, draft, go, net, write, type Link, type PlanView, type ScreenProps } from "../../state";
import { clock, t, upper, weekdayDay } from "../../texts";
import { Act, Acts, Field, Fold, Folds, From, Knot, Note, Pick, Picks, Screen, Thread } from "../../ui";
import { WhoAnswers } from "./AddPoint";
import { AnsweringProposal } from "./Answering";
import { requestOf } from "./AskMeeting";
import { Asking, keepToAsk } from "./Asking";
import { KINDS, missingIn, moved, readDraft, STEPS, whenFields, type Draft, type DraftPoint, type Missing, type Step } from "./new-meeting";
import { NotHere } from "./NotHere";
import { ownPlan } from "./own";
import { originOf } from "./Point";
import { Question, useMoved } from "./Question";
import { Sources, sourcesOf } from "./Sources";
import { today, wallAt } from "./times";
import { WhenForm } from "./When";
import { brief, namesOf, now, whereBrief } from "./words";
import "./meetings.css";

export default function NewMeeting({ query }: ScreenProps) {
  const mine = ownPlan.value;
  if (!mine) return <NotHere title={t.meetings.new} note={t.common.nothingHereNote} back={{ href: "/", label: t.common.tabs.today }} />;
  const proposal = query.get("proposal");
  if (proposal) return <AnsweringProposal key={proposal} plan={mine} id={proposal} />;
  return (
    <Screen asks title={t.meetings.new} back={{ href: "/meetings", label: t.meetings.title }} state={net.value.online ? undefined : "saved"}>
      <Making plan={mine} about={query.get("from") ?? ""} />
    </Screen>
  );
}

function Making({ plan, about }: { plan: PlanView; about: string }) {
  const kept = draft("new-meeting");
  const state = readDraft(kept.value);
  const missing = useSignal<Missing>({});
  const missingKind = useSignal(false);
  const noOne = useSignal(false);
  const busy = useSignal(false);
  const words = t.meetings;
  const isMoved = useMoved(state.open);

  const set = (part: Partial<Draft>) => { kept.value = JSON.stringify({ ...readDraft(kept.value), ...part }); };
  const open = (step: Step) => set({ open: step });
  const onward = (step: Step) => {
    const at = readDraft(kept.value);
    const next = STEPS.indexOf(at.reached) > STEPS.indexOf(step) ? at.reached : step;
    set({ open: next, reached: next });
    scrollTo(0, 0);
  };
  const team = plan.members.filter((member) => member.status === "active" && !member.isMe && !member.isUnit);
  // Saving can be undone: then there is no meeting to ask anybody to, until it is saved again.
  const live = state.meeting !== undefined && plan.item(state.meeting) !== undefined;
  const who = state.who.filter((member) => team.some((other) => other.id === member));

  /** Keeps the meeting, and brings it up to date when it was kept before. */
  async function keep(): Promise<string> {
    const at = readDraft(kept.value);
    const fields = { meetingKind: at.kind ?? "other", ...whenFields(at.when) };
    const old = at.meeting ? plan.item(at.meeting) : undefined;
    if (old?.kind === "meeting") {
      const body = old.body as typeof fields;
      const news = Object.entries(fields).filter(([name, value]) => body[name as keyof typeof body] !== value);
      if (news.length > 0) await write.change(old, Object.fromEntries(news));
      return old.id;
    }
    const link = at.follows ? plan.item(at.follows) : undefined;
    const opts: { plan: string; from?: Link } = { plan: plan.id };
    if (link) opts.from = { scope: link.scope, item: link.id };
    const made = await write.create("meeting:", { kind: "meeting", ...fields }, opts);
    // The meeting that was asked for is here: nothing waits for the baton holder any more.
    const asked = at.kind === "network" ? requestOf(plan) : undefined;
    if (asked) await write.change(asked, { state: "done" });
    set({ meeting: made });
    return made;
  }

  /** Keeps the points, in their order, and forgets the draft: from here on the meeting speaks for itself. */
  async function keepAll(): Promise<string> {
    const meeting = await keep();
    const only = who.length === 1 ? (who[0] ?? "") : "";
    for (const point of readDraft(kept.value).points) {
      if (!point.text.trim()) continue;
      const opts: { plan: string; from?: Link } = { plan: plan.id };
      if (point.from) opts.from = point.from;
      await write.create(`meeting:${meeting}`, { kind: "agenda_item", text: point.text.trim(), state: "on", asked: point.asked && who.includes(point.asked) ? point.asked : only }, opts);
    }
    set({ points: [] });
    return meeting;
  }

  async function finish() {
    busy.value = true;
    keepToAsk(await keepAll(), who);
    leave();
  }

  function leave() {
    const { meeting } = readDraft(kept.value);
    clearDraft("new-meeting");
    go(`/meetings/${meeting ?? ""}`, { replace: true });
  }

  const answered = (step: Step) => state.open !== step && STEPS.indexOf(state.reached) > STEPS.indexOf(step);

  return (
    <>
      <Folds>
        {answered("kind") && <Fold question={words.whatKind} answer={words.kinds[state.kind ?? "other"]} onEdit={() => open("kind")} />}
        {answered("when") && <Fold question={words.when} answer={whenAnswer(state)} onEdit={() => open("when")} />}
        {answered("who") && <Fold question={words.who} answer={who.length > 0 ? namesOf(plan, who) : words.nobodyYet} onEdit={() => open("who")} />}
      </Folds>

      {state.open === "kind" && (
        <Question key="kind" moved={isMoved}>
          <Picks legend={words.whatKind} missing={missingKind.value && !state.kind ? words.missingKind : undefined}>
            {KINDS.map((kind) => (
              <Pick name="kind" value={kind} checked={state.kind === kind} note={words.kindNotes[kind]} onPick={() => set({ kind })}>{words.kinds[kind]}</Pick>
            ))}
          </Picks>
          <Act main wide onPress={() => { if (state.kind) onward("when"); else missingKind.value = true; }}>{words.onward}</Act>
        </Question>
      )}

      {state.open === "when" && (
        <Question key="when" moved={isMoved}>
          <h2>{words.when}</h2>
          <WhenForm when={state.when} missing={missing.value} onChange={(when) => { missing.value = {}; set({ when }); }} />
          <Act main wide onPress={() => {
            missing.value = missingIn(readDraft(kept.value).when, today(now()));
            if (Object.keys(missing.value).length === 0) void keep().then(() => onward("who"));
          }}>{words.onward}</Act>
          <p class="note after s">{words.afterwards}</p>
        </Question>
      )}

      {state.open === "who" && (
        <Question key="who" moved={isMoved}>
          {team.length === 0 ? (
            <><h2>{words.who}</h2><Note>{words.noTeam}</Note><Act plain href="/invite">{words.toTeam}</Act></>
          ) : (
            <Picks legend={words.who} missing={noOne.value && who.length === 0 ? words.missingWho : undefined}>
              {team.map((member) => (
                <Pick type="checkbox" name="who" value={member.id} checked={who.includes(member.id)} note={upper(member.organisation || t.common.roles[member.role])}
                  onPick={(on) => set({ who: on ? [...who, member.id] : who.filter((other) => other !== member.id) })}>{member.name}</Pick>
              ))}
            </Picks>
          )}
          <div class="after s"><Note>{team.length > 0 && words.whoNote}</Note></div>
          <Acts column>
            <Act main wide onPress={() => { if (who.length > 0 || team.length === 0) onward("points"); else noOne.value = true; }}>{words.onward}</Act>
            {team.length > 0 && <Act wide onPress={() => { set({ who: [] }); onward("points"); }}>{words.nobodyYet}</Act>}
          </Acts>
          <p class="note after s">{words.afterwardsPoints}</p>
        </Question>
      )}

      {state.open === "points" && (
        <>
          <Question moved={isMoved}><Points plan={plan} points={state.points} who={who} about={about} set={(points) => set({ points })} /></Question>
          {who.length > 0 && live ? (
            <Asking
              plan={plan} meeting={state.meeting} members={who} stamp={JSON.stringify(state.when)} title={words.yesTitle}
              before={async () => { keepToAsk(await keepAll(), who); }} onAsked={leave} onTrouble={leave}
              waitIsMain onWait={() => void finish()} waitWords={net.value.online ? words.wait : words.save}
            />
          ) : <Act main wide busy={busy.value} onPress={() => void finish()}>{words.save}</Act>}
        </>
      )}
    </>
  );
}

function whenAnswer({ when }: Draft): string {
  const place = whereBrief({ ...whenFields(when), kind: "meeting", meetingKind: "other", zone: "Europe/Copenhagen", state: "planned" });
  return [`${upper(weekdayDay(when.day))} ${clock(wallAt(when.day, when.from))}`, place].filter(Boolean).join(", ");
}

/** The agenda in the making: each point on a thread of its own, and below it what is not taken along yet. */
function Points({ plan, points, who, about, set }: { plan: PlanView; points: DraftPoint[]; who: string[]; about: string; set: (points: DraftPoint[]) => void }) {
  const words = t.meetings;
  const fresh = useSignal("");
  const used = new Set(points.map((point) => point.from?.item));
  const sources = sourcesOf(plan).filter((source) => !used.has(source.link.item));
  // The dream one came from stands first.
  sources.sort((a, b) => Number(b.link.item === about) - Number(a.link.item === about));

  const add = (text: string, from?: Link) => {
    const key = `${Date.now()}`;
    fresh.value = key;
    set([...points, { key, text, ...(from ? { from } : {}) }]);
  };
  return (
    <>
      <h2>{words.about}</h2>
      <Note>{sources.length + used.size > 0 ? words.aboutNote : words.aboutNoDreams}</Note>
      <ol class="agenda after">
        {points.map((point, index) => (
          <li key={point.key}>
            <Thread>
              <DraftOrigin plan={plan} from={point.from} />
              <Knot kind="agenda_item">
                <Field own rows={2} label={words.pointNumber(index + 1)} hideLabel={Boolean(point.from)} value={point.text} focus={fresh.value === point.key} maxLength={4000}
                  onInput={(text) => set(points.map((other) => (other === point ? { ...point, text } : other)))} />
                <WhoAnswers plan={plan} members={who} asked={point.asked && who.includes(point.asked) ? point.asked : ""}
                  onChange={(asked) => set(points.map((other) => (other === point ? { ...point, asked } : other)))} />
                <div class="tools">
                  <Act plain about={words.takeOffHidden} onPress={() => set(points.filter((other) => other !== point))}>{words.takeOff}</Act>
                  {index > 0 && <Act plain icon="up" about={brief(point.text)} onPress={() => set(moved(points, index, index - 1))}>{words.up}</Act>}
                  {index < points.length - 1 && <Act plain icon="lower" about={brief(point.text)} onPress={() => set(moved(points, index, index + 1))}>{words.down}</Act>}
                </div>
              </Knot>
            </Thread>
          </li>
        ))}
      </ol>
      <Sources sources={sources} onTake={(source) => add(source.text, source.link)} />
      <Act plain icon="plus" onPress={() => add("")}>{words.writeOther}</Act>
      <div class="after s"><Note>{words.readByAll}</Note></div>
    </>
  );
}

function DraftOrigin({ plan, from }: { plan: PlanView; from: Link | undefined }) {
  const source = from && plan.item(from.item);
  if (!source) return null;
  const chain = source.kind === "goal" ? originOf(plan, source) : {};
  const text = (source.body as { text?: string }).text ?? "";
  return (
    <>
      {chain.dream && <Knot kind="dream" tight><From>{chain.dream.body.text}</From></Knot>}
      <Knot kind={source.kind === "goal" ? "goal" : source.kind === "need" ? "step" : "dream"} tight>
        <From what={source.kind === "goal" ? t.common.fromGoal : source.kind === "need" ? t.meetings.sourceKinds.need : undefined}>{text}</From>
      </Knot>
    </>
  );
}

