/**
 * Meetings one after the other: at an interval, or as a template counts them from the day one comes home. The days are
 * shown before anything is kept, with holidays; then each is a meeting of its own, and one yes asks people to all of them.
 */

import { useSignal } from "@preact/signals";
import { clearDraft, content, daysOff, draft, go, inWords, net, newItemId, write, type Item, type Link, type PlanView, type ScreenProps } from "../../state";
import { clock, t, upper, weekdayDay } from "../../texts";
import { Act, Field, Fold, Folds, Note, Pick, Picks, Screen } from "../../ui";
import { Asking, keepToAsk } from "./Asking";
import { missingIn, nothingYet, whenFields, type Missing, type When } from "./new-meeting";
import { Later } from "./Later";
import { NotHere } from "./NotHere";
import { ownPlan } from "./own";
import { Question, useMoved } from "./Question";
import { callerOf, daysAfter, daysOf, EVERY, FURTHEST, MOST, nextWorkingDay, UNITS, type Unit } from "./series";
import { addDays, INTERVALS, isDay, isWorkingDay, today, wallAt, type Day, type Interval } from "./times";
import { series } from "./series-words";
import { WhenForm } from "./When";
import { namesOf, now } from "./words";
import "./meetings.css";

type Step = "when" | "days" | "who" | "yes";
interface Draft {
  open: Step;
  /** Counted from the day one comes home. */
  home: boolean;
  template: string;
  when: When;
  interval: Interval | "own" | "";
  count: string;
  unit: Unit;
  times: string;
  until: string;
  days: Day[];
  calledBy: string;
  who: string[];
  made: string[];
}
const EMPTY: Draft = { open: "when", home: false, template: "", when: nothingYet, interval: "", count: "", unit: "weeks", times: "", until: "", days: [], calledBy: "", who: [], made: [] };
const TIMES = ["2", "3", "4", "6"] as const;

export default function Series({ query }: ScreenProps) {
  const mine = ownPlan.value;
  if (!mine) return <NotHere title={t.meetings.series.title} note={t.common.nothingHereNote} back={{ href: "/", label: t.common.tabs.today }} />;
  const later = mine.item(query.get("later") ?? "");
  if (later?.kind === "meeting") {
    return (
      <Screen title={t.meetings.series.later} back={{ href: `/meetings/${later.id}`, label: t.meetings.see }} state={net.value.online ? undefined : "saved"}>
        <Later plan={mine} meeting={later as Item<"meeting">} />
      </Screen>
    );
  }
  const about = mine.item(query.get("discharge") ?? "");
  const home = about?.kind === "meeting" || query.has("home");
  return (
    <Screen asks title={home ? series.homeTitle : t.meetings.series.title} back={{ href: "/meetings", label: t.meetings.title }} state={net.value.online ? undefined : "saved"}>
      <Making plan={mine} home={home} about={about?.kind === "meeting" ? (about as Item<"meeting">) : undefined} />
    </Screen>
  );
}

