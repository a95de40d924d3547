/** Tidligere udgaver: who wrote what and when, what changed, and one press to use an earlier one again. */

import { useEffect, useState } from "preact/hooks";
import { api, go, net, plan as current, write, type Item, type Kind, type NewBody, type PlanView, type ScreenProps, type Version } from "../../state";
import { wholeBody } from "../../core/bodies";
import { askRemoved, removedLately, type Removed } from "../../state/since";
import { day, moment, t } from "../../texts";
import { Act, Acts, Message, Screen, Tools } from "../../ui";
import { placeOf, saying } from "../plan/kinds";
import { firstName } from "../plan/readers";
import { placeFor } from "../plan/writing";
import { ownerOf, whoseWords } from "../plan/Whose";
import { backTo, told, type FieldChange, type Told } from "./versions";
import { earlier } from "./words";

export default function HistoryScreen({ params }: ScreenProps) {
  const plan = current.value;
  const id = params["item"] ?? "";
  if (!plan) return null;
  return <Versions key={id} plan={plan} id={id} />;
}

function Versions({ plan, id }: { plan: PlanView; id: string }) {
  const item = plan.item(id);
  const online = net.value.online;
  useEffect(() => {
    if (online && !item) void askRemoved(plan.id);
  }, [id, online]);
  const removed = removedLately(plan.id).find((one) => one.item === id);
  const [versions, setVersions] = useState<Version[]>();
  const [failed, setFailed] = useState(false);

  const fetch = async () => {
    setFailed(false);
    try {
      const answer = await api.get<{ versions: Version[] }>(`/api/plans/${plan.id}/items/${id}/versions`);
      setVersions(answer.versions.map((one) => (one.body ? { ...one, body: (wholeBody(one.body) ?? one.body) as typeof one.body } : one)));
    } catch {
      setFailed(true);
    }
  };
  useEffect(() => {
    if (online) void fetch();
  }, [id, online]);

  const at = item ?? (removed && { id, scope: removed.scope, kind: removed.kind as Kind });
  const back = at ? placeFor(plan, at) : { href: "/plan", label: t.common.tabs.plan };
  const here = item && { body: item.body as unknown as Record<string, unknown>, by: item.voice, at: item.changedAt ?? item.at };
  // Without the network, what stands on the phone is still shown.
  const list = told(versions ?? [], here);
  const needsNet = !versions && (!online || failed);
  return (
    <Screen title={earlier.title} back={back} kind={t.plan.kinds[item?.kind ?? removed?.kind ?? ""]} lead={list.length > 1 ? earlier.lead : undefined}>
      {!versions && !needsNet && <p class="note after" role="status">{earlier.fetching}</p>}
      <ol class="stack after two">
        {list.map((version, place) => (
          <li key={version.rev} class="sheet">
            <OneVersion plan={plan} version={version} stands={place === 0 && item !== undefined} waits={version.waits === true && versions !== undefined && item?.state === "waiting"} />
            {place > 0 && version.body && <UseAgain plan={plan} item={item} removed={removed} version={version} />}
          </li>
        ))}
      </ol>
      {versions && list.length === 1 && <p class="note after">{earlier.only}</p>}
      {needsNet && (
        <div class="after">
          <Message title={online ? t.common.failed : earlier.offline} acts={online && <Act onPress={() => void fetch()}>{t.common.tryAgain}</Act>}>
            {online ? t.common.failedOnline : earlier.offlineNote}
          </Message>
        </div>
      )}
    </Screen>
  );
}

function OneVersion({ plan, version, stands, waits }: { plan: PlanView; version: Told; stands: boolean; waits: boolean }) {
  return (
    <>
      <p class="kind">{who(plan, version)}</p>
      {stands && <p class="note">{waits ? earlier.waits : earlier.now}</p>}
      {version.fields.map((change, place) => <Field key={change.field} plan={plan} change={change} own={version.by === "citizen"} main={place === 0} />)}
    </>
  );
}

function who(plan: PlanView, { by, at, act }: Told): string {
  const when = moment(at);
  const words = t.history;
  if (by === "citizen") return act === "wrote" ? earlier.youWrote(when) : act === "removed" ? words.youRemoved(when) : earlier.youChanged(when);
  const name = firstName(plan.person(by).name) || words.someone;
  return act === "wrote" ? earlier.wrote(name, when) : act === "removed" ? words.removed(name, when) : earlier.changed(name, when);
}

