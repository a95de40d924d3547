/** Who does what, by when. Also how a citizen says yes to an offer in an answer: the words are there, and may be changed. */

import { useRef, useState } from "preact/hooks";
import { go, write, type Item, type Link, type PlanView } from "../../state";
import { t, today } from "../../texts";
import { Field, From, Knot, Pick, Picks, Sees, Thread } from "../../ui";
import { placeFor, Removing, Writing } from "./writing";
import { deedOf, mustBeConcrete, whatOf } from "./deed";
import { DeedFields } from "./DeedFields";
import { useDraft } from "./drafted";
import { saying } from "./kinds";
import { Why } from "./entries";
import { WhoseField, type Owner } from "./Whose";
import { firstName, whoMayRead } from "./readers";

export default function AgreementForm({ plan, item, from: given, answer }: {
  plan: PlanView; item: Item<"agreement"> | undefined; from: Item | undefined; answer: Item<"answer"> | undefined;
}) {
  const before = useRef(item).current;
  const point = answer?.from ? plan.item(answer.from.item) : undefined;
  // The thread it hangs on: what it was made from, or what the answered point came from.
  const from = before?.from ? plan.item(before.from.item) : (given ?? (point?.from ? plan.item(point.from.item) : undefined) ?? point);
  const scope = before?.scope ?? (from?.scope.startsWith("dream:") ? from.scope : "agreements");
  const stood = before?.body ?? {
    what: answer?.body.does ?? "", verb: answer?.body.verb ?? "", responsible: answer?.by ?? "", byOn: answer?.body.byOn ?? null, myPart: "", theirPart: "", whose: answer?.body.whose ?? "",
  };
  const key = `write:${before?.id ?? `agreement:${answer?.id ?? given?.id ?? ""}`}`;
  const begins = deedOf(stood.what, stood.verb);
  const verb = useDraft(`${key}:verb`, begins.verb);
  const what = useDraft(`${key}:what`, begins.rest);
  const who = useDraft(`${key}:who`, stood.responsible);
  const by = useDraft(`${key}:by`, stood.byOn ?? "");
  const mine = useDraft(`${key}:mine`, stood.myPart);
  const theirs = useDraft(`${key}:theirs`, stood.theirPart);
  const whose = useDraft(`${key}:whose`, stood.whose ?? "");
  const drafts = [verb, what, who, by, mine, theirs, whose];
  const [missing, setMissing] = useState<{ what?: string; verb?: boolean; who?: string; by?: string }>({});
  const members = plan.members.filter((member) => (member.status === "active" && !member.isUnit) || member.id === who.value);
  const chosen = members.find((member) => member.id === who.value);
  const place = placeFor(plan, before ?? { id: "", scope, kind: "agreement" });
  const proposed = before?.body.state === "proposed";
  const author = answer ?? (proposed ? before : undefined);

  const done = async () => {
    setMissing({});
    const concrete = mustBeConcrete(chosen?.role);
    const said = whatOf({ verb: verb.value, rest: what.value });
    if (!said) { queueMicrotask(() => setMissing({ what: t.plan.agreementForm.missingWhat })); return; }
    if (!who.value) { queueMicrotask(() => setMissing({ who: t.plan.agreementForm.missingWho })); return; }
    if (concrete && !verb.value.trim()) { queueMicrotask(() => setMissing({ verb: true })); return; }
    if (concrete && !by.value) { queueMicrotask(() => setMissing({ by: t.agreements.missingDate(firstName(chosen?.name ?? "")) })); return; }
    const now = {
      what: said, verb: verb.value.trim(), responsible: who.value, byOn: by.value || null, myPart: mine.value.trim(), theirPart: who.value === "citizen" ? "" : theirs.value.trim(), whose: whose.value as Owner,
    };
    if (before) {
      const fields: Record<string, string | null> = {};
      for (const [field, value] of Object.entries(now)) if ((before.body[field as "what"] ?? "") !== (value ?? "")) fields[field] = value;
      if (proposed) fields["state"] = "agreed";
      if (Object.keys(fields).length > 0) await write.change(before, fields);
    } else {
      const origin = answer ?? from;
      const link: Link | undefined = origin ? { scope: origin.scope, item: origin.id } : undefined;
      await write.create(scope, { kind: "agreement", ...now, state: "agreed" }, link ? { from: link } : undefined);
    }
    for (const each of drafts) each.forget();
    go(answer && !given ? `/meetings/${answer.scope.slice(8)}` : place.href, { replace: true });
  };

  const fields = (
    <>
      {author && author.by !== "citizen" && <p class="note">{t.plan.agreementForm.leadFromAnswer(firstName(plan.person(author.by).name))}</p>}
      <DeedFields
        value={{ verb: verb.value, rest: what.value }} own={!author || author.by === "citizen" || what.changed || verb.changed} missing={missing.what} lacksVerb={missing.verb}
        onChange={(next) => { if (next.verb !== verb.value) verb.set(next.verb); if (next.rest !== what.value) what.set(next.rest); }}
      />
      <div class="after l">
        <Picks legend={t.plan.agreementForm.who} missing={missing.who}>
          <Pick name="who" checked={who.value === "citizen"} onPick={() => who.set("citizen")}>{t.plan.agreementForm.iDo}</Pick>
          {members.map((member) => <Pick name="who" checked={who.value === member.id} onPick={() => who.set(member.id)} note={member.organisation || undefined}>{member.name}</Pick>)}
        </Picks>
      </div>
      {chosen && <p class="note after s">{(chosen.status === "ended" ? t.plan.agreementForm.gone : t.plan.agreementForm.seesAlways)(firstName(chosen.name))}</p>}
      {chosen?.status === "ended" && before?.body.why && <Why plan={plan} why={before.body.why} by={before.body.whyBy} />}
      <div class="after l"><Field label={t.plan.agreementForm.by} type="date" min={today()} value={by.value} onInput={by.set} missing={missing.by} note={mustBeConcrete(chosen?.role) ? undefined : t.plan.agreementForm.byNote} /></div>
      <div class="after"><Field label={t.plan.agreementForm.myPart} own rows={1} value={mine.value} onInput={mine.set} note={t.plan.agreementForm.myPartNote} maxLength={4000} /></div>
      {chosen && <div class="after"><Field label={t.plan.agreementForm.theirPart(firstName(chosen.name))} own rows={1} value={theirs.value} onInput={theirs.set} maxLength={4000} /></div>}
      <div class="after"><WhoseField value={whose.value as Owner} onPick={whose.set} /></div>
      <div class="after"><Sees>{whoMayRead(plan, scope)}</Sees></div>
    </>
  );
  return (
    <Writing kind="agreement" item={before} place={place} drafts={drafts} onDone={() => void done()}>
      {from ? (
        <Thread>
          <Knot kind={from.kind === "goal" ? "goal" : from.kind === "agenda_item" ? "agenda_item" : "dream"} tight>
            <From what={from.kind === "goal" ? t.common.fromGoal : from.kind === "dream" ? t.common.fromDream : t.plan.kinds["agenda_item"]}>{saying(from)}</From>
          </Knot>
          <Knot kind="agreement">{fields}</Knot>
        </Thread>
      ) : fields}
      {before && !proposed && <Removing item={before} to={place.href} drafts={drafts} />}
    </Writing>
  );
}

/** For screens of meetings: the form's address for an answer's offer. */
export function agreementPath(answer: Item<"answer">): string {
  return `/write?kind=agreement&answer=${answer.id}`;
}
