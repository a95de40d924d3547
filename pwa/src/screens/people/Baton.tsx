/** The baton, for the citizen: what is asked of them, and who held it from when to when. */

import { useState } from "preact/hooks";
import { type PlanView, api, net, plan, sync } from "../../state";
import { day, t, upper } from "../../texts";
import { Act, Acts, Rows, Row, Screen, Sheet } from "../../ui";
import { WhatIsIt } from "../dictionary/WhatIsIt";
import { words } from "../other/baton-words";
import { Announcer, JustNow, callName, problemWords, say } from "./bits";

export default function BatonPage() {
  const view = plan.value;
  if (view?.role !== "citizen") return null;
  const holder = view.members.find((one) => one.batonHolder);
  return (
    <Screen title={t.baton.title} back={{ href: "/team", label: t.people.team.title }}>
      <JustNow />
      <p class="after">{holder ? words.saidYes(callName(holder, view.members)) : t.baton.none}</p>
      <WhatIsIt of="baton_holder" word={t.people.team.batonHolder} />
      <Handover view={view} />
      {!view.members.some((one) => one.batonOfferedBy) && <ToAsk view={view} title={holder ? words.toAskOther : words.toAsk} />}
      <Held view={view} />
      <Announcer />
    </Screen>
  );
}

/** Who can be asked: each leads to their own page, where the question is. */
function ToAsk({ view, title }: { view: PlanView; title: string }) {
  const people = view.members.filter((one) => one.status === "active" && !one.isUnit && !one.batonHolder);
  return (
    <section class="block">
      <h2>{title}</h2>
      <p class="note">{t.baton.noneWhat}</p>
      <div class="after s"><Rows>{people.map((one) => <Row key={one.id} href={`/team/${one.id}`} title={one.name} note={one.organisation || upper(t.common.roles[one.role])} />)}</Rows></div>
    </section>
  );
}

/** The open handover, and what the citizen can answer to it. */
function Handover({ view }: { view: PlanView }) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
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
      .then(() => { say(yes ? words.saidYes(name) : words.saidNo, "/team/baton"); return sync.now(); })
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

function Held({ view }: { view: PlanView }) {
  const spans = view.members.flatMap((member) => member.held.map((span) => ({ member, ...span }))).sort((a, b) => (a.since < b.since ? 1 : -1));
  if (spans.length === 0) return null;
  return (
    <section class="block">
      <h2>{words.history}</h2>
      <Rows>
        {spans.map(({ member, since, until }) => <Row key={since} title={member.name} note={until ? words.span(day(since), day(until)) : words.spanNow(day(since))} />)}
      </Rows>
    </section>
  );
}
