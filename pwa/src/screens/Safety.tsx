/** Tryghedsplanen: read at night, without a network, in one press from everywhere. Reading first; editing in place when asked for. */

import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { daysOff, draft, isGuest, linesTo, lock, plans, session, theme, write, type Item, type Kind, type PlanView } from "../state";
import { clock, day, monthName, t, today, wall } from "../texts";
import { Act, Call, Field, Note, Own, Row, Rows, Screen, Sees, Tools, generalState, voiceClass } from "../ui";
import { Removed } from "./history/Removed";
import { useDraft } from "./plan/drafted";
import { whoMayRead } from "./plan/readers";
import { GUIDE } from "./safety/guide";
import { hoursNow } from "./safety/hours";
import { LineCall, Lines, linesNow } from "./safety/Lines";
import { useMinute } from "./safety/minute";

const GROUPS = ["warning_sign", "coping", "safe_place", "safety_contact", "safe_surroundings", "wish_if_ill", "to_myself"] as const;
type Group = (typeof GROUPS)[number];

const editing = signal(false);
/** Without the code, the page is read and nothing more. */
const isEditing = () => editing.value && !lock.closed.value;

/** Between 22 and 6 the page is dark, unless the person has chosen light. */
export function isNight(now: Date = new Date()): boolean {
  const hour = wall(now).getUTCHours();
  return hour >= 22 || hour < 6;
}

function useNight(): void {
  const night = isNight(useMinute());
  useEffect(() => {
    if (theme.value !== "auto" || !night) return undefined;
    document.documentElement.dataset["theme"] = "dark";
    return () => { if (theme.peek() === "auto") delete document.documentElement.dataset["theme"]; };
  }, [theme.value, night]);
}

export default function Safety() {
  useNight();
  const closed = lock.closed.value;
  const plan = closed && !lock.safetyOpen.value ? undefined : plans.value.find((each) => each.role === "citizen");
  return (
    <Screen title={isGuest.value || isOut() ? t.common.helpNow : t.safety.title} lamp state={plan && generalState() !== "all_sent" ? undefined : "works_offline"} quiet tabs={plan && !closed ? "citizen" : "none"}>
      {plan ? <Mine plan={plan} /> : <ForEverybody />}
    </Screen>
  );
}

function Danger() {
  return <Call name={t.safety.danger} number="112" note={t.safety.dangerNote} danger />;
}

/** Nobody has signed in here, and nothing is locked: there is no plan to open. */
const isOut = () => session.value?.signedIn !== true && !lock.closed.value;

/** Without a plan on this phone: the numbers all the same. */
function ForEverybody() {
  const out = isOut();
  return (
    <>
      <section class="calls" aria-label={t.safety.call}><Danger /><Lines to="everybody" /></section>
      {out && <p class="after">{t.safety.signedOut}</p>}
      <Checked />
      <Tools><Act plain href={lock.closed.value ? "/safety?code=1" : out ? "/sign-in?return=%2Fsafety" : "/"}>{lock.closed.value ? t.safety.unlock : out ? t.common.signIn : isGuest.value ? t.common.toStart : t.common.toToday}</Act></Tools>
    </>
  );
}

