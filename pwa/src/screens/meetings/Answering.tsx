/**
 * Somebody on the team proposes a meeting, and the citizen answers: one yes makes it and asks those who are chosen, in
 * the exact words that stand here. A no needs no reason. Nothing is kept on the phone: the server puts it in order.
 */

import { useSignal } from "@preact/signals";
import { Problem, api, formDraft, go, isProofNeeded, mustProve, net, saveDrafts, sync, type PlanView } from "../../state";
import { day, t, upper, weekdayDay } from "../../texts";
import { Act, Acts, Empty, Field, Kind, Message, Note, Pick, Picks, Reply, Screen, Sheet, Words } from "../../ui";
import { isWordingChanged, useWording } from "../people/wording";
import { missingIn, whenFields, whenOf, type Missing } from "./new-meeting";
import { NotHere } from "./NotHere";
import { words } from "./proposal-words";
import { isOpen, type Proposal } from "./proposed";
import { today } from "./times";
import { WhenForm } from "./When";
import { firstName, fromTo, nameOf, now, placeOf, whereWords } from "./words";

const BACK = { href: "/meetings", get label() { return t.meetings.title; } };

export function AnsweringProposal({ plan, id }: { plan: PlanView; id: string }) {
  const saidNo = useSignal("");
  const found = plan.item(id) as Proposal | undefined;
  if (saidNo.value) return <Done>{words.saidNo(saidNo.value)}</Done>;
  if (found?.kind !== "meeting_proposal" || !isOpen(found)) return <NotHere title={t.meetings.title} note={words.over} back={BACK} />;
  return (
    <Screen asks title={words.title(nameOf(plan, found.by))} back={BACK}>
      <Answer plan={plan} proposal={found} onNo={() => { saidNo.value = nameOf(plan, found.by); }} />
    </Screen>
  );
}

function Done({ children }: { children: string }) {
  return <Screen title={t.meetings.title} hideTitle back={BACK}><div class="after" role="status"><Empty action={words.toMeetings} href="/meetings">{children}</Empty></div></Screen>;
}

