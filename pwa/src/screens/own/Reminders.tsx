/** Beskeder: this phone on or off, when, the quiet time, and what each device shows. Everything here is the server's to keep. */

import { useEffect, useState } from "preact/hooks";
import { api, net, plan, push, type PushAnswer, type PushDevice, type ReminderChoices, type ScreenProps } from "../../state";
import { moment, t } from "../../texts";
import { Act, Acts, Field, Message, Pick, Picks, Row, Rows, Screen } from "../../ui";
import { browserOf } from "./browsers";
import { words } from "./reminder-words";

const CHOICES = [10080, 1440, 120] as const;

/** Ask once the phone is online; undefined until then. */
function useAnswer<T>(path: string): [T | undefined, () => void] {
  const [answer, setAnswer] = useState<T>();
  const [turn, setTurn] = useState(0);
  const online = net.value.online;
  useEffect(() => {
    if (!online) return undefined;
    let here = true;
    api.get<T>(path).then((got) => { if (here) setAnswer(got); }, () => undefined);
    return () => { here = false; };
  }, [path, online, turn]);
  return [answer, () => setTurn((now) => now + 1)];
}

/** Do it, and say how it went in a place that is read aloud. */
function useSaying(then: () => void): [string | undefined, boolean, (work: () => Promise<unknown>, done?: string) => void] {
  const [said, say] = useState<string>();
  const [busy, setBusy] = useState(false);
  const act = async (work: () => Promise<unknown>, done?: string) => {
    setBusy(true);
    say(undefined);
    try {
      await work();
      say(done);
    } catch {
      say(net.value.online ? words.failed : t.common.needsNet);
    }
    then();
    setBusy(false);
  };
  return [said, busy, (work, done) => void act(work, done)];
}

export default function Reminders(_props: ScreenProps) {
  const [answer, ask] = useAnswer<PushAnswer>("/api/push");
  const [choices, askChoices] = useAnswer<ReminderChoices>("/api/reminder-choices");
  const devices = answer?.devices ?? [];
  const here = devices.find((device) => device.current);
  return (
    <Screen title={words.title} lead={words.lead} back={{ href: "/settings", label: t.common.settings }}>
      <ThisPhone here={here} ask={ask} />
      {choices && <When choices={choices} ask={askChoices} />}
      {choices && <Quiet choices={choices} ask={askChoices} />}
      {choices && devices.length > 1 && <Devices devices={devices} chosen={choices.minutesBefore} ask={ask} />}
      {!net.value.online && <section class="block"><p>{words.offline}</p></section>}
      <section class="block">
        <Rows><Row href="/settings/calendar" title={words.calendar} note={words.calendarNote} /></Rows>
      </section>
    </Screen>
  );
}

function ThisPhone({ here, ask }: { here: PushDevice | undefined; ask: () => void }) {
  const [said, busy, act] = useSaying(ask);
  const state = push.state.value;
  const isLost = state === "on" && (here?.failures ?? 0) >= 2;
  const status = { on: words.pushOn, off: words.pushOff, blocked: words.pushBlocked, unsupported: words.pushUnsupported }[state];
  return (
    <section class="block near">
      <h2>{words.push}</h2>
      {isLost && (
        <Message edge title={words.unreached} acts={<Act href="/settings/calendar">{words.calendar}</Act>}>{words.unreachedNote}</Message>
      )}
      <div class="sheet">
        <p>{status}</p>
        {state === "blocked" && <ol class="stack after s">{words.openAgain[browserOf(navigator.userAgent)].map((step, place) => <li>{place + 1}. {step}</li>)}</ol>}
        {state === "on" && here && !isLost && <p class="note">{here.lastReachedAt ? words.reachedAt(moment(here.lastReachedAt)) : words.notReached}</p>}
        {(state === "on" || state === "off") && (
          <Acts>
            {state === "off" && <Act busy={busy} onPress={() => act(() => push.turnOn())}>{words.turnOn}</Act>}
            {state === "on" && <Act busy={busy} onPress={() => act(() => push.test(), words.tested)}>{words.test}</Act>}
            {state === "on" && <Act onPress={() => act(() => push.turnOff())} about={words.thisDevice}>{words.turnOff}</Act>}
          </Acts>
        )}
        {state === "unsupported" && <Acts><Act href="/install">{t.settings.install}</Act></Acts>}
        <p role="status" class={said ? "after s" : "hide"}>{said}</p>
      </div>
      <div class="sheet stack"><p class="kind">{words.get}</p>{words.gets.map((each) => <p>{each}</p>)}{plan.value?.role === "citizen" && <p>{words.getsEnds}</p>}<p class="note">{words.getsNot}</p></div>
      <div class="sheet"><p class="kind">{words.onScreen}</p><p>{words.pushText}</p><p class="note after s">{words.onScreenNote}</p></div>
    </section>
  );
}

