/** Settings: messages, seeing and reading, devices, and what is kept. What needs the network says so and waits. */

import { useEffect, useState } from "preact/hooks";
import {
  api, go, lang, lock, net, plan, push, session, signOut, theme, version, type PushAnswer, type PushDevice, type ReminderChoices,
} from "../state";
import { moment, t } from "../texts";
import { Act, Acts, Field, Message, Pick, Picks, Row, Rows, Screen } from "../ui";

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

export default function Settings() {
  const signedIn = session.value?.signedIn === true;
  return (
    <Screen title={t.settings.title} back={{ href: "/", label: t.common.tabs.today }}>
      {signedIn && <Messages />}
      {signedIn && <Reminders />}
      <Seeing />
      {signedIn && <Devices />}
      <section class="block">
        <h2>{t.settings.kept}</h2>
        <div class="sheet stack near">
          {kept().map((words) => <p>{words}</p>)}
        </div>
        <div class="after">
          <Rows><Row href="/waiting" icon="saved" title={t.settings.waiting} note={t.settings.waitingNote(net.value.waiting + net.value.refused)} /></Rows>
        </div>
      </section>
      {plan.value?.role === "citizen" && <MyData />}
      <p class="note after">{t.settings.version(version)}</p>
    </Screen>
  );
}

/** What is kept, for the one who reads it. */
function kept(): string[] {
  const who = session.value;
  if (who?.signedIn && who.person.door === "professional") return [t.settings.keptProfessional, t.settings.keptTheirs];
  if (who?.signedIn && who.plans.length > 0 && who.plans.every((plan) => plan.role === "member")) return [t.settings.keptRelative, t.settings.keptTheirs];
  return [t.settings.keptPhone, t.settings.keptServer, t.settings.keptOthers, t.settings.keptLooks];
}

function Messages() {
  const [answer, ask] = useAnswer<PushAnswer>("/api/push");
  const [busy, setBusy] = useState(false);
  const [said, say] = useState<string>();
  const state = push.state.value;
  const act = (work: () => Promise<unknown>, words?: string) => async () => {
    setBusy(true);
    say(undefined);
    try {
      await work();
      if (words) say(words);
    } catch {
      say(net.value.online ? t.common.failedOnline : t.common.needsNet);
    }
    ask();
    setBusy(false);
  };
  const devices = answer?.devices ?? [];
  const here = devices.find((device) => isHere(device));
  const elsewhere = devices.filter((device) => device !== here);
  const words = { on: t.settings.pushOn, off: t.settings.pushOff, blocked: t.settings.pushBlocked, unsupported: t.settings.pushUnsupported }[state];
  return (
    <section class="block near">
      <h2>{t.settings.push}</h2>
      <div class="sheet">
        <p>{words}</p>
        {state === "on" && here && <p class="note">{reached(here)}</p>}
        {(state === "on" || state === "off") && (
          <Acts>
            {state === "off" && <Act busy={busy} onPress={() => void act(() => push.turnOn())()}>{t.settings.turnOn}</Act>}
            {state === "on" && <Act busy={busy} onPress={() => void act(() => push.test(), t.settings.tested)()}>{t.settings.test}</Act>}
            {state === "on" && <Act onPress={() => void act(() => push.turnOff())()} about={t.settings.thisDevice}>{t.settings.turnOff}</Act>}
          </Acts>
        )}
        <p role="status" class={said ? "after s" : "hide"}>{said}</p>
      </div>
      <div class="sheet"><p class="kind">{t.settings.onScreen}</p><p>{t.settings.pushText}</p></div>
      {elsewhere.length > 0 && (
        <div class="after">
          <p class="kind">{t.settings.otherDevices}</p>
          <Rows>
            {elsewhere.map((device) => (
              <Row key={device.id} title={device.label} note={reached(device)} action={
                <Act onPress={() => void act(() => api.delete(`/api/push/${device.id}`))()} about={device.label}>{t.settings.turnOff}</Act>
              } />
            ))}
          </Rows>
        </div>
      )}
    </section>
  );
}

function isHere(device: PushDevice): boolean {
  return Boolean((device as { current?: unknown }).current);
}

function reached(device: PushDevice): string {
  if ((device.failures ?? 0) >= 2) return t.settings.unreached;
  return device.lastReachedAt ? t.settings.reachedAt(moment(device.lastReachedAt)) : t.settings.notReached;
}