function Answer({ plan, proposal, onNo }: { plan: PlanView; proposal: Proposal; onNo: () => void }) {
  const proposed = proposal.body.meeting;
  // All of it is a draft: whoever is asked to show that it is them comes back to it.
  const form = formDraft(`answering:${proposal.id}`, { when: whenOf(proposed), other: false, chosen: [] as string[], saysNo: false, word: "" });
  const { when, other, chosen, saysNo, word } = form.value;
  const set = (part: Partial<typeof form.value>) => { form.value = { ...form.value, ...part }; };
  const missing = useSignal<Missing>({});
  // Those who are proposed stand first and say so. Nobody is chosen beforehand: to invite is to give leave (C21).
  const team = plan.members.filter((member) => member.status === "active" && !member.isMe && !member.isUnit)
    .sort((one, two) => Number(proposal.body.members.includes(two.id)) - Number(proposal.body.members.includes(one.id)));
  const who = team.filter((member) => chosen.includes(member.id)).map((member) => member.id);
  const busy = useSignal(false);
  const isRefused = useSignal(false);
  const online = net.value.online && !net.value.signedOut;
  const author = nameOf(plan, proposal.by);
  const from = (member: (typeof team)[number]) => upper(member.organisation || t.common.roles[member.role]);
  const path = `/api/plans/${plan.id}/proposals/${proposal.id}`;
  // As it was proposed, unless the citizen has another time in mind.
  const meeting = { ...proposed, ...whenFields(when) };
  const isWhole = Object.keys(missingIn(when, today(now()))).length === 0;
  const asked = useWording(`${path}/wording`, who.length > 0 && isWhole ? { members: who, meeting } : undefined);

  async function answer(said: object, after: (meeting: string) => void) {
    busy.value = true;
    isRefused.value = false;
    try {
      const made = await api.post<{ meeting?: string }>(`${path}/answer`, said);
      await sync.now();
      after(made.meeting ?? "");
    } catch (error) {
      if (isWordingChanged(error)) asked.again(true);
      else if (isProofNeeded(error)) {
        await saveDrafts();
        mustProve(error);
      } else isRefused.value = true;
      // Answered on another phone, or taken back: the next answer of the server says which.
      if (error instanceof Problem && ["answered_already", "proposal_over"].includes(error.code)) void sync.now();
    } finally {
      busy.value = false;
    }
  }
  const yes = () => {
    missing.value = missingIn(when, today(now()));
    if (isWhole) void answer({ yes: true, meeting, members: who, sha256: asked.wording?.sha256 ?? "" }, (made) => { form.forget(); go(`/meetings/${made}`, { replace: true }); });
  };
  const pick = (id: string, on: boolean) => { set({ chosen: on ? [...chosen, id] : chosen.filter((one) => one !== id) }); };
  const refused = online && isRefused.value && <Message title={words.failed} alert />;

  if (saysNo) {
    return (
      <form class="block near" onSubmit={(event) => { event.preventDefault(); void answer({ yes: false, word: word.trim() }, () => { form.forget(); onNo(); }); }}>
        <h2>{words.noTitle}</h2>
        <Field rows={3} focus label={words.noLabel} note={words.noNote(author)} value={word} maxLength={4000} onInput={(text) => set({ word: text })} />
        {refused}
        {!online && <Note>{words.offline}</Note>}
        <Acts column>
          {online && <Act main wide submit busy={busy.value && words.sending}>{words.noSend}</Act>}
          <Act wide onPress={() => { set({ saysNo: false }); isRefused.value = false; }}>{words.back}</Act>
        </Acts>
      </form>
    );
  }
  return (
    <>
      <div class="after">
        <Sheet as="section">
          <Kind>{t.meetings.kinds[proposed.meetingKind]}</Kind>
          <h2 class="meeting-when">{isWhole ? <>{upper(weekdayDay(meeting.startsAt))}<br />{fromTo(meeting)}</> : words.otherTime}</h2>
          {whereWords(meeting).map((where) => <Note>{where}</Note>)}
          {proposed.dischargeOn && <Note>{words.home(author, day(proposed.dischargeOn))}</Note>}
        </Sheet>
      </div>
      {proposal.body.why && <div class="after"><Reply name={plan.person(proposal.by).name}><Note>{upper(placeOf(plan, proposal.by))}</Note><p>{proposal.body.why}</p></Reply></div>}
      <div class={other ? "after l" : "after s"}>{other
        ? <WhenForm when={when} missing={missing.value} onChange={(next) => { missing.value = {}; set({ when: next }); }} />
        : <Act plain onPress={() => { set({ other: true }); }}>{words.otherTime}</Act>}</div>
      {team.length > 0 && (
        <section class="block">
          <Picks legend={words.who}>
            {team.map((member) => (
              <Pick key={member.id} type="checkbox" name="who" value={member.id} checked={who.includes(member.id)} note={proposal.body.members.includes(member.id) ? words.proposed(from(member), firstName(author)) : from(member)} onPick={(on) => pick(member.id, on)}>{member.name}</Pick>
            ))}
          </Picks>
          <div class="after s"><Note>{words.whoNote}</Note></div>
        </section>
      )}
      <section class="block asking">
        <h2>{words.yesTitle}</h2>
        {!online ? <Note>{words.offline}</Note>
          : who.length === 0 ? <Note>{words.nobody}</Note>
          : asked.wording ? <><Words>{asked.wording.words}</Words><div class="after s"><Note>{words.until}</Note></div></>
          : asked.fetching && <p class="note late" role="status">{t.common.fetching}</p>}
        {asked.changed && asked.wording && <Message title={words.wordsChanged} alert />}
        {online && asked.error !== undefined ? <Message title={words.failed} alert acts={<Act onPress={() => asked.again()}>{t.common.tryAgain}</Act>} /> : refused}
        {online && (
          <Acts column>
            {(who.length === 0 || asked.wording || !isWhole) && <Act main wide busy={busy.value && words.making} onPress={yes}>{words.yes}</Act>}
            <Act wide onPress={() => { set({ saysNo: true }); isRefused.value = false; }}>{words.no}</Act>
          </Acts>
        )}
      </section>
    </>
  );
}
