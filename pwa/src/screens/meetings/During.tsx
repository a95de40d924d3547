/**
 * A meeting while it is held: one point at a time, in large letters; everybody speaks; what we agree on is written as it
 * is said. All of it is on the phone: it needs no network, and a locked screen or a reload loses nothing.
 */

import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { draft, formDraft, go, write, type Item, type PlanView } from "../../state";
import { t } from "../../texts";
import { Act, Acts, Field, Note, Pick, Picks, Row, Rows, Screen } from "../../ui";
import { useDraft } from "../plan/drafted";
import { AddPoint, pointKey } from "./AddPoint";
import { NewAgreement, newAgreement } from "./After";
import { agreeKey, AgreementSheet } from "./Agreement";
import { useReopened } from "./arrive";
import { NotHere } from "./NotHere";
import { keptWords } from "./Outcomes";
import { ownPlan } from "./own";
import { PointThread } from "./Point";
import { ownWords, pointsOf, theirWords, type Point } from "./thread";
import { brief, nameOf } from "./words";
import "./meetings.css";

/** Which point we are at, and who has spoken about each. Never sent: who said nothing is nobody's record. */
interface Room {
  at: string;
  spoken: Readonly<Record<string, readonly string[]>>;
}

export function DuringScreen({ id }: { id: string }) {
  const mine = ownPlan.value;
  const found = mine?.item(id);
  const meeting = found?.kind === "meeting" ? (found as Item<"meeting">) : undefined;
  if (!mine || !meeting) {
    return <NotHere title={t.meetings.gone} note={t.meetings.goneNote} back={{ href: "/meetings", label: t.meetings.title }} />;
  }
  return (
    <Screen title={t.room.title} hideTitle back={{ href: `/meetings/${id}`, label: t.room.backTo }}>
      <InRoom plan={mine} meeting={meeting} />
    </Screen>
  );
}

