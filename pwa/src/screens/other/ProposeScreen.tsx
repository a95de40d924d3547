/**
 * A professional proposes a meeting: one page with what a meeting needs, and what became of the ones before. Nobody is
 * asked and nothing opens; the citizen's one yes makes it (docs/decisions/0054-proposed-meetings.md).
 */

import { useSignal } from "@preact/signals";
import { Problem, api, formDraft, net, plans, sync, type MeetingKind, type PlanView, type ScreenProps } from "../../state";
import { t, upper } from "../../texts";
import { Act, Acts, Field, Message, Note, Pick, Picks, Screen, Sheet, voiceClass } from "../../ui";
import { KINDS, missingIn, nothingYet, whenFields, type Missing, type When } from "../meetings/new-meeting";
import { isOpen, type Proposal } from "../meetings/proposed";
import { isDay, today } from "../meetings/times";
import { WhenForm } from "../meetings/When";
import { dayAndClock, nameOf, now } from "../meetings/words";
import { Desk, isKin, Kin } from "./Frame";
import { ListOf } from "./Lists";
import { words } from "./propose-words";
import { Nothing } from "./SharedPlanScreen";
import { proposeWords } from "./proposing";

export default function ProposeScreen({ params, query }: ScreenProps) {
  const sent = useSignal(false);
  const plan = plans.value.find((other) => other.id === params["plan"] && other.role === "member");
  if (!plan?.me) return <Nothing />;
  const name = nameOf(plan, "citizen");
  // What was sent stands above with what became of it; below it is room for another.
  const mine = plan.all("meeting_proposal").sort((a, b) => (a.at < b.at ? 1 : -1));
  const screen = (
    <Screen tabs="none" asks title={proposeWords.propose} kind={plan.citizen} lead={plan.me.proposes ? words.lead(name) : words.notYours(name)} back={{ href: `/shared/${plan.id}`, label: plan.citizen }}>
      <p class="note strong after s" role="status">{sent.value && words.sent(name)}</p>
      {mine.length > 0 && (
        <section class="block near">
          <h2>{words.yours}</h2>
          {mine.map((proposal) => <Mine key={proposal.id} plan={plan} proposal={proposal} name={name} />)}
        </section>
      )}
      {plan.me.proposes && <Proposing key={plan.id} plan={plan} me={plan.me.member} name={name} kind={query.get("kind") === "network" ? "network" : undefined} onSent={(is) => { sent.value = is; if (is) scrollTo(0, 0); }} />}
    </Screen>
  );
  return isKin(plan) ? <Kin plan={plan}>{screen}</Kin> : <Desk at="meetings" list={<ListOf place="meetings" />}>{screen}</Desk>;
}

interface Draft {
  kind?: MeetingKind | undefined;
  when: When;
  home: string;
  who: string[];
  why: string;
}

