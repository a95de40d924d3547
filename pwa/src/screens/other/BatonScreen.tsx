/** The baton, for the member who holds it or is asked: yes or no, pass it on, and who stands in while one is away. */

import { useState } from "preact/hooks";
import { api, net, plans, sync, type PlanView, type ScreenProps } from "../../state";
import { day, t, today } from "../../texts";
import { Act, Acts, Message, Pick, Picks, Screen } from "../../ui";
import { nameOf } from "../meetings/words";
import { Away, isAway } from "./Away";
import { words } from "./baton-words";
import { Desk, isKin, Kin } from "./Frame";
import { ListOf } from "./Lists";
import { Nothing } from "./SharedPlanScreen";

export default function BatonScreen({ params }: ScreenProps) {
  const plan = plans.value.find((other) => other.id === params["plan"] && other.role === "member");
  if (!plan?.me) return <Nothing />;
  const screen = (
    <Screen tabs="none" title={t.baton.title} kind={plan.citizen} back={{ href: isKin(plan) ? `/shared/${plan.id}` : "/desk", label: isKin(plan) ? plan.citizen : words.back }}>
      <Mine plan={plan} me={plan.me} />
    </Screen>
  );
  return isKin(plan) ? <Kin plan={plan}>{screen}</Kin> : <Desk at="waiting" list={<ListOf place="waiting" />}>{screen}</Desk>;
}

type Me = NonNullable<PlanView["me"]>;

function Mine({ plan, me }: { plan: PlanView; me: Me }) {
  const citizen = nameOf(plan, "citizen");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState(false);
  const act = (doing: () => Promise<unknown>) => {
    setBusy(true);
    setError(false);
    doing().then(() => sync.now()).catch(() => setError(true)).finally(() => setBusy(false));
  };
  const answer = (yes: boolean) => act(() => api.post(`/api/plans/${plan.id}/baton/answer`, { yes }));
  const offer = (member: string | null) => act(() => api.put(`/api/plans/${plan.id}/baton`, { member }));
  const no = <Act busy={busy && t.people.working} onPress={() => answer(false)}>{me.baton === "holds" ? words.undoAsk : me.baton === "accepted" ? words.undoYes : words.no}</Act>;
  const asked = plan.members.find((one) => one.batonOfferedBy === me.member && one.id !== me.member);
  return (
    <>
      {!net.value.online && <p class="note">{t.people.member.placeOffline}</p>}
      {me.baton === "offered" && (
        <section class="block near">
          <h2>{words.offered(citizen)}</h2>
          <p class="note after s">{words.what(citizen)}</p>
          <Acts><Act busy={busy && t.people.working} onPress={() => answer(true)}>{words.yes}</Act>{no}</Acts>
        </section>
      )}
      {me.baton === "accepted" && <section class="block near" role="status"><p>{words.youSaidYes(citizen)}</p><Acts>{no}</Acts></section>}
      {me.batonNoAt && me.baton !== "offered" && <p class="after">{words.wasNo}</p>}
      {me.standsInUntil && me.standsInUntil > today() && <p class="after">{words.standIn(day(me.standsInUntil))}</p>}
      {me.baton === "holds" ? (
        <>
          <p class="after">{words.youHold(citizen, day(me.batonSince ?? today()))}</p>
          <section class="block">
            <h2>{words.passOn}</h2>
            {me.passingOn ? <><p>{words.wishSent(citizen)}</p><Acts>{no}</Acts></>
              : asked ? <><p>{asked.batonAcceptedAt ? words.accepted(me.name, nameOf(plan, asked.id)) : words.youAsked(nameOf(plan, asked.id))}</p><Acts>{no}</Acts></>
              : <PassOn plan={plan} me={me} citizen={citizen} busy={busy} onOffer={offer} />}
          </section>
        </>
      ) : me.baton === "" && !me.standsInUntil && !me.batonNoAt && <p class="after">{words.notYours(citizen)}</p>}
      {(me.baton === "holds" || isAway(me.awayUntil)) && <Away plan={plan} member={me.member} until={me.awayUntil} others={others(plan, me)} />}
      {error && <div class="after"><Message alert title={t.common.failed}>{t.people.failed}</Message></div>}
    </>
  );
}

const others = (plan: PlanView, me: Me) => plan.members.filter((one) => one.status === "active" && !one.isUnit && one.id !== me.member);

function PassOn({ plan, me, citizen, busy, onOffer }: { plan: PlanView; me: Me; citizen: string; busy: boolean; onOffer: (member: string | null) => void }) {
  const [to, choose] = useState("");
  const [missing, setMissing] = useState<string>();
  if (!plan.scopes.has("team")) {
    return <><p class="note">{words.wishNote(citizen)}</p><Acts><Act busy={busy && t.people.working} onPress={() => onOffer(null)}>{words.wishSend(citizen)}</Act></Acts></>;
  }
  const send = () => {
    setMissing(undefined);
    if (to) onOffer(to);
    else queueMicrotask(() => setMissing(words.passMissing));
  };
  return (
    <form onSubmit={(event) => { event.preventDefault(); send(); }}>
      <Picks legend={words.passWho} missing={missing}>
        {others(plan, me).map((one) => <Pick key={one.id} name="to" checked={to === one.id} onPick={() => choose(one.id)} note={one.organisation || undefined}>{one.name}</Pick>)}
      </Picks>
      <p class="note after s">{words.passNote(citizen)}</p>
      <Acts><Act submit busy={busy && t.people.working}>{words.passSend}</Act></Acts>
    </form>
  );
}