function Making({ plan, home, about }: { plan: PlanView; home: boolean; about: Item<"meeting"> | undefined }) {
  const key = home ? "series-home" : "series";
  const kept = draft(key);
  const templates = content.value.followUps;
  const first = about?.body.dischargeOn ?? (home ? today(now()) : "");
  const start: Draft = { ...EMPTY, home, template: templates[0]?.id ?? "", when: { ...nothingYet, day: first, from: "10:00", to: "11:00" } };
  const read = (): Draft => (kept.value ? { ...start, ...(JSON.parse(kept.value) as Partial<Draft>) } : start);
  const state = read();
  const set = (part: Partial<Draft>) => { kept.value = JSON.stringify({ ...read(), ...part }); };
  const missing = useSignal<Missing>({});
  const asked = useSignal(false);
  const busy = useSignal(false);
  const words = series;
  const isMoved = useMoved(state.open);
  const template = templates.find((one) => one.id === state.template);
  const team = plan.members.filter((member) => member.status === "active" && !member.isMe);
  const who = state.who.filter((member) => team.some((one) => one.id === member));
  const days = [...new Set(state.days)].sort();

  function count(): Day[] {
    if (home) return template && isDay(state.when.day) ? daysAfter(state.when.day, template.after).map((day) => nextWorkingDay(day, daysOff.value)).filter((day) => day >= today(now())) : [];
    const every = state.interval === "own" ? { count: Math.floor(Number(state.count)), unit: state.unit } : state.interval && EVERY[state.interval];
    if (!every || !(every.count > 0 && every.count < 100) || !isDay(state.when.day)) return [];
    return daysOf(state.when.day, every, state.times === "until" ? { until: isDay(state.until) ? state.until : "" } : { times: Math.min(Number(state.times), MOST) });
  }

  function toDays() {
    const lacks = missingIn({ ...state.when, day: home ? addDays(today(now()), 1) : state.when.day }, today(now()));
    if (home && !isDay(state.when.day)) lacks.day = "missingDay";
    missing.value = lacks;
    asked.value = true;
    const found = count();
    if (Object.keys(lacks).length > 0 || found.length === 0) return;
    const calls = callerOf(team, template?.calledBy || undefined);
    set({ days: found, open: "days", ...(home && !state.calledBy && calls ? { calledBy: calls } : {}) });
    scrollTo(0, 0);
  }

  /** Keeps the meetings on the phone. Each is one of its own from here on; the series only says that they belong together. */
  async function keep() {
    busy.value = true;
    const together = newItemId();
    const made: string[] = [];
    const link: Link | undefined = about && { scope: about.scope, item: about.id };
    for (const day of days) {
      const body = { kind: "meeting" as const, meetingKind: home ? (template?.meetingKind ?? "follow_up") : ("follow_up" as const), ...whenFields({ ...state.when, day }), series: together, calledBy: state.calledBy };
      made.push(await write.create("meeting:", body, { plan: plan.id, ...(link ? { from: link } : {}) }));
    }
    for (const meeting of made) keepToAsk(meeting, askable(meeting) ? who : []);
    busy.value = false;
    set({ made, open: "yes" });
    if (who.length === 0) leave(made);
    else scrollTo(0, 0);
  }
  // Nobody can say yes to something more than a year away.
  const askable = (meeting: string) => {
    const at = days[read().made.indexOf(meeting)] ?? days[0] ?? "";
    return at <= addDays(today(now()), FURTHEST);
  };

  function leave(made = state.made) {
    clearDraft(key);
    go(made[0] ? `/meetings/${made[0]}` : "/meetings", { replace: true });
  }

  const [one, ...also] = state.made.filter((meeting) => plan.item(meeting) !== undefined && askable(meeting));
  return (
    <>
      <Folds>
        {(state.open === "days" || state.open === "who") && <Fold question={home ? words.homeDay : words.firstDay} answer={`${upper(weekdayDay(state.when.day))} ${home ? "" : clock(wallAt(state.when.day, state.when.from))}`.trim()} onEdit={() => set({ open: "when" })} />}
        {state.open === "who" && <Fold question={words.days} answer={words.count(days.length)} onEdit={() => set({ open: "days" })} />}
      </Folds>

      {state.open === "when" && (
        <Question key="when" moved={isMoved}>
          {home && <Note>{words.homeNote}</Note>}
          {home && templates.length === 0 && <p class="after">{words.noTemplate}</p>}
          {home && templates.length > 1 && (
            <Picks legend={words.template}>
              {templates.map((each) => <Pick key={each.id} name="template" value={each.id} checked={state.template === each.id} onPick={() => set({ template: each.id })}>{inWords(each.label)}</Pick>)}
            </Picks>
          )}
          <div class="after"><WhenForm when={state.when} missing={missing.value} {...(home ? { dayLabel: words.homeDay } : {})} onChange={(when) => { missing.value = {}; set({ when }); }} /></div>
          {!home && <HowOften state={state} set={set} asked={asked.value} />}
          <Act main wide onPress={toDays}>{words.seeDays}</Act>
        </Question>
      )}

      {state.open === "days" && (
        <Question key="days" moved={isMoved}>
          <h2>{words.days}</h2>
          <Note>{words.daysNote}</Note>
          <ol class="series-days after">
            {days.map((day) => <DayOf key={day} day={day} from={state.when.from} alone={days.length === 1}
              onTake={(other) => set({ days: days.map((each) => (each === day ? other : each)) })} onDrop={() => set({ days: days.filter((each) => each !== day) })} />)}
          </ol>
          <Act main wide onPress={() => { set({ open: "who" }); scrollTo(0, 0); }}>{t.meetings.onward}</Act>
        </Question>
      )}

      {state.open === "who" && (
        <Question key="who" moved={isMoved}>
          <Picks legend={words.whoCalls}>
            <Pick name="calls" value="" checked={state.calledBy === ""} onPick={() => set({ calledBy: "" })}>{words.nobodyCalls}</Pick>
            <Pick name="calls" value="citizen" checked={state.calledBy === "citizen"} onPick={() => set({ calledBy: "citizen" })}>{t.meetings.me}</Pick>
            {team.map((member) => (
              <Pick key={member.id} name="calls" value={member.id} checked={state.calledBy === member.id} note={upper(member.organisation || t.common.roles[member.role])} onPick={() => set({ calledBy: member.id })}>{member.name}</Pick>
            ))}
          </Picks>
          {team.length > 0 && (
            <div class="after l">
              <Picks legend={t.meetings.who}>
                {team.map((member) => (
                  <Pick key={member.id} type="checkbox" name="who" value={member.id} checked={who.includes(member.id)} note={upper(member.organisation || t.common.roles[member.role])}
                    onPick={(on) => set({ who: on ? [...who, member.id] : who.filter((other) => other !== member.id) })}>{member.name}</Pick>
                ))}
              </Picks>
              <div class="after s"><Note>{t.meetings.whoNote}</Note></div>
            </div>
          )}
          <Act main wide busy={busy.value} onPress={() => void keep()}>{words.save(days.length)}</Act>
        </Question>
      )}

      {state.open === "yes" && (
        <>
          <p class="said" role="status">{words.kept(state.made.length)}</p>
          {one && who.length > 0 ? (
            <Asking plan={plan} meeting={one} also={also} members={who} stamp={days.join()} title={net.value.online ? t.meetings.yesTitle : t.meetings.notAskedYet(namesOf(plan, who))}
              onAsked={leave} onWait={leave} waitIsMain waitWords={net.value.online ? t.meetings.notNow : t.meetings.see} />
          ) : <Act main wide onPress={() => leave()}>{t.meetings.see}</Act>}
        </>
      )}
    </>
  );
}

