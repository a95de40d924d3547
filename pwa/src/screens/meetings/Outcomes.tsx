/** What came of a meeting: written point by point or about the whole, and read by the others after the citizen's yes. */

import { useSignal } from "@preact/signals";
import { clearDraft, draft, write, type Item, type PlanView } from "../../state";
import { joined, t } from "../../texts";
import { Act, Acts, Field, Note, Reply, Sees, Sheet, State, Tools, voiceClass } from "../../ui";
import { readersOf } from "../plan/readers";
import { aboutWhole, ownWords, type Point } from "./thread";
import { brief, placeOf } from "./words";

/** The citizen's words about a point, or about the whole meeting, become an item: a draft until the yes. */
export async function keepWords(plan: PlanView, meeting: Item<"meeting">, own: Item<"outcome"> | undefined, about: string | undefined, text: string): Promise<void> {
  if (own) return write.change(own, { text });
  await write.create(meeting.scope, { kind: "outcome", text, state: "draft" }, { plan: plan.id, ...(about ? { from: { scope: meeting.scope, item: about } } : {}) });
}

/** What is half-written about a point is kept as an item: one goes on to the next. */
export async function keptWords(plan: PlanView, meeting: Item<"meeting">, point: Point | undefined): Promise<void> {
  if (!point) return;
  const said = draft(`outcome:${point.item.id}`).value.trim();
  if (!said) return;
  const own = ownWords(plan.items(meeting.scope, "outcome"), point.item.id);
  await keepWords(plan, meeting, own, point.item.id, said);
  clearDraft(`outcome:${point.item.id}`);
}

export function Outcomes({ plan, meeting, points }: { plan: PlanView; meeting: Item<"meeting">; points: readonly Point[] }) {
  const words = t.room;
  const outcomes = plan.items(meeting.scope, "outcome");
  const whole = aboutWhole(outcomes, points);
  const more = useSignal(false);
  const spoken = points.filter(({ item }) => outcomes.some((one) => one.from?.item === item.id) || draft(`outcome:${item.id}`).value !== "");
  const writesWhole = more.value || outcomes.length === 0 || draft(`outcome:${meeting.id}`).value !== "";
  return (
    <>
      {spoken.map(({ item }) => {
        const about = outcomes.filter((one) => one.from?.item === item.id);
        return (
          <section class="block near" key={item.id}>
            <p class="kind">{words.about}</p>
            <h2 class={`${voiceClass(item)} big`}>{item.body.text}</h2>
            {about.map((one) => <OneOutcome key={one.id} plan={plan} meeting={meeting} outcome={one} about={item.id} />)}
            {!about.some((one) => one.voice === "citizen") && draft(`outcome:${item.id}`).value !== "" && <Writing plan={plan} meeting={meeting} about={item.id} onDone={() => undefined} />}
          </section>
        );
      })}
      {whole.map((one) => <OneOutcome key={one.id} plan={plan} meeting={meeting} outcome={one} about={undefined} />)}
      {!whole.some((one) => one.voice === "citizen") && (writesWhole
        ? <Writing plan={plan} meeting={meeting} about={undefined} onDone={() => { more.value = false; }} />
        : <div class="after"><Act plain onPress={() => { more.value = true; }}>{words.more}</Act></div>)}
      <Approving plan={plan} meeting={meeting} outcomes={outcomes} />
    </>
  );
}

