/** Who holds the baton, who is asked, who stands in, and who held it before. What is asked of the citizen comes first. */

import { useState } from "preact/hooks";
import { type MemberItem, type PlanView, api, net, sync } from "../../state";
import { day, t, today } from "../../texts";
import { Act, Acts, Rows, Row, Sheet } from "../../ui";
import { callName, problemWords, say } from "./bits";

/** The open handover, and what the citizen can answer to it. */
export function Handover({ view }: { view: PlanView }) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const words = t.baton;
  const to = view.members.find((one) => one.batonOfferedBy);
  if (!to) return null;
  const name = callName(to, view.members);
  const from = view.members.find((one) => one.id === to.batonOfferedBy);
  const fromName = from ? callName(from, view.members) : "";
  const own = to.batonOfferedBy === "citizen";
  const wish = to.batonOfferedBy === to.id;
  const answer = (yes: boolean) => {
    setBusy(true);
    setError(undefined);
    api.post(`/api/plans/${view.id}/baton/answer`, { yes })
      .then(() => { say(yes ? words.saidYes(name) : words.saidNo, "/team"); return sync.now(); })
      .catch(setError)
      .finally(() => setBusy(false));
  };
  const no = <Act busy={busy && t.people.working} onPress={() => answer(false)}>{own ? words.undoAsk : words.no}</Act>;
  return (
    <div class="after">
      <Sheet as="section" edge>
        <p>{wish ? words.wish(name) : own ? words.asked(name) : to.batonAcceptedAt ? words.accepted(fromName, name) : words.askedBy(fromName, name)}</p>
        {wish && <p class="note after s">{words.wishWhat}</p>}
        {to.batonAcceptedAt && <h2 class="after s">{words.yourTurn(name)}</h2>}
        {!net.value.online && <p class="note after s">{t.people.member.placeOffline}</p>}
        {!wish && <Acts>{to.batonAcceptedAt && <Act busy={busy && t.people.working} onPress={() => answer(true)}>{words.yes}</Act>}{no}</Acts>}
        {error !== undefined && <p class="note strong after s" role="alert">{problemWords(error)}</p>}
      </Sheet>
    </div>
  );
}

/** Away, and who takes over: said until the day comes, and then no more. */
export function Away({ view, holder }: { view: PlanView; holder: MemberItem }) {
  if (!holder.awayUntil || holder.awayUntil <= today()) return null;
  const deputy = view.members.find((one) => one.standsInFor === holder.id);
  return (
    <p class="after s">
      {t.baton.away(callName(holder, view.members), day(holder.awayUntil))} {deputy ? t.baton.deputy(callName(deputy, view.members)) : t.baton.noDeputy}
    </p>
  );
}

export function Held({ view }: { view: PlanView }) {
  const spans = view.members.flatMap((member) => member.held.map((span) => ({ member, ...span }))).sort((a, b) => (a.since < b.since ? 1 : -1));
  if (spans.length === 0) return null;
  return (
    <details class="block">
      <summary>{t.baton.history}</summary>
      <Rows>
        {spans.map(({ member, since, until }) => <Row key={since} title={member.name} note={until ? t.baton.span(day(since), day(until)) : t.baton.spanNow(day(since))} />)}
      </Rows>
    </details>
  );
}