function HowOften({ state, set, asked }: { state: Draft; set: (part: Partial<Draft>) => void; asked: boolean }) {
  const words = series;
  return (
    <>
      <div class="after l">
        <Picks legend={words.often} layout="grid" missing={asked && !state.interval ? words.missingOften : undefined}>
          {INTERVALS.map((interval) => <Pick key={interval} name="often" value={interval} checked={state.interval === interval} onPick={() => set({ interval })}>{t.meetings.intervals[interval]}</Pick>)}
          <Pick name="often" value="own" checked={state.interval === "own"} onPick={() => set({ interval: "own" })}>{t.meetings.intervals.own}</Pick>
        </Picks>
        {state.interval === "own" && (
          <div class="inset">
            <Field label={words.ownCount} type="number" inputMode="numeric" value={state.count} missing={asked && !(Number(state.count) > 0) ? words.missingCount : undefined} onInput={(value) => set({ count: value })} />
            <Picks legend={words.ownUnit} hideLegend layout="rowed">
              {UNITS.map((unit) => <Pick key={unit} name="unit" value={unit} checked={state.unit === unit} onPick={() => set({ unit })}>{words.units[unit]}</Pick>)}
            </Picks>
          </div>
        )}
      </div>
      <div class="after l">
        <Picks legend={words.times} layout="grid" missing={asked && !state.times ? words.missingTimes : undefined}>
          {TIMES.map((times) => <Pick key={times} name="times" value={times} checked={state.times === times} onPick={() => set({ times })}>{words.count(Number(times))}</Pick>)}
          <Pick name="times" value="until" checked={state.times === "until"} onPick={() => set({ times: "until" })}>{words.untilDay}</Pick>
        </Picks>
        {state.times === "until" && (
          <div class="inset"><Field label={words.lastDay} type="date" value={state.until} min={state.when.day} missing={asked && !(state.until >= state.when.day && isDay(state.until)) ? t.meetings.missingDay : undefined} onInput={(until) => set({ until })} /></div>
        )}
      </div>
    </>
  );
}

/** One day of the list: what it is called when it is a holiday, and the next working day beside it. */
function DayOf({ day, from, alone, onTake, onDrop }: { day: Day; from: string; alone: boolean; onTake: (day: Day) => void; onDrop: () => void }) {
  const off = daysOff.value;
  const words = series;
  const free = !isWorkingDay(day, off);
  const next = nextWorkingDay(day, off);
  const said = weekdayDay(day, day.slice(0, 4) !== today(now()).slice(0, 4));
  return (
    <li>
      <b>{upper(said)}</b> {clock(wallAt(day, from))}
      {free && <Note>{t.meetings.series.dayOff(off.get(day))}</Note>}
      <div class="tools">
        {free && <Act plain onPress={() => onTake(next)}>{t.meetings.takeDay(weekdayDay(next))}</Act>}
        {!alone && <Act plain about={said} onPress={onDrop}>{words.drop}</Act>}
      </div>
    </li>
  );
}