function Proposing({ plan, me, name, kind, onSent }: { plan: PlanView; me: string; name: string; kind: MeetingKind | undefined; onSent: (is: boolean) => void }) {
  const form = formDraft<Draft>(`propose-meeting:${plan.id}`, { kind, when: nothingYet, home: "", who: [me], why: "" });
  const state = form.value;
  const set = (part: Partial<Draft>) => { form.value = { ...form.value, ...part }; onSent(false); };
  const missing = useSignal<Missing>({});
  const missingKind = useSignal(false);
  const busy = useSignal(false);
  const trouble = useSignal("");
  const { online } = net.value;
  const team = plan.members.filter((one) => one.status === "active" && !one.isUnit && one.id !== me);
  const who = [me, ...team.map((one) => one.id)].filter((id) => state.who.includes(id));

  async function send() {
    missing.value = missingIn(state.when, today(now()));
    missingKind.value = !state.kind;
    if (!state.kind || Object.keys(missing.value).length > 0) return;
    busy.value = true;
    trouble.value = "";
    const home = state.kind === "discharge" && isDay(state.home) ? { dischargeOn: state.home } : {};
    const meeting = { kind: "meeting", meetingKind: state.kind, ...whenFields(state.when), ...home };
    try {
      await api.post(`/api/plans/${plan.id}/proposals`, { meeting, members: who, why: state.why.trim() });
      form.forget();
      await sync.now();
      onSent(true);
    } catch (error) {
      const code = error instanceof Problem ? error.code : "";
      if (code === "meeting_past") missing.value = { day: "past" };
      else trouble.value = code === "too_many_proposals" ? words.tooMany(name) : code === "meeting_too_far" ? words.tooFar : code === "not_found" ? words.gone : words.failed;
    } finally {
      busy.value = false;
    }
  }

  return (
    <form class="block near" onSubmit={(event) => { event.preventDefault(); void send(); }}>
      <h2>{words.new}</h2>
      <Picks legend={t.meetings.whatKind} missing={missingKind.value && !state.kind ? t.meetings.missingKind : undefined}>
        {KINDS.map((one) => <Pick key={one} name="kind" value={one} checked={state.kind === one} onPick={() => set({ kind: one })}>{t.meetings.kinds[one]}</Pick>)}
      </Picks>
      <div class="after l"><WhenForm when={state.when} missing={missing.value} onChange={(when) => { missing.value = {}; set({ when }); }} /></div>
      {state.kind === "discharge" && <div class="after l"><Field type="date" label={words.discharge} note={words.dischargeNote} min={today(now())} value={state.home} onInput={(home) => set({ home })} /></div>}
      {plan.scopes.has("team") ? (
        <div class="after l">
          <Picks legend={words.who}>
            {[{ id: me, name: words.you, organisation: "" }, ...team].map((one) => (
              <Pick key={one.id} type="checkbox" name="who" value={one.id} checked={who.includes(one.id)} note={one.organisation || undefined} onPick={(on) => set({ who: on ? [...who, one.id] : who.filter((id) => id !== one.id) })}>{one.name}</Pick>
            ))}
          </Picks>
          <div class="after s"><Note>{words.whoNote(name)}</Note></div>
        </div>
      ) : <p class="note after l">{words.onlyYou(name)}</p>}
      <div class="after l"><Field rows={3} label={words.why} note={words.whyNote(name)} value={state.why} maxLength={1000} onInput={(why) => set({ why })} /></div>
      {trouble.value && <div class="after"><Message alert title={trouble.value} /></div>}
      {!online && <p class="note after">{words.offline}</p>}
      <Acts>{online && <Act main wide submit busy={busy.value && words.sending}>{words.send(name)}</Act>}</Acts>
    </form>
  );
}

function Mine({ plan, proposal, name }: { plan: PlanView; proposal: Proposal; name: string }) {
  const busy = useSignal(false);
  const failed = useSignal(false);
  const { meeting, word, why, became } = proposal.body;
  const open = isOpen(proposal);
  const state = proposal.body.state === "waiting" && !open ? "ended" : proposal.body.state;
  const said = words[state];
  function takeBack() {
    busy.value = true;
    failed.value = false;
    api.delete(`/api/plans/${plan.id}/proposals/${proposal.id}`).then(() => sync.now()).catch(() => { failed.value = true; void sync.now(); }).finally(() => { busy.value = false; });
  }
  return (
    <div class="after">
      <Sheet as="article">
        <b>{t.meetings.kinds[meeting.meetingKind]}</b>
        <p>{upper(dayAndClock(meeting))}</p>
        {why && <Note>{why}</Note>}
        <p class="note strong after s">{typeof said === "function" ? said(name) : said}</p>
        {word && <p class={voiceClass({ voice: "citizen" })}>{word}</p>}
        {failed.value && <p class="note strong" role="alert">{t.people.failed}</p>}
        {open && net.value.online && <Acts><Act busy={busy.value && t.people.working} onPress={takeBack}>{words.takeBack}</Act></Acts>}
        {became && plan.item(became) && <Acts><Act href={`/shared/${plan.id}/meetings/${became}`}>{t.meetings.see}</Act></Acts>}
      </Sheet>
    </div>
  );
}
