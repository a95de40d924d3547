/** Writing a point on the agenda: what it comes from, the words, and who is asked. The words survive everything. */

import { useSignal } from "@preact/signals";
import { clearDraft, draft, write, type Item, type Link, type PlanView } from "../../state";
import { t } from "../../texts";
import { Act, Acts, Field, From, Knot, Note, Thread } from "../../ui";
import { Sources, type Source, sourcesOf } from "./Sources";
import { personWords } from "./words";

/** Whom a point is for: one of those who come, or everybody. */
export function WhoAnswers({ plan, members, asked, onChange }: { plan: PlanView; members: readonly string[]; asked: string; onChange: (member: string) => void }) {
  if (members.length < 2 && !asked) return null;
  const all = asked && !members.includes(asked) ? [...members, asked] : members;
  return (
    <label class="asked">
      <span class="label">{t.meetings.whoAnswers}</span>
      <select class="field short" value={asked} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">{t.meetings.anyone}</option>
        {all.map((member) => <option value={member}>{personWords(plan, member)}</option>)}
      </select>
    </label>
  );
}

/** Where the words of a new point, and of one that is changed, lie until they are saved. */
export const pointKey = (meeting: { id: string }) => `point:${meeting.id}`;
export const wordsKey = (point: { id: string }) => `words:${point.id}:text`;

export function AddPoint({ plan, meeting, members, used, onDone }: {
  plan: PlanView; meeting: Item<"meeting">; members: readonly string[]; used: readonly string[]; onDone: () => void;
}) {
  const text = draft(pointKey(meeting));
  const taken = draft(`point-from:${meeting.id}`);
  const asked = useSignal("");
  const missing = useSignal(false);
  const writing = useSignal(text.value !== "");
  const all = sourcesOf(plan);
  const from = all.find((source) => source.link.item === taken.value);
  const sources = all.filter((source) => !used.includes(source.link.item));

  const take = (source: Source) => {
    taken.value = source.link.item;
    if (!text.value) text.value = source.text;
    writing.value = true;
  };
  const close = () => {
    clearDraft(pointKey(meeting));
    clearDraft(`point-from:${meeting.id}`);
    onDone();
  };

  async function save() {
    if (!text.value.trim()) {
      missing.value = true;
      return;
    }
    const opts: { plan: string; from?: Link } = { plan: plan.id };
    if (from) opts.from = from.link;
    await write.create(meeting.scope, { kind: "agenda_item", text: text.value.trim(), state: "on", asked: asked.value || onlyOne(members) }, opts);
    close();
  }

  if (!writing.value && sources.length > 0) {
    return (
      <div class="after">
        <Note>{t.meetings.aboutNote}</Note>
        <Sources sources={sources} onTake={take} />
        <Acts>
          <Act icon="plus" onPress={() => { writing.value = true; }}>{t.meetings.writeOther}</Act>
          <Act plain onPress={onDone}>{t.common.cancel}</Act>
        </Acts>
      </div>
    );
  }
  return (
    <form class="after" onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <Thread>
        {from && <Knot kind={from.kind === "goal" ? "goal" : from.kind === "need" ? "step" : "dream"} tight>
          <From what={from.kind === "goal" ? t.common.fromGoal : from.kind === "need" ? t.meetings.sourceKinds.need : undefined}>{from.text}</From>
        </Knot>}
        <Knot kind="agenda_item">
          <Field own rows={2} focus label={t.meetings.pointLabel} value={text.value} maxLength={4000}
            missing={missing.value && !text.value.trim() ? t.meetings.missingPoint : undefined} onInput={(value) => { text.value = value; }} />
          <WhoAnswers plan={plan} members={members} asked={asked.value} onChange={(member) => { asked.value = member; }} />
        </Knot>
      </Thread>
      <Acts>
        <Act main submit>{t.meetings.putOn}</Act>
        <Act plain onPress={close}>{t.common.cancel}</Act>
      </Acts>
    </form>
  );
}

/** When only one person comes, the question is for that one. */
const onlyOne = (members: readonly string[]): string => (members.length === 1 ? (members[0] ?? "") : "");

/** Changing a point that stands: its words, whom it is for, or taking it off. */
export function EditPoint({ plan, item, members, onDone }: { plan: PlanView; item: Item<"agenda_item">; members: readonly string[]; onDone: () => void }) {
  const text = draft(wordsKey(item));
  const words = useSignal(text.value || item.body.text);
  const asked = useSignal(item.body.asked);
  const missing = useSignal(false);

  async function save() {
    if (!words.value.trim()) {
      missing.value = true;
      return;
    }
    const fields: { text?: string; asked?: string } = {};
    if (words.value.trim() !== item.body.text) fields.text = words.value.trim();
    if (asked.value !== item.body.asked) fields.asked = asked.value;
    if (fields.text !== undefined || fields.asked !== undefined) await write.change(item, fields);
    clearDraft(wordsKey(item));
    onDone();
  }
  return (
    <form class="after s" onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <Field own rows={2} focus label={t.meetings.pointLabel} value={words.value} maxLength={4000}
        missing={missing.value && !words.value.trim() ? t.meetings.missingPoint : undefined}
        onInput={(value) => { words.value = value; text.value = value; }} />
      <WhoAnswers plan={plan} members={members} asked={asked.value} onChange={(member) => { asked.value = member; }} />
      <Acts>
        <Act submit>{t.common.save}</Act>
        <Act onPress={() => { clearDraft(wordsKey(item)); onDone(); }}>{t.common.cancel}</Act>
        <Act plain href={`/history/${item.id}`} about={item.body.text}>{t.history.see}</Act>
        <Act plain about={t.meetings.takeOffHidden} onPress={() => { void write.remove(item); onDone(); }}>{t.meetings.takeOff}</Act>
      </Acts>
    </form>
  );
}