function Reminders() {
  const [choices, ask] = useAnswer<ReminderChoices>("/api/reminder-choices");
  const [said, say] = useState<string>();
  const [from, setFrom] = useState<string>();
  const [until, setUntil] = useState<string>();
  const save = async (next: ReminderChoices) => {
    try {
      await api.put("/api/reminder-choices", next);
      say(t.settings.saved);
    } catch {
      say(net.value.online ? t.common.failedOnline : t.common.needsNet);
    }
    ask();
  };
  if (!choices) {
    return net.value.online ? null : <section class="block"><h2>{t.settings.reminders}</h2><p class="note">{t.settings.offline}</p></section>;
  }
  const quietFrom = from ?? choices.quietFrom ?? "";
  const quietUntil = until ?? choices.quietUntil ?? "";
  return (
    <section class="block">
      <h2>{t.settings.reminders}</h2>
      <Picks legend={t.settings.remindersLegend} hideLegend layout="rowed">
        {CHOICES.map((minutes) => (
          <Pick type="checkbox" name="reminder" checked={choices.minutesBefore.includes(minutes)}
            onPick={(on) => void save({ ...choices, minutesBefore: on ? [...choices.minutesBefore, minutes].sort((a, b) => b - a) : choices.minutesBefore.filter((each) => each !== minutes) })}>
            {t.settings.before[minutes]}
          </Pick>
        ))}
      </Picks>
      <div class="sheet after">
        <p><b>{t.settings.quiet}</b></p>
        <p class="note">{t.settings.quietNote}</p>
        <div class="picks grid rowed after s">
          <Field label={t.settings.quietFrom} type="time" value={quietFrom.slice(0, 5)} onInput={setFrom} />
          <Field label={t.settings.quietUntil} type="time" value={quietUntil.slice(0, 5)} onInput={setUntil} />
        </div>
        {(from !== undefined || until !== undefined) && quietFrom && quietUntil && (
          <Acts><Act onPress={() => { void save({ ...choices, quietFrom, quietUntil }); setFrom(undefined); setUntil(undefined); }}>{t.settings.saveQuiet}</Act></Acts>
        )}
      </div>
      <p role="status" class={said ? "note after s" : "hide"}>{said}</p>
    </section>
  );
}

function Seeing() {
  return (
    <section class="block">
      <h2>{t.settings.seeing}</h2>
      <Picks legend={t.settings.theme} layout="rowed">
        {(["auto", "light", "dark"] as const).map((each) => (
          <Pick name="theme" checked={theme.value === each} onPick={() => { theme.value = each; }}>{t.settings.themes[each]}</Pick>
        ))}
      </Picks>
      <Picks legend={t.settings.language} layout="grid">
        <Pick name="lang" checked={lang.value === "da"} onPick={() => { lang.value = "da"; }}><span lang="da">Dansk</span></Pick>
        <Pick name="lang" checked={lang.value === "en"} onPick={() => { lang.value = "en"; }}><span lang="en">English</span></Pick>
      </Picks>
    </section>
  );
}

function Devices() {
  const [busy, setBusy] = useState<"here" | "everywhere">();
  const [said, say] = useState<string>();
  const waits = net.value.waiting > 0;
  const out = async (everywhere: boolean) => {
    if (waits && !net.value.online) { say(t.settings.signOutWaits); return; }
    setBusy(everywhere ? "everywhere" : "here");
    try {
      await signOut({ everywhere });
      go("/", { replace: true });
    } catch {
      say(net.value.online ? t.common.failedOnline : t.common.needsNet);
      setBusy(undefined);
    }
  };
  return (
    <section class="block">
      <h2>{t.settings.devices}</h2>
      <Rows>
        <Row href="/code" icon="lock" title={t.settings.code} note={lock.isSet.value ? t.settings.codeOn : t.settings.codeOff} />
        <Row href="/devices" title={t.settings.myDevices} note={t.settings.myDevicesNote} />
      </Rows>
      <Acts>
        <Act busy={busy === "here" && t.settings.signingOut} onPress={() => void out(false)}>{t.settings.signOut}</Act>
        <Act busy={busy === "everywhere" && t.settings.signingOut} onPress={() => void out(true)}>{t.settings.signOutEverywhere}</Act>
      </Acts>
      <p class="note after s">{t.settings.signOutNote}</p>
      {said && <div class="after"><Message alert title={said} /></div>}
    </section>
  );
}

/** The citizen's own: the pages it leads to need a network, and say so. */
function MyData() {
  return (
    <section class="block">
      <h2>{t.settings.myData}</h2>
      <Rows>
        <Row href="/export" title={t.settings.export} note={t.settings.exportNote} />
        <Row href="/erase" title={t.settings.erase} note={t.settings.eraseNote} />
      </Rows>
    </section>
  );
}
