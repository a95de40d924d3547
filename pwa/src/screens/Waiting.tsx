/** What has not been sent yet, and what was refused: the words stay, with the reason, copy and try again. */

import { letGo, net, outbox, plan as current, sync, write, type PlanView, type WaitingEdit } from "../state";
import { moment, t } from "../texts";
import { Act, Acts, Message, Screen, State, useCopying } from "../ui";

export default function Waiting() {
  const plan = current.value;
  const edits = outbox.value;
  const waiting = edits.filter((edit) => edit.state === "waiting");
  const refused = edits.filter((edit) => edit.state === "refused");
  const { lastSentAt, online, sending, stored } = net.value;
  return (
    <Screen title={t.unsent.waiting.title} back={{ href: "/", label: t.common.tabs.today }} lead={t.unsent.waiting.lead}>
      {!stored && <div class="after"><Message edge title={t.unsent.waiting.notStored} /></div>}
      {edits.length === 0 && <p class="after">{t.unsent.waiting.nothing}</p>}
      {waiting.length > 0 && (
        <>
          <ul class="sheet rows after">{first(waiting).map((edit) => <Saved key={edit.id} plan={plan} edit={edit} />)}</ul>
          {online && <Acts><Act busy={sending && t.common.states.sending} onPress={() => void letGo().then(() => sync.now())}>{t.unsent.waiting.sendNow}</Act></Acts>}
        </>
      )}
      {refused.map((edit) => <Refused key={edit.id} plan={plan} edit={edit} />)}
      <p class="note after l">{lastSentAt ? t.unsent.waiting.lastSent(moment(lastSentAt)) : t.unsent.waiting.neverSent}</p>
    </Screen>
  );
}

/** A withdrawal is sent before anything else, so it stands first. */
function first(edits: WaitingEdit[]): WaitingEdit[] {
  const rank = (edit: WaitingEdit) => (edit.edit.act === "withdraw" || edit.edit.act === "leave" ? 0 : 1);
  return [...edits].sort((a, b) => rank(a) - rank(b));
}

function Saved({ plan, edit }: { plan: PlanView | undefined; edit: WaitingEdit }) {
  return (
    <li class="said">
      <State of="saved" />
      <What plan={plan} edit={edit} />
    </li>
  );
}

function What({ plan, edit }: { plan: PlanView | undefined; edit: WaitingEdit }) {
  const made = edit.edit;
  if (made.act === "withdraw") {
    const name = plan?.person(made.member).name ?? "";
    return <><p><b>{made.scope ? t.unsent.waiting.stop(name) : t.unsent.waiting.stopAll(name)}</b></p><p class="note">{t.unsent.waiting.first}</p></>;
  }
  if (made.act === "leave") return <p><b>{t.unsent.waiting.leave}</b></p>;
  const does = made.act === "delete" ? t.unsent.waiting.removes : made.act === "place" ? t.unsent.waiting.moves : made.act === "resolve" ? t.unsent.waiting.chooses : made.act === "change" ? t.unsent.waiting.changes : "";
  const kind = edit.kind ? t.plan.kinds[edit.kind] : "";
  return (
    <>
      {edit.words && <p class={plan?.role === "citizen" ? "own" : "said-by"}>{edit.words}</p>}
      <p class="note">{[kind, does].filter(Boolean).join(". ")}</p>
    </>
  );
}

function Refused({ plan, edit }: { plan: PlanView | undefined; edit: WaitingEdit }) {
  const [copied, copy] = useCopying();
  return (
    <section class="block">
      <div class="sheet edge">
        <h2><State of="refused" /></h2>
        <What plan={plan} edit={edit} />
        <p class="note strong">{t.unsent.waiting.reasons[edit.code ?? ""] ?? t.unsent.waiting.reasonUnknown}{edit.words && ` ${t.unsent.waiting.refusedNote}`}</p>
        <Acts>
          {edit.words && <Act icon="copy" onPress={() => void copy(edit.words ?? "")} about={edit.words}>{copied === "yes" ? t.common.copied : t.common.copy}</Act>}
          <Act onPress={() => void write.retry(edit.id)} about={edit.words}>{t.common.tryAgain}</Act>
        </Acts>
        {copied === "no" && <p class="note" role="status">{t.common.notCopied}</p>}
        <Act plain onPress={() => void write.discard(edit.id)} about={edit.words}>{t.unsent.waiting.throwAway}</Act>
      </div>
    </section>
  );
}
