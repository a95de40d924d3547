/** On a meeting about coming home: which day, what must be ready before it, and the meetings that follow. */

import { useSignal } from "@preact/signals";
import { clearDraft, content, draft, inWords, write, type Item, type PlanView } from "../../state";
import { t, upper, weekdayDay } from "../../texts";
import { Act, Acts, Field, Note, Pick, voiceClass } from "../../ui";
import { isDay } from "./times";

export function Ready({ plan, meeting }: { plan: PlanView; meeting: Item<"meeting"> }) {
  const words = t.meetings.ready;
  const mine = plan.role === "citizen";
  const things = plan.items(meeting.scope, "preparation");
  // What is half-written here is still here after a reload, as everywhere else.
  const text = draft(`ready:${meeting.id}`);
  const writing = useSignal(false);
  const editing = useSignal(false);
  const list = content.value.checklists[0];
  const home = meeting.body.dischargeOn;
  const ticks = plan.may("respond", meeting.scope);
  if (!mine && things.length === 0 && !home) return null;

  async function add(text: string) {
    if (text.trim()) await write.create(meeting.scope, { kind: "preparation", text: text.trim(), done: false }, { plan: plan.id });
  }
  const stop = () => {
    clearDraft(`ready:${meeting.id}`);
    writing.value = false;
  };
  async function takeList() {
    for (const item of list?.items ?? []) await add(inWords(item));
  }

  return (
    <section class="block">
      <h2>{mine ? words.title : words.titleOf(plan.citizen)}</h2>
      {mine ? (
        <Field label={words.day} type="date" value={home ?? ""} note={home && isDay(home) ? upper(weekdayDay(home)) : undefined}
          onInput={(day) => { if (isDay(day)) void write.change(meeting, { dischargeOn: day }); }} />
      ) : home && <Note>{words.comesHome(plan.citizen, weekdayDay(home))}</Note>}
      {things.length > 0 && (
        <fieldset class="asked after">
          <legend>{words.list}</legend>
          {things.map((thing) => (editing.value || !ticks ? (
            <div class="editable" key={thing.id}>
              <p class={voiceClass(thing)}>{thing.body.text}</p>
              {thing.body.done && <Note>{words.isReady}</Note>}
              {mine && <div class="tools"><Act plain about={thing.body.text} onPress={() => void write.remove(thing)}>{words.drop}</Act></div>}
            </div>
          ) : (
            <Pick key={thing.id} type="checkbox" name="ready" value={thing.id} checked={thing.body.done} note={thing.body.done ? words.isReady : undefined}
              onPick={(done) => void write.change(thing, { done })}>
              <span class={voiceClass(thing)}>{thing.body.text}</span>
            </Pick>
          )))}
        </fieldset>
      )}
      {mine && (
        <>
          {things.length === 0 && list && <div class="after"><Note>{words.none}</Note><Acts><Act wide onPress={() => void takeList()}>{words.take}</Act></Acts></div>}
          {writing.value || text.value ? (
            <form class="after" onSubmit={(event) => { event.preventDefault(); void add(text.value).then(stop); }}>
              <Field own rows={2} focus={writing.value} label={words.own} value={text.value} maxLength={4000} onInput={(next) => { writing.value = true; text.value = next; }} />
              <Acts><Act submit>{t.common.save}</Act><Act onPress={stop}>{t.common.cancel}</Act></Acts>
            </form>
          ) : <Act plain icon="plus" onPress={() => { writing.value = true; }}>{words.write}</Act>}
          {things.length > 0 && <Act plain icon={editing.value ? "check" : "pen"} onPress={() => { editing.value = !editing.value; }}>{editing.value ? words.editDone : words.edit}</Act>}
          <Acts><Act wide href={`/meetings/series?discharge=${meeting.id}`}>{words.followUps}</Act></Acts>
        </>
      )}
    </section>
  );
}
