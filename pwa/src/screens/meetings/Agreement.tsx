/** An agreement: who does what, and when. Made of an answer's offer, written at a meeting, or a proposal said yes to. */

import { useSignal } from "@preact/signals";
import { formDraft, write, type Item, type Link, type PlanView } from "../../state";
import { t } from "../../texts";
import { Act, Acts, Field } from "../../ui";
import { useArrive } from "./arrive";
import { originOf } from "./Point";
import { nameOf, personWords } from "./words";

export interface Deal {
  what: string;
  responsible: string;
  byOn: string;
  /** The dream it hangs on; empty when none. */
  dream: string;
}

/** Where an agreement lives and what it is tied to. */
export function placeOfAgreement(plan: PlanView, dream: string, goal?: Link): { scope: string; from?: Link } {
  if (goal) return { scope: goal.scope, from: goal };
  const found = dream ? plan.item(dream) : undefined;
  return found ? { scope: found.scope, from: { scope: found.scope, item: found.id } } : { scope: "agreements" };
}

export function AgreementFields({ plan, value, missing, onChange, askDream, theirs }: {
  plan: PlanView; value: Deal; missing: boolean; onChange: (value: Deal) => void; askDream?: boolean;
  /** Words as somebody else wrote them: theirs until one is changed. */
  theirs?: string;
}) {
  const words = t.meetings;
  const team = plan.members.filter((member) => !member.isMe && (member.status === "active" || member.status === "paused" || member.id === value.responsible));
  const set = (part: Partial<Deal>) => onChange({ ...value, ...part });
  const noOne = missing && value.what.trim() !== "" && !value.responsible;
  return (
    <>
      <Field own={value.what !== theirs} rows={1} label={words.what} value={value.what} maxLength={4000} missing={missing && !value.what.trim() ? words.whatMissing : undefined} onInput={(what) => set({ what })} />
      <label class="asked">
        <span class="label">{words.whoDoes}</span>
        <select class="field short" value={value.responsible} aria-invalid={noOne || undefined} onChange={(event) => set({ responsible: event.currentTarget.value })}>
          <option value="" />
          <option value="citizen">{words.me}</option>
          {team.map((member) => <option value={member.id}>{personWords(plan, member.id)}</option>)}
        </select>
        {noOne && <span class="missing" role="alert">{words.whoMissing}</span>}
      </label>
      <Field type="date" label={words.byWhen} note={words.byWhenNote} value={value.byOn} onInput={(byOn) => set({ byOn })} />
      {askDream && plan.all("dream").length > 0 && (
        <label class="asked">
          <span class="label">{words.belongsTo}</span>
          <select class="field short" value={value.dream} onChange={(event) => set({ dream: event.currentTarget.value })}>
            <option value="">{words.noDream}</option>
            {plan.all("dream").map((dream) => <option value={dream.id}>{dream.body.text}</option>)}
          </select>
        </label>
      )}
    </>
  );
}

/** Making an answer's offer an agreement: the words stand as the member wrote them, until the citizen changes one. */
export function AgreementSheet({ plan, point, answer, onDone }: { plan: PlanView; point: Item<"agenda_item">; answer: Item<"answer">; onDone: () => void }) {
  const place = useArrive<HTMLFormElement>();
  const { dream, goal } = originOf(plan, point);
  const value = formDraft<Deal>(`agree:${answer.id}`, { what: answer.body.does, responsible: answer.by, byOn: answer.body.byOn ?? "", dream: dream?.id ?? "" });
  const close = () => { value.forget(); onDone(); };
  const missing = useSignal(false);

  async function save() {
    const { what, responsible, byOn } = value.value;
    if (!what.trim() || !responsible) {
      missing.value = true;
      return;
    }
    const where = placeOfAgreement(plan, dream?.id ?? "", goal && { scope: goal.scope, item: goal.id });
    // It comes from the answer: so the thread is whole, and words nobody changed keep their maker's voice.
    const from = { scope: answer.scope, item: answer.id };
    await write.create(where.scope, { kind: "agreement", what: what.trim(), responsible, byOn: byOn || null, state: "agreed" }, { plan: plan.id, from });
    close();
  }
  return (
    <form class="sheet edge after arrived" tabIndex={-1} ref={place} onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <p class="kind">{t.meetings.agreementWith(nameOf(plan, answer.by))}</p>
      <AgreementFields plan={plan} value={value.value} missing={missing.value} theirs={answer.body.does} onChange={(next) => { value.value = next; }} />
      <Acts><Act main submit>{t.meetings.saveYes}</Act><Act onPress={close}>{t.common.cancel}</Act></Acts>
    </form>
  );
}
