/** Away until a day, and who takes over. The member's own to say, or the citizen's for them. It ends by itself. */

import { useState } from "preact/hooks";
import { api, plan as own, sync, type MemberItem, type PlanView, type ScreenProps } from "../../state";
import { day, t, today } from "../../texts";
import { Act, Acts, Field, Message, Screen } from "../../ui";
import { callName, problemWords } from "../people/bits";
import { words } from "./baton-words";

export const isAway = (until: string | null | undefined): until is string => !!until && until > today();

interface AwayProps {
  plan: PlanView;
  member: string;
  until: string | null | undefined;
  others: readonly MemberItem[];
  /** Left out: it is oneself. */
  name?: string;
}

export function Away({ plan, member, until: already, others, name }: AwayProps) {
  const [until, setUntil] = useState("");
  const [deputy, setDeputy] = useState("");
  const [missing, setMissing] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const save = (absence: { until: string | null; deputy: string | null }) => {
    setBusy(true);
    setError(undefined);
    api.put(`/api/plans/${plan.id}/members/${member}/absence`, absence)
      .then(() => sync.now()).catch(setError).finally(() => setBusy(false));
  };
  const failed = error !== undefined && <div class="after"><Message alert title={t.common.failed}>{problemWords(error)}</Message></div>;
  if (isAway(already)) {
    return (
      <section class="block" role="status">
        <p>{name ? t.baton.away(name, day(already)) : words.youAreAway(day(already))} {name && takesOver(plan, member)}</p>
        <Acts><Act busy={busy && t.people.working} onPress={() => save({ until: null, deputy: null })}>{name ? words.isBack(name) : words.backAgain}</Act></Acts>
        {failed}
      </section>
    );
  }
  const send = () => {
    setMissing(undefined);
    if (until) save({ until, deputy: deputy || null });
    else queueMicrotask(() => setMissing(words.awayMissing));
  };
  return (
    <form class="block" onSubmit={(event) => { event.preventDefault(); send(); }}>
      {!name && <h2>{words.awayTitle}</h2>}
      <Field type="date" label={words.awayUntil} min={today()} value={until} missing={missing} onInput={setUntil} />
      {plan.scopes.has("team") && (
        <label class="asked">
          <span class="label">{words.awayWho}</span>
          <select class="field short" value={deputy} onChange={(event) => setDeputy(event.currentTarget.value)}>
            <option value="">{words.nobody}</option>
            {others.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
          </select>
        </label>
      )}
      <Acts><Act main={name !== undefined} submit busy={busy && t.people.working}>{words.awaySave}</Act></Acts>
      {failed}
    </form>
  );
}

function takesOver(plan: PlanView, member: string): string {
  const deputy = plan.members.find((one) => one.standsInFor === member);
  return deputy ? t.baton.deputy(callName(deputy, plan.members)) : t.baton.noDeputy;
}

/** The citizen's page for somebody else: they phoned, and cannot say it here themselves. */
export function TheirAbsence({ params }: ScreenProps) {
  const view = own.value;
  const member = view?.members.find((one) => one.id === params["member"] && one.status === "active" && !one.isUnit);
  const back = { href: member ? `/team/${member.id}` : "/team", label: member?.name ?? t.people.team.title };
  if (view?.role !== "citizen" || !member) {
    return <Screen title={t.people.team.title} back={back}><p class="after">{t.people.member.notFound}</p></Screen>;
  }
  const name = callName(member, view.members);
  const others = view.members.filter((one) => one.status === "active" && !one.isUnit && one.id !== member.id);
  return (
    <Screen title={words.awayTheirs(name)} lead={words.awayTheirsWhat(name)} back={back}>
      <Away plan={view} member={member.id} until={member.awayUntil} others={others} name={name} />
    </Screen>
  );
}
