/** Skriv din kode: what stands there while nobody has shown that the phone is theirs. Help is under it, always. */

import { useEffect, useState } from "preact/hooks";
import { go, keptAccounts, lock, net, prove } from "../state";
import { account } from "../state/account";
import { clock, t } from "../texts";
import { Act, Acts, Call, Icon, Message, Screen } from "../ui";
import { Pad } from "./lock/Pad";
import { openByPasskey } from "./lock/passkey";
import { called, words } from "./lock/words";

export default function Lock() {
  const [forgot, setForgot] = useState(false);
  return forgot ? <Forgotten onBack={() => setForgot(false)} /> : <Ask onForgot={() => setForgot(true)} />;
}

function Ask({ onForgot }: { onForgot: () => void }) {
  const [wrong, setWrong] = useState(false);
  const [busy, setBusy] = useState(false);
  const waits = useWait(lock.notBefore.value);
  const tries = async (digits: string) => {
    setBusy(true);
    const opened = await lock.open(digits);
    if (!opened) {
      setWrong(true);
      setBusy(false);
    }
  };
  const [failed, setFailed] = useState(false);
  const touch = async () => {
    setFailed(!(await openByPasskey()));
  };
  const said = busy ? words.opening : waits ? words.waitNote(clock(new Date(lock.notBefore.value + 59_999))) : wrong ? words.again : failed ? words.passkeyNo : words.lead;
  return (
    <Screen title={waits ? words.wait : wrong ? words.wrong : words.title} kind={whoseCode()} tabs="none" quiet lead={<span role="status">{said}</span>}>
      <div class="lock">
        {/* While no code is looked at there is nothing to press: what can be done stands alone. */}
        {!waits && <Pad onFull={(digits) => void tries(digits)} still={busy} />}
        {lock.passkey.value && <Act plain icon="lock" onPress={() => void touch()}>{words.passkeyUse}</Act>}
        <div class="calls always">
          <a class="call open" href="/safety">
            <Icon name="lamp" lamp />
            <span class="grow"><b>{words.safety}</b><span class="note">{lock.safetyOpen.value ? words.safetyOpen : words.safetyClosed}</span></span>
            <Icon name="go" small />
          </a>
          <Call name={t.safety.danger} number="112" note={t.safety.dangerNote} danger />
        </div>
        <Act plain onPress={onForgot}>{words.forgot}</Act>
        <Act plain href="/accounts">{words.notYou}</Act>
      </div>
    </Screen>
  );
}

/** Where several plans lie on the phone: whose code it is. */
function whoseCode(): string | undefined {
  const all = keptAccounts();
  const mine = all.find(({ person }) => person === account.value?.person);
  return mine && all.length > 1 ? called(mine) : undefined;
}

/** True until the moment has come; then the screen is drawn again by itself. */
function useWait(until: number): boolean {
  const [, setNow] = useState(0);
  const left = until - Date.now();
  useEffect(() => {
    if (left <= 0) return undefined;
    const timer = setTimeout(() => setNow(Date.now()), left + 50);
    return () => clearTimeout(timer);
  }, [until]);
  return left > 0;
}

function Forgotten({ onBack }: { onBack: () => void }) {
  const online = net.value.online;
  const signIn = async () => {
    await lock.forget();
    if (net.peek().signedOut) go("/sign-in?return=%2Fcode");
    else prove("/code");
  };
  return (
    <Screen title={words.forgotTitle} lead={words.forgotLead} tabs="none" quiet>
      <p class="after">{words.forgotKept}</p>
      {!online && <div class="after"><Message alert title={t.common.states.offline}>{words.forgotOffline}</Message></div>}
      <Acts column>
        {online && <Act main wide onPress={() => void signIn()}>{words.forgotGo}</Act>}
        <Act wide onPress={onBack}>{words.forgotBack}</Act>
      </Acts>
    </Screen>
  );
}
