/** Write or edit one thing. Each letter is kept on the phone; others see the words at Færdig, and the screen says so. */

import { useRef, useState } from "preact/hooks";
import { amountsTo } from "../core/who5";
import { go, plan as current, write, type Item, type Kind, type Link, type NewBody, type PlanView, type ScreenProps } from "../state";
import { clock, day, dayNear, t, today, upper } from "../texts";
import { Act, Field, From, Knot, Pick, Picks, Screen, Sees, Thread, Tools } from "../ui";
import AgreementForm from "./plan/AgreementForm";
import { placeFor, Removing, Writing } from "./plan/writing";
import NotFound from "./NotFound";
import { useDraft } from "./plan/drafted";
import { isTextKind, placeOf, SCOPE_OF, saying, type TextKind } from "./plan/kinds";
import { numberIn } from "./plan/number";
import { whoMayRead } from "./plan/readers";

export default function Write({ params, query }: ScreenProps) {
  const plan = current.value;
  const id = params["id"] ?? query.get("item");
  const item = id ? plan?.item(id) : undefined;
  const kind = item?.kind ?? (query.get("kind") as Kind | null);
  const worries = query.has("worry");
  if (!plan || (id && !item)) return <NotFound />;
  const from = plan.item(query.get("from") ?? "");
  if (kind === "agreement") return <AgreementForm plan={plan} item={item as Item<"agreement"> | undefined} from={from} answer={plan.item(query.get("answer") ?? "") as Item<"answer"> | undefined} />;
  if (kind === "safety_contact") return <Contact plan={plan} item={item as Item<"safety_contact"> | undefined} />;
  if (kind === "wellbeing") return <Day plan={plan} item={item as Item<"wellbeing"> | undefined} />;
  if (isTextKind(kind)) return <Words plan={plan} kind={kind} item={item} from={from} meeting={query.get("meeting") ?? undefined} worries={worries} />;
  return <NotFound />;
}

const PRIVATE = "private";

/** Meetings that are still ahead, the nearest first. */
function meetingsAhead(plan: PlanView): Item<"meeting">[] {
  return plan.all("meeting").filter((meeting) => meeting.body.state === "planned" && meeting.body.startsAt.slice(0, 10) >= today())
    .sort((a, b) => (a.body.startsAt < b.body.startsAt ? -1 : 1));
}