function Mine({ plan }: { plan: PlanView }) {
  const items = plan.items("safety");
  const contacts = items.filter((item) => item.kind === "safety_contact") as Item<"safety_contact">[];
  // Somebody who is open now stands before 112; else the first the person has written.
  const callable = contacts.filter((contact) => contact.body.phone);
  const now = useMinute();
  const first = callable.find((contact) => hoursNow(contact.body.hours, daysOff.value, now)?.open) ?? callable[0];
  // One's own people first, also when they are asleep; then somebody who can be called now, before anybody has to look for it.
  const isAwake = first && hoursNow(first.body.hours, daysOff.value, now)?.open === true;
  const awake = items.length > 0 && !isAwake ? linesNow("everybody", now).find((one) => one.now?.open && one.line.number) : undefined;
  const own = isEditing() ? [] : items.filter((item) => item.kind === "to_myself");
  const begun = draft(GUIDE).value;
  const nothing = items.length === 0;
  const closed = lock.closed.value;
  return (
    <>
      {own.length > 0 && <ToMyself items={own as Item<"to_myself">[]} />}
      <section class={`calls${own.length > 0 ? " after" : ""}`}>
        <h2 class="hide">{t.safety.call}</h2>
        {first && <Contact contact={first} />}
        {awake && <LineCall {...awake} />}
        <Danger />
      </section>
      {nothing && !isEditing() ? (
        <div class="after l">
          <div class="calls"><Lines to="everybody" /></div>
          {!closed && <p class="after">{t.safety.empty}</p>}
          {!closed && <Act main wide href="/safety/guide">{begun ? t.safety.goOn : t.safety.start}</Act>}
          {!closed && <Tools><Act plain onPress={() => { editing.value = true; }}>{t.safety.startAlone}</Act></Tools>}
        </div>
      ) : (
        <ol class="steps">
          {GROUPS.filter((group) => isEditing() || (group !== "to_myself" && items.some((item) => item.kind === group)) || group === "safety_contact").map((group, index) => (
            <li key={group}>
              <span class="n" aria-hidden="true">{index + 1}</span>
              <div>
                <h2>{t.safety.groups[group]}</h2>
                {group === "safety_contact" ? (
                  <>
                    <div class="calls">
                      {contacts.filter((contact) => isEditing() || contact !== first).map((contact) => (isEditing()
                        ? <Editable key={contact.id} item={contact}><Contact contact={contact} /></Editable>
                        : <Contact key={contact.id} contact={contact} />))}
                      <Lines to="everybody" but={awake?.line.id} />
                    </div>
                    {isEditing() && <Act plain icon="plus" href="/write?kind=safety_contact">{t.safety.add.safety_contact}</Act>}
                  </>
                ) : <Words plan={plan} group={group} items={items.filter((item) => item.kind === group)} />}
              </div>
            </li>
          ))}
        </ol>
      )}
      {closed ? <div class="after l"><Act wide icon="lock" href="/safety?code=1">{t.safety.unlock}</Act></div> : (!nothing || isEditing()) && (
        <div class="after l">
          {begun && !isEditing() && <Act wide href="/safety/guide">{t.safety.goOn}</Act>}
          <Act wide icon={isEditing() ? "check" : "pen"} onPress={() => { editing.value = !editing.value; }}>{isEditing() ? t.safety.editDone : t.safety.editPlan}</Act>
          {!begun && isEditing() && <Tools><Act plain href="/safety/guide">{t.safety.start}</Act></Tools>}
          {isEditing() && <Removed plan={plan} of={(one) => one.scope === "safety"} />}
        </div>
      )}
      {!closed && <div class="after l"><Sees>{whoMayRead(plan, "safety")}</Sees></div>}
      {!closed && !nothing && <Tools><Act plain href="/paper?paper=card">{t.common.onPaper}</Act></Tools>}
      <Checked />
      <Light />
    </>
  );
}

/** What somebody wrote to themselves on a better day stands first, and larger than the rest. */
function ToMyself({ items }: { items: Item<"to_myself">[] }) {
  const at = items.map((item) => item.changedAt ?? item.at).sort().at(-1) ?? "";
  return (
    <div>
      {items.map((item) => <p key={item.id} class="dream-now lesser">{item.body.text}</p>)}
      {at && <Note>{t.safety.toMyselfNote(today(at).slice(0, 7) === today().slice(0, 7) ? day(at) : t.safety.inMonth(monthName(at)))}</Note>}
    </div>
  );
}

function Contact({ contact }: { contact: Item<"safety_contact"> }) {
  const { name, who, phone, hours } = contact.body;
  const title = [name, who].filter(Boolean).join(", ");
  const now = hoursNow(hours, daysOff.value, useMinute());
  if (!phone) return <Rows><Row title={title} note={t.safety.noNumber} /></Rows>;
  return <Call name={title} number={phone} note={(now?.words ?? hours) || undefined} open={now?.open} />;
}

