/** Kode på telefonen: choose one, write it twice, and decide about the safety plan. Works without a network. */

import { useEffect, useState } from "preact/hooks";
import { go, lock, plan, route, session } from "../state";
import { enlist } from "../state/leaving";
import { t } from "../texts";
import { Act, Acts, Message, Pick, Picks, Screen } from "../ui";
import { Pad } from "./lock/Pad";
import { addPasskey, mayWork } from "./lock/passkey";
import { words as lockWords } from "./lock/words";
import { words } from "./code/words";

const BACK = () => ({ href: "/settings", label: t.common.settings });

export default function Code() {
  const [choosing, setChoosing] = useState(!lock.isSet.value);
  return choosing ? <Choose onDone={() => setChoosing(false)} /> : <Chosen onOther={() => setChoosing(true)} />;
}

function Choose({ onDone }: { onDone: () => void }) {
  const [first, setFirst] = useState<string>();
  const [differs, setDiffers] = useState(false);
  const [busy, setBusy] = useState(false);
  const full = async (digits: string) => {
    if (first === undefined) {
      setDiffers(false);
      setFirst(digits);
    } else if (digits === first) {
      setBusy(true);
      await lock.set(digits, lock.safetyOpen.peek());
      onDone();
    } else {
      setFirst(undefined);
      setDiffers(true);
    }
  };
  const title = differs ? words.differs : first === undefined ? words.choose : words.repeat;
  const lead = busy ? t.common.saving : differs ? words.differsLead : first === undefined ? words.chooseLead : isEasy(first) ? words.easy : words.repeatLead;
  return (
    <Screen title={title} back={BACK()} lead={<span role="status">{lead}</span>} tabs="none">
      <div class="lock choosing">
        <Pad onFull={(digits) => void full(digits)} still={busy} />
        <Act plain href="/settings">{t.common.undo}</Act>
      </div>
      {first === undefined && <What />}
    </Screen>
  );
}

/** The same digit throughout, or one after the other: the first that anybody tries. */
function isEasy(digits: string): boolean {
  const steps = [...digits].slice(1).map((digit, place) => Number(digit) - Number(digits[place]));
  return steps.every((step) => step === steps[0]) && Math.abs(steps[0] ?? 0) <= 1;
}

function Chosen({ onOther }: { onOther: () => void }) {
  const remove = async () => {
    await lock.remove();
    go("/settings", { replace: true });
  };
  return (
    <Screen title={words.saved} back={BACK()} lead={words.isOn}>
      {/* Who came here because help needs a code goes on to it. */}
      {route.value.query.get("then") === "helped" && <Acts><Act main wide href="/helped">{words.onward}</Act></Acts>}
      <div class="after l">
      <Picks legend={words.askSafety}>
        <Pick name="safety" checked={lock.safetyOpen.value} onPick={() => void lock.openSafety(true)} note={words.safetyNote}>{words.yes}</Pick>
        <Pick name="safety" checked={!lock.safetyOpen.value} onPick={() => void lock.openSafety(false)} note={words.safetyNote}>{words.no}</Pick>
      </Picks>
      </div>
      <Called />
      <Acts>
        <Act onPress={() => { lock.close(); }}>{words.now}</Act>
        <Act onPress={onOther}>{words.other}</Act>
        <Act onPress={() => void remove()}>{words.remove}</Act>
      </Acts>
      <Passkey />
      <What />
    </Screen>
  );
}

/** What others read of somebody whose plan stays on a phone that they hold too. Nothing, unless the person wants it. */
function Called() {
  const who = session.value?.signedIn && plan.value?.role === "citizen" ? session.value.person : undefined;
  const [now, setNow] = useState(() => who && enlist(who.id));
  if (!who || !now) return null;
  const choose = (name: string) => setNow(enlist(who.id, name));
  const first = who.name.split(" ")[0] ?? "";
  return (
    <div class="after l">
      <Picks legend={words.called}>
        <Pick name="called" checked={!now.name} onPick={() => choose("")}>{lockWords.person(now.number)}</Pick>
        <Pick name="called" checked={now.name !== undefined} onPick={() => choose(first)}>{first}</Pick>
      </Picks>
      <p class="note after s">{words.calledNote}</p>
    </div>
  );
}

/** Finger or face, where the phone has it: beside the code, never instead of it. */
function Passkey() {
  const [offered, setOffered] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  useEffect(() => void mayWork().then(setOffered, () => undefined), []);
  const isOn = lock.passkey.value !== undefined;
  if (!offered && !isOn) return null;
  const add = async () => {
    setBusy(true);
    setFailed(!(await addPasskey()));
    setBusy(false);
  };
  return (
    <section class="block">
      <h2>{words.passkey}</h2>
      <p class="near">{isOn ? words.passkeyOn : words.passkeyLead}</p>
      <p class="near">{words.passkeyWho}</p>
      {failed && <div class="after" role="status"><Message title={words.passkeyCannot} /></div>}
      <Acts>
        {isOn
          ? <Act onPress={() => void lock.dropPasskey()}>{words.passkeyOff}</Act>
          : <Act busy={busy && lockWords.opening} onPress={() => void add()}>{lockWords.passkeyUse}</Act>}
      </Acts>
    </section>
  );
}

function What() {
  return (
    <section class="block">
      <h2>{words.what}</h2>
      <div class="sheet stack near"><p>{words.can}</p><p>{words.cannot}</p><p>{words.unsent}</p>{plan.value?.role === "citizen" && <p>{words.stays}</p>}<p>{words.others}</p></div>
    </section>
  );
}
