/** Who is invited, what they have said, and until when they may read. Stopping is one press; asking goes by words. */

import { useSignal } from "@preact/signals";
import { api, net, sync, write, type Item, type PlanView } from "../../state";
import { day, t, upper } from "../../texts";
import { Act, Acts, Face, Note, Pick, Picks, Row, Rows, Sees } from "../../ui";
import { keepToAsk } from "./Asking";
import { nameOf, personWords, replyWords } from "./words";

export function WhoComes({ plan, meeting, invitees, asking }: {
  plan: PlanView; meeting: Item<"meeting">; invitees: readonly Item<"invitee">[]; asking: readonly string[];
}) {
  const words = t.meetings;
  const changing = useSignal(false);
  const said = useSignal("");
  const chosen = useSignal<string[]>([]);

  // A place whose consent was stopped (also from "Hvem må se hvad") is no place any more.
  const stopped = (member: string) => {
    const given = plan.grants.filter((grant) => grant.member === member && grant.scope === meeting.scope);
    return given.length > 0 && given.every((grant) => grant.endedAt || grant.stopping);
  };
  const here = invitees.filter((invitee) => !stopped(invitee.body.member));
  const members = here.map((invitee) => invitee.body.member);
  const others = plan.members.filter((member) => member.status === "active" && !member.isMe && !member.isUnit && !members.includes(member.id) && !asking.includes(member.id));

  async function stop(member: string) {
    said.value = words.notAnyMore(nameOf(plan, member));
    if (net.value.online) {
      try {
        await api.delete(`/api/plans/${plan.id}/meetings/${meeting.id}/invitees/${member}`);
        await sync.now();
        return;
      } catch {
        // Then the stop goes as an edit: kept on the phone, and sent before everything else.
      }
    }
    await write.withdraw(member, meeting.scope);
  }

  return (
    <section class="block">
      <h2>{words.whoComes}</h2>
      {here.length === 0 ? <Note>{words.onlyYou}</Note> : (
        <Rows>
          {here.map((invitee) => {
            const member = plan.members.find((other) => other.id === invitee.body.member);
            const name = plan.person(invitee.body.member).name;
            return (
              <Row
                key={invitee.id} face={<Face name={name} baton={member?.batonHolder} />} title={personWords(plan, invitee.body.member)}
                note={[member?.batonHolder && words.holder, replyWords(invitee.body)].filter(Boolean).join(". ")}
                end={!changing.value && invitee.body.how === "video" ? "video" : !changing.value && invitee.body.how === "phone" ? "phone" : undefined}
                action={changing.value && <Act plain onPress={() => void stop(invitee.body.member)} about={words.notAtThisHidden(nameOf(plan, invitee.body.member))}>{words.notAtThis}</Act>}
              />
            );
          })}
        </Rows>
      )}
      <p class="hide" role="status">{said.value}</p>
      <MayRead plan={plan} meeting={meeting} members={members} />
      {changing.value ? (
        <>
          {others.length > 0 ? (
            <div class="after">
              <Picks legend={words.inviteMore}>
                {others.map((member) => (
                  <Pick type="checkbox" name="more" value={member.id} checked={chosen.value.includes(member.id)} note={upper(member.organisation || t.common.roles[member.role])}
                    onPick={(on) => { chosen.value = on ? [...chosen.value, member.id] : chosen.value.filter((other) => other !== member.id); }}>{member.name}</Pick>
                ))}
              </Picks>
            </div>
          ) : <div class="after s"><Note>{words.everybodyAsked}</Note></div>}
          <Acts>
            <Act onPress={() => { if (chosen.value.length > 0) { keepToAsk(meeting.id, [...asking, ...chosen.value]); scrollTo(0, 0); } chosen.value = []; changing.value = false; }}>
              {chosen.value.length > 0 ? words.onward : t.common.done}
            </Act>
          </Acts>
        </>
      ) : meeting.body.state !== "cancelled" && (
        <Act plain onPress={() => { changing.value = true; }}>{here.length === 0 ? words.inviteMore : words.changeWho}</Act>
      )}
    </section>
  );
}

/** "De fire må læse mødet til 4. december", and each for himself where the days differ. */
function MayRead({ plan, meeting, members }: { plan: PlanView; meeting: Item<"meeting">; members: readonly string[] }) {
  const words = t.meetings;
  const readers = plan.grants.filter((grant) => grant.scope === meeting.scope && !grant.endedAt && !grant.stopping && grant.until > new Date().toISOString());
  if (readers.length === 0) return <div class="after s"><Sees>{words.nobodyReads}</Sees></div>;
  const days = new Map<string, string[]>();
  for (const grant of readers) days.set(day(grant.until), [...(days.get(day(grant.until)) ?? []), grant.member]);
  const all = days.size === 1 && readers.length > 1 && readers.length === members.length;
  return (
    <div class="after s">
      {[...days].map(([until, who]) => (
        <Sees>{all ? words.mayReadAll(words.counts(who.length), until) : who.length === 1 ? words.mayReadOne(nameOf(plan, who[0] ?? ""), until) : words.mayReadAll(who.map((member) => nameOf(plan, member)).join(", "), until)}</Sees>
      ))}
    </div>
  );
}