/** Own words of one kind; in editing each can be changed where it stands, and one more can be written. */
function Words({ plan, group, items }: { plan: PlanView; group: Exclude<Group, "safety_contact">; items: Item[] }) {
  const [writing, setWriting] = useState(false);
  return (
    <>
      {items.length === 0 && <Note>{t.safety.emptyGroup}</Note>}
      {items.map((item) => (isEditing() ? <Editable key={item.id} item={item}><Line item={item} /></Editable> : <Line key={item.id} item={item} />))}
      {isEditing() && (writing
        ? <InPlace kind={group} onDone={() => setWriting(false)} plan={plan} />
        : <Act plain icon="plus" onPress={() => setWriting(true)}>{t.safety.add[group]}</Act>)}
    </>
  );
}

function Line({ item }: { item: Item }) {
  const words = "text" in item.body ? item.body.text : "";
  return voiceClass(item) === "own" ? <Own>{words}</Own> : <p class="said-by">{words}</p>;
}

function Editable({ item, children }: { item: Item; children: preact.ComponentChildren }) {
  const [open, setOpen] = useState(false);
  const words = "text" in item.body ? item.body.text : item.body.kind === "safety_contact" ? item.body.name : "";
  if (open && item.kind !== "safety_contact") return <InPlace kind={item.kind} item={item} onDone={() => setOpen(false)} />;
  return (
    <div class="editable">
      {children}
      <Tools>
        {item.alternatives.length > 0 && <Act plain href={`/versions/${item.id}`}>{t.common.states.two}</Act>}
        {item.kind === "safety_contact" ? <Act plain href={`/write?item=${item.id}`} about={words}>{t.safety.edit}</Act> : <Act plain onPress={() => setOpen(true)} about={words}>{t.safety.edit}</Act>}
        <Act plain onPress={() => void write.remove(item)} about={words}>{t.safety.remove}</Act>
      </Tools>
    </div>
  );
}

function InPlace({ kind, item, onDone }: { kind: Kind; item?: Item; onDone: () => void; plan?: PlanView }) {
  const [before] = useState(item);
  const stood = before && "text" in before.body ? before.body.text : "";
  const words = useDraft(`write:${before?.id ?? kind}:text`, stood);
  const [missing, setMissing] = useState<string>();
  const save = async () => {
    const text = words.value.trim();
    if (!text) { setMissing(undefined); queueMicrotask(() => setMissing(t.plan.write.emptyWord)); return; }
    if (before) { if (text !== stood) await write.change(before as Item<"coping">, { text }); }
    else await write.create("safety", { kind: kind as "coping", text });
    words.forget();
    onDone();
  };
  const label = t.safety.groups[kind as Group];
  return (
    <form class="editable" onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <Field label={label} hideLabel own rows={2} value={words.value} onInput={words.set} missing={missing} focus maxLength={4000} />
      <Tools>
        <Act onPress={() => void save()} about={label}>{t.common.save}</Act>
        <Act plain onPress={() => { words.forget(); onDone(); }} about={label}>{t.common.undo}</Act>
        {before && <Act plain href={`/history/${before.id}`} about={label}>{t.history.see}</Act>}
      </Tools>
    </form>
  );
}

function Checked() {
  const now = useMinute();
  // The oldest check: what is said of all of them must be true of each.
  const checkedOn = linesTo("everybody").map((line) => line.checkedOn).sort()[0];
  const alsoCalled = isGuest.value ? "" : t.safety.alsoCalled;
  if (!checkedOn) return alsoCalled ? <p class="note after l">{alsoCalled}</p> : null;
  return <p class="note after l">{isNight(now) ? t.safety.checked(clock(now).replace(/^(kl\.|at)\s/, ""), day(checkedOn)) : t.safety.checkedOnly(day(checkedOn))} {alsoCalled}</p>;
}

/** At night the page turned dark by itself: one press turns it back. */
function Light() {
  if (theme.value !== "auto" || !isNight()) return null;
  return <Tools><Act plain onPress={() => { theme.value = "light"; }}>{t.safety.light}</Act></Tools>;
}
