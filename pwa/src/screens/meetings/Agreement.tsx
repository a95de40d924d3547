/** An agreement: who does what, and when. Made of an answer's offer, written at a meeting, or a proposal said yes to. */

import { useSignal } from "@preact/signals";
import { formDraft, write, type Item, type Link, type PlanView } from "../../state";
import { t } from "../../texts";
import { Act, Acts, Field } from "../../ui";
import { deedOf, mustBeConcrete, whatOf } from "../plan/deed";
import { DeedFields } from "../plan/DeedFields";
import { WhoseField, type Owner } from "../plan/Whose";
import { useArrive } from "./arrive";
import { originOf } from "./Point";
import { nameOf, personWords } from "./words";

export interface Deal {
  /** The word of doing that it begins with, and the rest. */
  verb: string;
  what: string;
  responsible: string;
  byOn: string;
  whose: Owner;
  /** The dream it hangs on; empty when none. */
  dream: string;
}

/** Where an agreement lives and what it is tied to. */
export function placeOfAgreement(plan: PlanView, dream: string, goal?: Link): { scope: string; from?: Link } {
  if (goal) return { scope: goal.scope, from: goal };
  const found = dream ? plan.item(dream) : undefined;
  return found ? { scope: found.scope, from: { scope: found.scope, item: found.id } } : { scope: "agreements" };
}

/** A deal as the fields begin: with its verb apart, if it has one. */
export const dealOf = (what: string, verb: string, responsible: string, byOn: string, whose: Owner | undefined, dream = ""): Deal => {
  const { rest, ...begins } = deedOf(what, verb);
  return { ...begins, what: rest, responsible, byOn, whose: whose ?? "", dream };
};

/** As it is saved. Undefined: something is missing, and the fields say what. */
export function dealt(plan: PlanView, { verb, what, responsible, byOn, whose }: Deal): { what: string; verb: string; responsible: string; byOn: string | null; whose: Owner } | undefined {
  const said = whatOf({ verb, rest: what });
  const lacks = isConcrete(plan, responsible) && (!verb.trim() || !byOn);
  return said && responsible && !lacks ? { what: said, verb: verb.trim(), responsible, byOn: byOn || null, whose } : undefined;
}

const isConcrete = (plan: PlanView, responsible: string): boolean => mustBeConcrete(plan.members.find((member) => member.id === responsible)?.role);

export function AgreementFields({ plan, value, missing, onChange, askDream, theirs }: {
  plan: PlanView; value: Deal; missing: boolean; onChange: (value: Deal) => void; askDream?: boolean;
  /** Words as somebody else wrote them: theirs until one is changed. */
  theirs?: string;
}) {
  const words = t.meetings;
  const team = plan.members.filter((member) => !member.isMe && !member.isUnit && (member.status === "active" || member.status === "paused" || member.id === value.responsible));
  const set = (part: Partial<Deal>) => onChange({ ...value, ...part });
  const said = whatOf({ verb: value.verb, rest: value.what });
  const concrete = isConcrete(plan, value.responsible);
  const noOne = missing && said !== "" && !value.responsible;
  return (
    <>
      <DeedFields own={said !== theirs} value={{ verb: value.verb, rest: value.what }} missing={missing && !said ? words.whatMissing : undefined} lacksVerb={missing && said !== "" && concrete && !value.verb.trim()}
        onChange={({ verb, rest }) => set({ verb, what: rest })} />
      <label class="asked">
        <span class="label">{words.whoDoes}</span>
        <select class="field short" value={value.responsible} aria-invalid={noOne || undefined} onChange={(event) => set({ responsible: event.currentTarget.value })}>
          <option value="" />
          <option value="citizen">{words.me}</option>
          {team.map((member) => <option value={member.id}>{personWords(plan, member.id)}</option>)}
        </select>
        {noOne && <span class="missing" role="alert">{words.whoMissing}</span>}
      </label>
      <Field type="date" label={words.byWhen} note={concrete ? undefined : words.byWhenNote} missing={missing && concrete && !value.byOn ? t.agreements.missingDate(nameOf(plan, value.responsible)) : undefined} value={value.byOn} onInput={(byOn) => set({ byOn })} />
      <WhoseField value={value.whose} onPick={(whose) => set({ whose })} />
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

/** Where an answer's offer lies while it is made an agreement. */
export const agreeKey = (answer: { id: string }) => `agree:${answer.id}`;

/** Making an answer's offer an agreement: the words stand as the member wrote them, until the citizen changes one. */
export function AgreementSheet({ plan, point, answer, onDone }: { plan: PlanView; point: Item<"agenda_item">; answer: Item<"answer">; onDone: () => void }) {
  const place = useArrive<HTMLFormElement>();
  const { dream, goal } = originOf(plan, point);
  const value = formDraft<Deal>(agreeKey(answer), dealOf(answer.body.does, answer.body.verb, answer.by, answer.body.byOn ?? "", answer.body.whose, dream?.id));
  const close = () => { value.forget(); onDone(); };
  const missing = useSignal(false);

  async function save() {
    const deal = dealt(plan, value.value);
    if (!deal) {
      missing.value = true;
      return;
    }
    const where = placeOfAgreement(plan, dream?.id ?? "", goal && { scope: goal.scope, item: goal.id });
    // It comes from the answer: so the thread is whole, and words nobody changed keep their maker's voice.
    const from = { scope: answer.scope, item: answer.id };
    await write.create(where.scope, { kind: "agreement", ...deal, state: "agreed" }, { plan: plan.id, from });
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