function When({ choices, ask }: { choices: ReminderChoices; ask: () => void }) {
  const [said, , act] = useSaying(ask);
  const pick = (minutes: number, on: boolean) => {
    const others = choices.minutesBefore.filter((each) => each !== minutes);
    act(() => api.put("/api/reminder-choices", { ...choices, minutesBefore: on ? [...others, minutes] : others }), words.saved);
  };
  return (
    <section class="block">
      <Picks legend={words.when}>
        {CHOICES.map((minutes) => (
          <Pick type="checkbox" name="reminder" note={words.beforeNote[minutes]} checked={choices.minutesBefore.includes(minutes)} onPick={(on) => pick(minutes, on)}>
            {words.before[minutes]}
          </Pick>
        ))}
      </Picks>
      <p class="note after s">{choices.minutesBefore.length > 0 ? words.early : words.noneChosen}</p>
      <p role="status" class={said ? "note after s" : "hide"}>{said}</p>
    </section>
  );
}

function Quiet({ choices, ask }: { choices: ReminderChoices; ask: () => void }) {
  const [said, busy, act] = useSaying(ask);
  const [from, setFrom] = useState<string>();
  const [until, setUntil] = useState<string>();
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const quietFrom = from ?? choices.quietFrom;
  const quietUntil = until ?? choices.quietUntil;
  const save = (next: Partial<ReminderChoices>) => {
    act(() => api.put("/api/reminder-choices", { ...choices, ...next }).then(() => { setFrom(undefined); setUntil(undefined); }), words.saved);
  };
  return (
    <section class="block">
      <h2>{words.quiet}</h2>
      <div class="sheet">
        <p>{words.quietNote} {words.quietLate}</p>
        <div class="picks grid rowed after s">
          <Field label={words.quietFrom} type="time" value={quietFrom.slice(0, 5)} onInput={setFrom} />
          <Field label={words.quietUntil} type="time" value={quietUntil.slice(0, 5)} onInput={setUntil} />
        </div>
        <Acts>
          {(from !== undefined || until !== undefined) && quietFrom && quietUntil && <Act busy={busy} onPress={() => save({ quietFrom, quietUntil, zone: own })}>{words.saveQuiet}</Act>}
          {choices.quietFrom && <Act onPress={() => save({ quietFrom: "", quietUntil: "" })}>{words.noQuiet}</Act>}
        </Acts>
        {choices.quietFrom && <p class="note after s">{words.zone(placeOf(choices.zone))}</p>}
        {choices.quietFrom && own !== choices.zone && (
          <>
            <p class="note">{words.zoneOther(placeOf(own))}</p>
            <Acts><Act onPress={() => save({ zone: own })}>{words.useZone}</Act></Acts>
          </>
        )}
      </div>
      <p role="status" class={said ? "note after s" : "hide"}>{said}</p>
    </section>
  );
}

/** "Europe/Copenhagen" names a town in English; a person knows it by that. */
function placeOf(zone: string): string {
  return zone === "Europe/Copenhagen" ? words.denmark : (zone.split("/").pop() ?? zone).replaceAll("_", " ");
}

function Devices({ devices, chosen, ask }: { devices: PushDevice[]; chosen: number[]; ask: () => void }) {
  const [said, busy, act] = useSaying(ask);
  const show = (device: PushDevice, shown: { minutesBefore?: number[]; news?: boolean }) =>
    act(() => api.put(`/api/push/${device.id}`, { minutesBefore: device.minutesBefore, news: device.news, ...shown }), words.saved);
  return (
    <section class="block">
      <h2>{words.otherDevices}</h2>
      {[...devices].sort((a, b) => Number(b.current) - Number(a.current)).map((device) => (
        <div class="sheet" key={device.id}>
          <p><b>{device.label}</b></p>
          <p class="note">{reached(device)}</p>
          <Picks legend={device.current ? words.hereShows : words.shows(device.label)}>
              {CHOICES.filter((minutes) => chosen.includes(minutes)).map((minutes) => (
                <Pick type="checkbox" name={`shows-${device.id}`} checked={device.minutesBefore.includes(minutes)}
                  onPick={(on) => show(device, { minutesBefore: on ? [...device.minutesBefore, minutes] : device.minutesBefore.filter((each) => each !== minutes) })}>
                  {words.before[minutes]}
                </Pick>
              ))}
              <Pick type="checkbox" name={`news-${device.id}`} note={words.newsNote} checked={device.news} onPick={(on) => show(device, { news: on })}>{words.news}</Pick>
          </Picks>
          {!device.current && <Acts><Act busy={busy} onPress={() => act(() => api.delete(`/api/push/${device.id}`))} about={device.label}>{words.turnOff}</Act></Acts>}
        </div>
      ))}
      <p role="status" class={said ? "note after s" : "hide"}>{said}</p>
    </section>
  );
}

function reached(device: PushDevice): string {
  if ((device.failures ?? 0) >= 2) return words.unreachedOther;
  return device.lastReachedAt ? words.otherReachedAt(moment(device.lastReachedAt)) : words.notReached;
}