function Words({ plan, kind: asked, item, from, meeting, worries }: {
  plan: PlanView; kind: TextKind; item: Item | undefined; from: Item | undefined; meeting: string | undefined;
  /** "Jeg er urolig for ...": the sentence is begun, and it becomes a point; or stays mine, until there is a meeting to take it to. */
  worries: boolean;
}) {
  // The words on the screen are judged against what stood there when the page opened, also when news comes in meanwhile.
  const before = useRef(item).current;
  const begun = worries ? `${t.plan.worry} ` : "";
  const stood = before ? saying(before) : asked === "agenda_item" && from ? (from.body.kind === "who5" ? t.five.bring(day(from.body.on), amountsTo(from.body)) : saying(from)) : begun;
  const key = `write:${before?.id ?? `${asked}:${worries ? "worry" : from?.id ?? ""}`}`;
  const words = useDraft(`${key}:text`, stood);
  const more = useDraft(`${key}:more`, before?.body.kind === "dream" ? before.body.more : "");
  const [missing, setMissing] = useState<string>();
  const ahead = asked === "agenda_item" && !before ? meetingsAhead(plan) : [];
  const [chosen, choose] = useState(meeting ?? (ahead.length === 1 ? ahead[0]?.id : worries && ahead.length === 0 ? PRIVATE : undefined));
  const kind = chosen === PRIVATE ? "private_note" : asked;
  const [which, setWhich] = useState<string>();

  const scope = before?.scope
    ?? (kind === "agenda_item" ? (chosen ? `meeting:${chosen}` : undefined) : kind === "goal" || kind === "step" ? from?.scope : SCOPE_OF[kind]);
  const place = placeFor(plan, before ?? (kind === "agenda_item" && chosen ? { id: "", scope: `meeting:${chosen}`, kind } : kind === "dream" ? { id: "", scope: "", kind } : { id: "", scope: scope ?? "", kind }));

  if (kind === "agenda_item" && !before && ahead.length === 0 && !chosen) {
    return (
      <Screen title={t.plan.write.titles["agenda_item"] ?? ""} back={{ href: from ? placeOf(from) : "/plan", label: t.common.tabs.plan }}>
        <p class="after">{t.plan.write.noMeeting}</p>
        <div class="acts"><Act main href={`/meetings/new${from ? `?from=${from.id}` : ""}`}>{t.plan.today.planMeeting}</Act></div>
      </Screen>
    );
  }

  const done = async () => {
    const text = words.value.trim();
    if (!text || text === begun.trim()) { setMissing(undefined); queueMicrotask(() => setMissing(t.plan.write.emptyWord)); return; }
    if (!scope) { setWhich(undefined); queueMicrotask(() => setWhich(t.plan.write.which)); return; }
    let to = place.href;
    if (before) {
      const fields: Record<string, string> = {};
      if (text !== stood) fields["text"] = text;
      if (before.body.kind === "dream" && more.value.trim() !== before.body.more) fields["more"] = more.value.trim();
      if (Object.keys(fields).length > 0) await write.change(before, fields);
    } else {
      const link: Link | undefined = from && (kind === "goal" || kind === "step" || kind === "agenda_item") ? { scope: from.scope, item: from.id } : undefined;
      const body = (kind === "dream" ? { kind, text, more: more.value.trim() } : { kind, text }) as NewBody;
      const id = await write.create(scope, body, link ? { from: link } : undefined);
      if (kind === "dream") to = `/dream/${id}`;
    }
    words.forget();
    more.forget();
    go(to, { replace: true });
  };

  const places = ahead.length > 1 || (worries && ahead.length > 0);
  const threaded = kind === "dream" || kind === "goal" || kind === "step" || kind === "agenda_item";
  const reads = scope && !scope.endsWith(":") ? whoMayRead(plan, scope) : t.plan.onlyYou;
  const field = (
    <>
      <Field label={t.plan.write.labels[kind]} own dream={kind === "dream"} rows={kind === "dream" ? 2 : 3} value={words.value} onInput={(value) => { words.set(value); setMissing(undefined); }} missing={missing} focus maxLength={4000} />
      <div class="after s"><Sees>{reads === t.plan.onlyYou || scope === "private" ? `${reads}.` : t.plan.mayReadSeeLater(reads)}</Sees></div>
      {worries && ahead.length === 0 && <p class="note after s">{t.plan.worryLater}</p>}
      {before && words.changed && <From what={t.plan.write.before}>{stood}</From>}
      {kind === "dream" && <div class="after"><Field label={t.plan.write.more} own rows={1} value={more.value} onInput={more.set} maxLength={4000} /></div>}
    </>
  );
  return (
    <Writing kind={kind} item={before} place={place} drafts={[words, more]} onDone={() => void done()}>
      {threaded ? (
        <Thread>
          {kind !== "dream" && from && !["private_note", "who5", "wellbeing", "course_answer"].includes(from.kind) && <Knot kind={from.kind === "goal" ? "goal" : "dream"} tight><From what={from.kind === "goal" ? t.common.fromGoal : t.common.fromDream}>{saying(from)}</From></Knot>}
          <Knot kind={kind === "dream" ? "dream" : kind === "goal" ? "goal" : kind === "step" ? "step" : "agenda_item"}>{field}</Knot>
        </Thread>
      ) : field}
      {places && (
        <div class="after l">
          <Picks legend={t.plan.write.which} missing={which}>
            {ahead.map((each) => (
              <Pick name="meeting" checked={chosen === each.id} onPick={() => { choose(each.id); setWhich(undefined); }} note={t.plan.today.meetingKinds[each.body.meetingKind]}>
                {upper(dayNear(each.body.startsAt))} {clock(each.body.startsAt)}
              </Pick>
            ))}
            {worries && <Pick name="meeting" checked={chosen === PRIVATE} onPick={() => { choose(PRIVATE); setWhich(undefined); }}>{t.plan.worryOnlyMe}</Pick>}
          </Picks>
        </div>
      )}
      {before && kind === "dream" && <Tools><Act plain href={`/history/${before.id}`}>{t.history.see}</Act></Tools>}
      {before && kind !== "dream" && <Removing item={before} to={place.href} drafts={[words, more]} />}
    </Writing>
  );
}