function InRoom({ plan, meeting }: { plan: PlanView; meeting: Item<"meeting"> }) {
  const words = t.room;
  const room = formDraft<Room>(`room:${meeting.id}`, { at: "", spoken: {} });
  const listed = useSignal(false);
  const adding = useSignal(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useWakefulScreen();
  useReopened(adding, draft(pointKey(meeting)).value !== "" || undefined);

  const points = pointsOf(plan.items(meeting.scope, "agenda_item"), plan.items(meeting.scope, "answer"));
  const invitees = plan.items(meeting.scope, "invitee");
  const outcomes = plan.items(meeting.scope, "outcome");
  const index = Math.max(0, points.findIndex((point) => point.item.id === room.value.at));
  const point = points[index];
  const isLast = index >= points.length - 1;

  async function to(next: number) {
    const target = points[next];
    if (!target) return;
    await keptWords(plan, meeting, point);
    room.value = { ...room.value, at: target.item.id };
    listed.value = false;
    scrollTo(0, 0);
    heading.current?.focus({ preventScroll: true });
  }
  async function end() {
    await keptWords(plan, meeting, point);
    if (meeting.body.state === "planned") await write.change(meeting, { state: "held" });
    go(`/meetings/${meeting.id}/after`);
  }
  useArrows((step) => void to(index + step));

  return (
    <>
      <h2 class="kind" tabIndex={-1} ref={heading}>{point ? words.at(index + 1, points.length) : words.noPoints}</h2>
      {point && <OnePoint key={point.item.id} plan={plan} meeting={meeting} point={point} invitees={invitees} outcomes={outcomes} room={room} />}
      {adding.value ? (
        <AddPoint plan={plan} meeting={meeting} members={invitees.map((invitee) => invitee.body.member)} used={points.map(({ item }) => item.from?.item ?? "")} onDone={() => { adding.value = false; }} />
      ) : (
        <>
          <div class="after l"><Act main wide onPress={() => void (isLast ? end() : to(index + 1))}>{isLast ? words.end : words.next}</Act></div>
          <Acts>
            {index > 0 && <Act onPress={() => void to(index - 1)}>{words.previous}</Act>}
            {points.length > 2 && <Act pressed={listed.value} onPress={() => { listed.value = !listed.value; }}>{words.all}</Act>}
          </Acts>
          {listed.value && (
            <div class="after">
              <Rows>
                {points.map(({ item }, number) => (
                  <Row key={item.id} onPress={() => void to(number)} title={item.body.text} note={outcomes.some((one) => one.from?.item === item.id) ? words.hasWords : undefined} />
                ))}
              </Rows>
            </div>
          )}
          <div class="tools after s">
            <Act plain onPress={() => { adding.value = true; }}>{t.meetings.writePoint}</Act>
            {!isLast && <Act plain onPress={() => void end()}>{words.end}</Act>}
          </div>
        </>
      )}
    </>
  );
}

/** A point with what was said before, the round, and the words for what we agree on. */
function OnePoint({ plan, meeting, point, invitees, outcomes, room }: {
  plan: PlanView; meeting: Item<"meeting">; point: Point; invitees: readonly Item<"invitee">[]; outcomes: readonly Item<"outcome">[];
  room: { value: Room };
}) {
  const words = t.room;
  const { item } = point;
  const agreeing = useSignal<"" | "new" | Item<"answer">>("");
  const own = ownWords(outcomes, item.id);
  const text = useDraft(`outcome:${item.id}`, own?.body.text ?? "");
  const spoken = room.value.spoken[item.id] ?? [];
  const people = ["citizen", ...invitees.filter((invitee) => invitee.body.reply !== "no").map((invitee) => invitee.body.member)];
  const offered = point.answers.find((answer) => draft(agreeKey(answer)).value !== "");
  const byItself = useReopened(agreeing, newAgreement(item).touched ? "new" : offered);
  const close = () => { agreeing.value = ""; };

  return (
    <>
      <div class="in-room">
        <PointThread plan={plan} point={point} waiting={undefined} onAgree={(answer) => { agreeing.value = answer; }} />
      </div>
      {typeof agreeing.value === "object" && <AgreementSheet plan={plan} point={item} answer={agreeing.value} onDone={close} />}
      {people.length > 1 && (
        <section class="block">
          <Picks legend={words.round} layout="grid">
            {people.map((one) => (
              <Pick key={one} type="checkbox" name="spoken" value={one} checked={spoken.includes(one)}
                onPick={(on) => { room.value = { ...room.value, spoken: { ...room.value.spoken, [item.id]: on ? [...spoken, one] : spoken.filter((other) => other !== one) } }; }}>
                {one === "citizen" ? words.me : nameOf(plan, one)}
              </Pick>
            ))}
          </Picks>
          <div class="after s"><Note>{words.roundNote}</Note></div>
        </section>
      )}
      <section class="block">
        <Field own rows={3} label={<b>{words.agreed}</b>} note={own?.body.state === "approved" ? undefined : words.agreedNote} value={text.value} maxLength={4000} onInput={text.set} />
        {theirWords(outcomes, item.id).map((one) => (
          <div class="after s" key={one.id}><Note>{words.theirs(nameOf(plan, one.voice))}</Note><p class="said-by">{one.body.text}</p></div>
        ))}
        {agreeing.value === "new"
          ? <div class="after"><NewAgreement plan={plan} meeting={meeting} point={item} pressed={!byItself} onDone={close} /></div>
          : <Acts><Act icon="plus" about={brief(item.body.text)} onPress={() => { agreeing.value = "new"; }}>{t.meetings.newAgreement}</Act></Acts>}
      </section>
    </>
  );
}

/** The arrow keys go from point to point, unless somebody is writing. */
function useArrows(move: (step: 1 | -1) => void): void {
  const now = useRef(move);
  now.current = move;
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
      if (step === 0 || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      if ((event.target as Element).closest("input, textarea, select, [contenteditable]")) return;
      event.preventDefault();
      now.current(step);
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, []);
}

/** The phone lies on the table and is read from: it stays lit where it can be asked to. */
function useWakefulScreen(): void {
  useEffect(() => {
    let lock: { release(): Promise<void> } | undefined;
    let left = false;
    const ask = () => {
      if (document.visibilityState !== "visible") return;
      // Not every browser has it, and a flat battery says no: then the screen goes dark as always.
      void navigator.wakeLock?.request("screen").then((given) => { if (left) void given.release(); else lock = given; }, () => undefined);
    };
    ask();
    document.addEventListener("visibilitychange", ask);
    return () => {
      left = true;
      document.removeEventListener("visibilitychange", ask);
      void lock?.release();
    };
  }, []);
}
