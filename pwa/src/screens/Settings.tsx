/** Settings: messages, seeing and reading, devices, and what is kept. What needs the network says so and waits. */

import { install, lang, lock, net, plan, promised, push, session, theme, version } from "../state";
import { t } from "../texts";
import { Pick, Picks, Row, Rows, Screen } from "../ui";
import { SignOut } from "./settings/SignOut";

export default function Settings() {
  const signedIn = session.value?.signedIn === true;
  return (
    <Screen title={t.common.settings} back={{ href: "/", label: t.common.tabs.today }}>
      {signedIn && (
        <section class="block near">
          <Rows>
            <Row href="/settings/reminders" title={t.settings.messages} note={push.state.value === "on" ? t.settings.messagesOn : t.settings.messagesOff} />
            <Row href="/settings/calendar" title={t.settings.calendar} />
            {!install.installed.value && <Row href="/install" title={t.settings.install} note={t.settings.installNote} />}
          </Rows>
        </section>
      )}
      {plan.value?.role === "citizen" && <section class="block"><Rows><Row href="/helped" icon="team" title={t.settings.helped} note={t.settings.helpedNote} /></Rows></section>}
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
      <section class="block">
        <h2>{t.settings.help}</h2>
        <Rows>
          <Row href="/words" title={t.settings.dictionary} note={t.settings.dictionaryNote} />
          <Row href="/accessibility" title={t.common.accessibility} note={t.settings.accessibilityNote} />
        </Rows>
      </section>
      <p class="note after">{t.settings.version(version)}</p>
    </Screen>
  );
}

/** What is kept, for the one who reads it. */
function kept(): string[] {
  const who = session.value;
  if (who?.signedIn && who.person.door === "professional") return [t.settings.keptProfessional, t.settings.keptTheirs];
  if (who?.signedIn && who.plans.length > 0 && who.plans.every((plan) => plan.role === "member")) return [t.settings.keptRelative, t.settings.keptTheirs];
  const promise = promised.value === undefined ? [] : [promised.value ? t.settings.keptPromised : t.settings.keptUnpromised];
  return [t.settings.keptPhone, ...promise, t.settings.keptServer, t.settings.keptOthers, t.settings.keptLooks];
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
  return (
    <section class="block">
      <h2>{t.settings.devices}</h2>
      <Rows>
        <Row href="/code" icon="lock" title={t.settings.code} note={lock.isSet.value ? t.settings.codeOn : t.settings.codeOff} />
        <Row href="/accounts" title={t.settings.others} />
        <Row href="/devices" title={t.settings.myDevices} note={t.settings.myDevicesNote} />
      </Rows>
      <SignOut />
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