function Day({ plan, item }: { plan: PlanView; item: Item<"wellbeing"> | undefined }) {
  const before = useRef(item).current;
  const key = `write:${before?.id ?? "wellbeing"}`;
  const words = useDraft(`${key}:text`, before?.body.text ?? "");
  const on = useDraft(`${key}:on`, before?.body.on ?? today());
  const [missing, setMissing] = useState<string>();
  const place = { href: "/plan/wellbeing", label: t.plan.sections.wellbeing };
  const done = async () => {
    const text = words.value.trim();
    if (!text) { setMissing(undefined); queueMicrotask(() => setMissing(t.plan.write.emptyWord)); return; }
    const day = on.value || today();
    if (before) {
      if (text !== before.body.text || day !== before.body.on) await write.change(before, { ...(text !== before.body.text ? { text } : {}), ...(day !== before.body.on ? { on: day } : {}) });
    } else await write.create("wellbeing", { kind: "wellbeing", on: day, text });
    words.forget();
    on.forget();
    go(place.href, { replace: true });
  };
  return (
    <Writing kind="wellbeing" item={before} place={place} drafts={[words, on]} onDone={() => void done()}>
      <Field label={t.plan.write.labels["wellbeing"]} own rows={4} value={words.value} onInput={(value) => { words.set(value); setMissing(undefined); }} missing={missing} focus maxLength={4000} />
      <div class="after s"><Sees>{whoMayRead(plan, "wellbeing")}</Sees></div>
      <div class="after"><Field label={t.plan.write.day} type="date" max={today()} value={on.value} onInput={on.set} /></div>
      {before && <Removing item={before} to={place.href} drafts={[words, on]} />}
    </Writing>
  );
}

function Contact({ plan, item }: { plan: PlanView; item: Item<"safety_contact"> | undefined }) {
  const before = useRef(item).current;
  const key = `write:${before?.id ?? "safety_contact"}`;
  const stood = before?.body ?? { name: "", phone: "", who: "", hours: "" };
  const name = useDraft(`${key}:name`, stood.name);
  const phone = useDraft(`${key}:phone`, stood.phone);
  const who = useDraft(`${key}:who`, stood.who);
  const hours = useDraft(`${key}:hours`, stood.hours);
  const [missing, setMissing] = useState<{ name?: string; phone?: string }>({});
  const place = { href: "/safety", label: t.common.tabs.safety };
  const drafts = [name, phone, who, hours];
  const done = async () => {
    setMissing({});
    if (!name.value.trim()) { queueMicrotask(() => setMissing({ name: t.plan.write.emptyName })); return; }
    const number = numberIn(phone.value);
    if (!number) { queueMicrotask(() => setMissing({ phone: t.plan.write.emptyPhone })); return; }
    const now = { name: name.value.trim(), phone: number, who: who.value.trim(), hours: hours.value.trim() };
    if (before) {
      const fields = Object.fromEntries(Object.entries(now).filter(([field, value]) => before.body[field as "name"] !== value));
      if (Object.keys(fields).length > 0) await write.change(before, fields);
    } else await write.create("safety", { kind: "safety_contact", ...now });
    for (const each of drafts) each.forget();
    go(place.href, { replace: true });
  };
  return (
    <Writing kind="safety_contact" item={before} place={place} drafts={drafts} onDone={() => void done()}>
      <Field label={t.plan.write.name} own value={name.value} onInput={name.set} missing={missing.name} focus maxLength={200} />
      <Field label={t.plan.write.phone} type="tel" inputMode="tel" value={phone.value} onInput={phone.set} missing={missing.phone} maxLength={40} />
      <Field label={t.plan.write.who} own value={who.value} onInput={who.set} maxLength={200} />
      <Field label={t.plan.write.hours} own value={hours.value} onInput={hours.set} note={t.plan.write.hoursNote} maxLength={200} />
      <div class="after"><Sees>{whoMayRead(plan, "safety")}</Sees></div>
      {before && <Removing item={before} to={place.href} drafts={drafts} />}
    </Writing>
  );
}
