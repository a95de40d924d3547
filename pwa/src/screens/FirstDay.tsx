/** The first day: room instead of tasks. "Ikke i dag" is as large as "Gem". Also where a plan is made, once. */

import { signal } from "@preact/signals";
import { useState } from "preact/hooks";
import { api, go, net, plans, refreshSession, session, sync, write } from "../state";
import { t } from "../texts";
import { Act, Acts, Field, HelpNow, Knot, Message, Row, Rows, Screen, Thread } from "../ui";
import { useDraft } from "./plan/drafted";

/** "Ikke i dag", for as long as this tab is open. */
const notToday = signal(false);

export default function FirstDay() {
  const plan = plans.value.find((each) => each.role === "citizen");
  const who = session.value;
  if (who?.signedIn && !plan) {
    const has = who.plans.some((each) => each.role === "citizen");
    return has ? <Waiting /> : who.person.door === "citizen" ? <MakePlan /> : <NoPlan />;
  }
  return <FirstDream />;
}

/** The plan is on its way to this phone. Nothing for a moment, then words. */
function Waiting() {
  return (
    <Screen title={t.plan.today.title} hideTitle tabs="citizen" quiet>
      {net.value.online ? <p class="late">{t.common.fetching}</p> : (
        <Message title={t.plan.first.notOnPhone} acts={<Act onPress={() => void refreshSession()}>{t.common.tryAgain}</Act>}>{t.plan.first.notOnPhoneNote}</Message>
      )}
      <div class="block"><HelpNow /></div>
    </Screen>
  );
}

function NoPlan() {
  return (
    <Screen title={t.plan.first.title} hideTitle>
      <Message title={t.plan.first.noPlan}>{t.plan.first.noPlanNote}</Message>
      <Acts><Act href="/settings">{t.settings.title}</Act></Acts>
      <div class="block"><HelpNow /></div>
    </Screen>
  );
}

function MakePlan() {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const make = async () => {
    setBusy(true);
    setFailed(false);
    try {
      await api.post("/api/plans");
    } catch (error) {
      if ((error as { code?: string }).code !== "has_plan") {
        setFailed(true);
        setBusy(false);
        return;
      }
    }
    await sync.now();
    setBusy(false);
  };
  const name = session.value?.signedIn ? session.value.person.name.split(" ")[0] : "";
  return (
    <Screen title={t.plan.first.title} hideTitle tabs="citizen">
      <Thread fromMark>
        <Knot kind="dream"><p class="dream-now">{t.plan.first.question(name ?? "")}</p><p class="lead">{t.plan.first.makeLead}</p></Knot>
        <Knot kind="slack">
          <Acts><Act main busy={busy && t.plan.first.making} onPress={() => void make()}>{t.plan.first.make}</Act></Acts>
          <p class="note after">{t.plan.first.invited}</p>
          {failed && <div class="after"><Message alert title={t.common.failed}>{net.value.online ? t.common.failedOnline : t.common.needsNet}</Message></div>}
        </Knot>
      </Thread>
    </Screen>
  );
}

function FirstDream() {
  const words = useDraft("write:dream::text");
  const [missing, setMissing] = useState<string>();
  const who = session.value;
  const name = who?.signedIn ? (who.person.name.split(" ")[0] ?? "") : "";
  const save = async () => {
    const text = words.value.trim();
    if (!text) { setMissing(undefined); queueMicrotask(() => setMissing(t.plan.write.emptyWord)); return; }
    await write.create("dream:", { kind: "dream", text });
    words.forget();
    go("/");
  };
  return (
    <Screen title={t.plan.first.title} hideTitle state={words.value ? "saved" : "works_offline"} tabs="citizen">
      <Thread fromMark>
        <Knot kind="dream">
          <p class="dream-now">{notToday.value ? t.plan.first.here : t.plan.first.question(name)}</p>
          {!notToday.value && <p class="lead">{t.plan.first.lead}</p>}
        </Knot>
        <Knot kind="slack">
          {notToday.value ? <Act plain onPress={() => { notToday.value = false; }}>{t.plan.writeDream}</Act> : (
            <form onSubmit={(event) => { event.preventDefault(); void save(); }}>
              <Field label={t.plan.myDream} hideLabel own rows={4} value={words.value} onInput={(value) => { words.set(value); setMissing(undefined); }} missing={missing} maxLength={4000} />
              <Acts><Act main onPress={() => void save()}>{t.common.save}</Act><Act onPress={() => { notToday.value = true; }}>{t.plan.first.notToday}</Act></Acts>
              <p class="note after s">{t.plan.first.note}</p>
            </form>
          )}
        </Knot>
      </Thread>
      <section class="block">
        <h2>{t.plan.first.elsewhere}</h2>
        <Rows>
          <Row href="/safety/guide" icon="lamp" lamp title={t.plan.first.safety} note={t.plan.first.safetyNote} />
          <Row href="/invite" icon="team" title={t.plan.first.invite} note={t.plan.first.inviteNote} />
          <Row href="/meetings/new" icon="meetings" title={t.plan.first.meeting} note={t.plan.first.meetingNote} />
          <Row href="/settings" icon="settings" title={t.plan.today.settings} />
        </Rows>
      </section>
    </Screen>
  );
}