/** The question itself: two answers of the same size, and who it is about. */
function Approving({ plan, meeting, outcomes }: { plan: PlanView; meeting: Item<"meeting">; outcomes: readonly Item<"outcome">[] }) {
  const words = t.room;
  const drafts = outcomes.filter((one) => one.body.state === "draft");
  const readers = readersOf(plan, meeting.scope);
  const all = (state: "approved" | "draft") => {
    for (const one of outcomes) if (one.body.state !== state) void write.change(one, { state });
  };
  if (outcomes.length === 0) return null;
  if (drafts.length === 0) {
    return readers.length === 0 ? null : (
      <div class="after"><Sees>{words.saidYes(joined(readers))}</Sees><Act plain onPress={() => all("draft")}>{words.takeBack}</Act></div>
    );
  }
  return (
    <section class="block">
      <Sheet edge>
        <h2>{words.yesTitle}</h2>
        <p class="after s">{readers.length > 0 ? words.yesTo(joined(readers)) : words.yesAlone}</p>
        <Note>{words.reads}</Note>
        <Acts>
          <Act onPress={() => all("approved")}>{words.yes}</Act>
          <Act href="/meetings">{words.notYet}</Act>
        </Acts>
      </Sheet>
    </section>
  );
}

/** What somebody else wrote stays theirs; writing it again in one's own words makes it one's own. */
function OneOutcome({ plan, meeting, outcome, about }: { plan: PlanView; meeting: Item<"meeting">; outcome: Item<"outcome">; about: string | undefined }) {
  const words = t.meetings;
  const isOwn = outcome.voice === "citizen";
  const key = `outcome:${isOwn ? about ?? meeting.id : outcome.id}`;
  const open = useSignal(draft(key).value !== "");
  if (open.value) return <Writing plan={plan} meeting={meeting} about={about} outcome={outcome} onDone={() => { open.value = false; }} />;
  const edit = <Act plain about={brief(outcome.body.text)} onPress={() => { open.value = true; }}>{isOwn ? t.common.edit : words.inYourWords}</Act>;
  return (
    <div class="after">
      {isOwn ? (
        <div class="sheet"><p class="own">{outcome.body.text}</p>{outcome.state === "waiting" && <State of="saved" />}<Tools>{edit}</Tools></div>
      ) : (
        <Reply name={plan.person(outcome.voice).name} role={placeOf(plan, outcome.voice)} when={words.wroteForYou}>
          <p class={voiceClass(outcome)}>{outcome.body.text}</p>
          <Tools>
            {edit}
            {outcome.body.state === "draft" && <Act plain about={brief(outcome.body.text)} onPress={() => void write.remove(outcome)}>{t.room.drop}</Act>}
          </Tools>
        </Reply>
      )}
      {outcome.alternatives.length > 0 && <Act plain href={`/versions/${outcome.id}`}>{words.twoVersions}</Act>}
    </div>
  );
}

function Writing({ plan, meeting, about, outcome, onDone }: {
  plan: PlanView; meeting: Item<"meeting">; about: string | undefined; outcome?: Item<"outcome">; onDone: () => void;
}) {
  const words = t.meetings;
  const key = `outcome:${outcome && outcome.voice !== "citizen" ? outcome.id : about ?? meeting.id}`;
  const text = draft(key);
  const touched = useSignal(text.value !== "");
  const missing = useSignal(false);
  const value = touched.value ? text.value : outcome?.body.text ?? "";
  const close = () => { clearDraft(key); onDone(); };
  async function save() {
    if (!value.trim()) {
      missing.value = true;
      return;
    }
    await keepWords(plan, meeting, outcome, about, value.trim());
    close();
  }
  return (
    <form class="after" onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <Field own rows={3} label={words.agreedLabel} note={outcome?.body.state === "approved" ? words.agreedNote : t.room.agreedNote} value={value} maxLength={4000}
        missing={missing.value && !value.trim() ? words.missingPoint : undefined} onInput={(next) => { touched.value = true; text.value = next; }} />
      <Acts>
        <Act submit>{words.saveOutcome}</Act>
        {outcome && <Act onPress={close}>{t.common.cancel}</Act>}
        {outcome && <Act plain href={`/history/${outcome.id}`} about={brief(outcome.body.text)}>{t.history.see}</Act>}
        {outcome && <Act plain about={brief(outcome.body.text)} onPress={() => { void write.remove(outcome); close(); }}>{t.common.remove}</Act>}
      </Acts>
    </form>
  );
}