function Field({ plan, change, own, main }: { plan: PlanView; change: FieldChange; own: boolean; main: boolean }) {
  const { field, parts, gone } = change;
  const label = main ? undefined : field === "whose" ? whoseWords.ask : earlier.fields[field];
  return (
    <>
      {label && <p class="kind after s">{label}</p>}
      {parts ? (
        <p class={`${own ? "own" : "said-by"}${main ? " after s" : ""}`}>
          {parts.map((part) => (part.differs ? <mark><span class="hide">{t.unsent.two.difference} </span>{part.words}</mark> : part.words))}
        </p>
      ) : <p>{said(plan, field, change.value)}</p>}
      {!parts && "before" in change && <p class="note">{earlier.before(said(plan, field, change.before))}</p>}
      {gone.length > 0 && <p class="note">{earlier.gone} <span class={change.goneBy === "citizen" ? "own inline" : undefined}>{gone.join(" … ")}</span></p>}
    </>
  );
}

/** A date or a choice in words. */
function said(plan: PlanView, field: string, value: unknown): string {
  if (field === "done") return value === true ? t.unsent.two.done : t.unsent.two.notDone;
  if (value === undefined || value === null || value === "") return earlier.nothing;
  if (field === "byOn" || field === "on") return day(String(value));
  if (field === "startsAt") return moment(String(value));
  if (field === "responsible") return value === "citizen" ? t.common.me : plan.person(String(value)).name || t.history.someone;
  if (field === "whose") return ownerOf(value);
  if (field === "state") return t.unsent.two.states[String(value)] ?? String(value);
  return String(value);
}

function UseAgain({ plan, item, removed, version }: { plan: PlanView; item: Item | undefined; removed: Removed | undefined; version: Told }) {
  const [missing, setMissing] = useState(false);
  const then = version.body ?? {};
  if (item) {
    const fields = backTo(then, item.body as unknown as Record<string, unknown>);
    if (Object.keys(fields).length === 0 || !plan.may("edit", item.scope)) return null;
    const again = async () => {
      await write.change(item, fields as never);
      go(placeOf(item), { replace: true });
    };
    return <Acts><Act onPress={() => void again()} about={earlier.about(moment(version.at))}>{earlier.use}</Act></Acts>;
  }
  if (!removed) return null;
  const bring = async () => {
    const home = homeOf(plan, removed);
    if (!home) {
      setMissing(true);
      return;
    }
    const root = home.startsWith("dream:") ? home.slice(6) : "";
    const id = await write.create(home, then as unknown as NewBody, root ? { from: { scope: home, item: root } } : undefined);
    go(placeOf({ id, scope: home === "dream:" ? `dream:${id}` : home, kind: removed.kind as Kind }), { replace: true });
  };
  return (
    <>
      <Acts><Act onPress={() => void bring()} about={earlier.about(moment(version.at))}>{earlier.use}</Act></Acts>
      {missing && <p class="note strong after s" role="alert">{earlier.dreamFirst}</p>}
      {missing && dreamThatWas(removed) && <Tools><Act plain href={`/history/${dreamThatWas(removed)}`}>{t.plan.kinds["dream"]}</Act></Tools>}
    </>
  );
}

const dreamThatWas = (removed: Removed): string | undefined => (removed.scope.startsWith("dream:") ? removed.scope.slice(6) : undefined);

/** Where it is put back. A dream that was brought back has a new place: what hung on it finds it by its words. */
function homeOf(plan: PlanView, removed: Removed): string | undefined {
  if (removed.kind === "dream") return "dream:";
  const root = dreamThatWas(removed);
  if (root === undefined) return plan.item(removed.scope.split(":")[1] ?? "") || !removed.scope.includes(":") ? removed.scope : undefined;
  if (plan.item(root)) return removed.scope;
  const was = removedLately(plan.id).find((one) => one.item === root)?.words.split("\n")[0];
  return plan.all("dream").find((dream) => saying(dream) === was)?.scope;
}
