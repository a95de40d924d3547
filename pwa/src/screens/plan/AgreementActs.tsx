/**
 * How it went with an agreement: done, moved or dropped, with a word why. For the citizen, and for the one who holds it,
 * who may also say who could take it over. That opens nothing: to hand it on is the citizen's (docs/decisions/0042-baton.md).
 */

import { useState } from "preact/hooks";
import { formDraft, write, type Item, type PlanView } from "../../state";
import { t, today } from "../../texts";
import { Act, Acts, Field, Tools } from "../../ui";
import { WhoseField, whoseWords, type Owner } from "./Whose";

type Way = "done" | "move" | "drop" | "hand" | "whose";
const WAYS = ["done", "move", "drop", "hand", "whose"] as const;

export const mayTell = (plan: PlanView, { body }: Item<"agreement">): boolean =>
  body.state === "agreed" && (plan.role === "citizen" || body.responsible === plan.me?.member);

export function AgreementActs({ plan, item, children }: { plan: PlanView; item: Item<"agreement">; children?: preact.ComponentChildren }) {
  const told = formDraft(`told:${item.id}`, { way: "" as Way | "", why: "", day: "", whose: "" as Owner });
  const { way, why, day, whose } = told.value;
  const [missing, setMissing] = useState<string>();
  const words = t.agreements;
  if (plan.role === "citizen" && (item.body.state === "done" || item.body.state === "dropped")) {
    return <Tools><Act plain about={item.body.what} onPress={() => void write.change(item, { state: "agreed" })}>{words.again}</Act>{children}</Tools>;
  }
  if (!mayTell(plan, item)) return children ? <Tools>{children}</Tools> : null;
  const about = item.body.what;
  if (!way) {
    return (
      <Tools>
        {WAYS.filter((one) => (one !== "hand" && one !== "whose") || plan.role === "member").map((one) => <Act plain key={one} about={about} onPress={() => { told.value = { way: one, why: "", day: "", whose: item.body.whose ?? "" }; }}>{one === "whose" ? whoseWords.ask : words[one]}</Act>)}
        {children}
      </Tools>
    );
  }
  const save = async () => {
    setMissing(undefined);
    if (way === "move" && !day) { queueMicrotask(() => setMissing(words.pickDay)); return; }
    if (way === "whose") {
      if (whose !== (item.body.whose ?? "")) await write.change(item, { whose });
      told.forget();
      return;
    }
    const said = { why: why.trim() };
    if (way === "hand") {
      if (!said.why) { queueMicrotask(() => setMissing(words.whoMissing)); return; }
      await write.change(item, said);
      told.forget();
      return;
    }
    // To open again what is closed is the citizen's. Anybody else can undo a slip while nobody has heard of it: so it waits a minute.
    await write.change(item, way === "move" ? { ...said, byOn: day } : { ...said, state: way === "done" ? "done" : "dropped" }, { holds: way !== "move" && plan.role !== "citizen" });
    told.forget();
  };
  if (way === "whose") {
    return (
      <form class="after" aria-label={about} onSubmit={(event) => { event.preventDefault(); void save(); }}>
        <WhoseField value={whose} onPick={(next) => { told.value = { ...told.value, whose: next }; }} />
        <Acts><Act submit>{t.common.save}</Act><Act plain onPress={() => told.forget()}>{t.common.cancel}</Act></Acts>
      </form>
    );
  }
  return (
    <form class="after" aria-label={about} onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <p class="kind">{words[way]}</p>
      {way === "move" && <Field type="date" label={words.newDay} min={today()} value={day} focus missing={missing} onInput={(next) => { told.value = { ...told.value, day: next }; }} />}
      <Field own={plan.role === "citizen"} rows={1} label={way === "hand" ? words.who : way === "done" ? words.whyDone : words.why} note={way === "hand" ? words.whoNote : words.whyNote} missing={way === "hand" ? missing : undefined} focus={way !== "move"} value={why} maxLength={4000} onInput={(next) => { told.value = { ...told.value, why: next }; }} />
      <Acts><Act submit>{t.common.save}</Act><Act plain onPress={() => told.forget()}>{t.common.cancel}</Act></Acts>
    </form>
  );
}
