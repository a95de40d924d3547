/**
 * Somebody on the team proposes a meeting, and the citizen answers: one yes makes it and asks those who are chosen, in
 * the exact words that stand here. A no needs no reason. Nothing is kept on the phone: the server puts it in order.
 */

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Problem, api, clearDraft, draft, go, mustProve, net, sync, type PlanView, type Wording } from "../../state";
import { day, t, upper, weekdayDay } from "../../texts";
import { Act, Acts, Empty, Field, Kind, Message, Note, Pick, Picks, Reply, Screen, Sheet, Words } from "../../ui";
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
  const when = useSignal(whenOf(proposed));
  const missing = useSignal<Missing>({});
  const other = useSignal(false);
  // Those who are proposed stand first and say so. Nobody is chosen beforehand: to invite is to give leave (C21).
  const team = plan.members.filter((member) => member.status === "active" && !member.isMe && !member.isUnit)
    .sort((one, two) => Number(proposal.body.members.includes(two.id)) - Number(proposal.body.members.includes(one.id)));
  const chosen = useSignal<readonly string[]>([]);
  const who = team.filter((member) => chosen.value.includes(member.id)).map((member) => member.id);
  // The words of a no survive a reload, as all words do.
  const word = draft(`no-thanks:${proposal.id}`);
  const isNo = useSignal(word.value !== "");
  const busy = useSignal(false);
  const trouble = useSignal<"" | "failed" | "changed">("");
  const again = useSignal(0);
  const wording = useSignal<Wording | undefined>(undefined);
  const online = net.value.online && !net.value.signedOut;
  const author = nameOf(plan, proposal.by);
  const from = (member: (typeof team)[number]) => upper(member.organisation || t.common.roles[member.role]);
  const path = `/api/plans/${plan.id}/proposals/${proposal.id}`;
  // As it was proposed, unless the citizen has another time in mind.
  const meeting = { ...proposed, ...whenFields(when.value) };
  const isWhole = Object.keys(missingIn(when.value, today(now()))).length === 0;
  const stamp = `${who.join()} ${JSON.stringify(when.value)}`;

  useEffect(() => {
    wording.value = undefined;
    if (!online || who.length === 0 || !isWhole) return;
    let stale = false;
    api.post<Wording>(`${path}/wording`, { members: who, meeting }).then(
      (said) => { if (!stale) { wording.value = said; if (trouble.value === "failed") trouble.value = ""; } },
      () => { if (!stale) trouble.value = "failed"; },
    );
    return () => { stale = true; };
  }, [stamp, online, again.value]);

  async function answer(said: object, after: (meeting: string) => void) {
    busy.value = true;
    trouble.value = "";
    try {
      const made = await api.post<{ meeting?: string }>(`${path}/answer`, said);
      await sync.now();
      after(made.meeting ?? "");
    } catch (error) {
      const code = error instanceof Problem ? error.code : "";
      trouble.value = code === "wording_changed" ? "changed" : "failed";
      if (code === "wording_changed") again.value += 1;
      // Answered on another phone, or taken back: the next answer of the server says which.
      if (code === "answered_already" || code === "proposal_over") void sync.now();
      mustProve(error);
    } finally {
      busy.value = false;
    }
  }
  const yes = () => {
    missing.value = missingIn(when.value, today(now()));
    if (isWhole) void answer({ yes: true, meeting, members: who, sha256: wording.value?.sha256 ?? "" }, (made) => go(`/meetings/${made}`, { replace: true }));
  };
  const pick = (id: string, on: boolean) => { chosen.value = on ? [...chosen.value, id] : chosen.value.filter((one) => one !== id); };
  const failed = trouble.value === "failed" && online && (
    <Message title={words.failed} alert acts={wording.value || who.length === 0 ? undefined : <Act onPress={() => { trouble.value = ""; again.value += 1; }}>{t.common.tryAgain}</Act>} />
  );

  if (isNo.value) {
    return (
      <form class="block near" onSubmit={(event) => { event.preventDefault(); void answer({ yes: false, word: word.value.trim() }, () => { clearDraft(`no-thanks:${proposal.id}`); onNo(); }); }}>
        <h2>{words.noTitle}</h2>
        <Field rows={3} focus label={words.noLabel} note={words.noNote(author)} value={word.value} maxLength={4000} onInput={(text) => { word.value = text; }} />
        {failed}
        {!online && <Note>{words.offline}</Note>}
        <Acts column>
          {online && <Act main wide submit busy={busy.value && words.sending}>{words.noSend}</Act>}
          <Act wide onPress={() => { isNo.value = false; trouble.value = ""; }}>{words.back}</Act>
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
      <div class={other.value ? "after l" : "after s"}>{other.value
        ? <WhenForm when={when.value} missing={missing.value} onChange={(next) => { missing.value = {}; when.value = next; }} />
        : <Act plain onPress={() => { other.value = true; }}>{words.otherTime}</Act>}</div>
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
          : wording.value ? <><Words>{wording.value.words}</Words><div class="after s"><Note>{words.until}</Note></div></>
          : trouble.value !== "failed" && isWhole && <p class="note late" role="status">{t.common.fetching}</p>}
        {trouble.value === "changed" && <Message title={words.wordsChanged} alert />}
        {failed}
        {online && (
          <Acts column>
            {(who.length === 0 || wording.value || !isWhole) && <Act main wide busy={busy.value && words.making} onPress={yes}>{words.yes}</Act>}
            <Act wide onPress={() => { isNo.value = true; trouble.value = ""; }}>{words.no}</Act>
          </Acts>
        )}
      </section>
    </>
  );
}
