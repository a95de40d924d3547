/**
 * Log ud, here or everywhere. What is not sent yet is asked about first, wherever the button stands: it is the writer's,
 * to keep or to delete.
 */

import { useState } from "preact/hooks";
import { go, net } from "../../state";
import { lastWords, signOut } from "../../state/leaving";
import { t } from "../../texts";
import { Act, Acts, Message } from "../../ui";

type Where = "here" | "everywhere";

/** `asking`: what stands instead of everything else until it is answered. `path`: where one is afterwards. */
export function useSignOut(path = "/") {
  const [busy, setBusy] = useState<Where>();
  const [asks, setAsks] = useState<Where>();
  const [failed, setFailed] = useState(false);
  const unsent = net.value.waiting + net.value.refused;
  const out = async (where: Where, forget = false) => {
    setBusy(where);
    try {
      await signOut({ everywhere: where === "everywhere", forget });
      go(path, { replace: true });
    } catch {
      setFailed(true);
      setBusy(undefined);
    }
  };
  const press = async (where: Where) => {
    setBusy(where);
    if (net.peek().online) await lastWords();
    if (net.peek().waiting + net.peek().refused === 0) return out(where);
    setBusy(undefined);
    setAsks(where);
  };
  const asking = asks && unsent > 0 && (
    <div class="after">
      <Message alert title={t.settings.waitingNote(unsent)}>{net.value.online ? t.settings.signOutKept : t.settings.signOutWaits}</Message>
      <Acts column>
        <Act main wide onPress={() => setAsks(undefined)}>{t.settings.signOutStay}</Act>
        <Act wide busy={busy && t.settings.signingOut} onPress={() => void out(asks)}>{t.settings.signOutKeep}</Act>
        <Act wide onPress={() => void out(asks, true)}>{t.settings.signOutDrop}</Act>
      </Acts>
    </div>
  );
  return { press: (where: Where) => void press(where), busy, failed, asking };
}

export function SignOut() {
  const { press, busy, failed, asking } = useSignOut();
  if (asking) return asking;
  return (
    <>
      <Acts>
        <Act busy={busy === "here" && t.settings.signingOut} onPress={() => press("here")}>{t.settings.signOut}</Act>
        <Act busy={busy === "everywhere" && t.settings.signingOut} onPress={() => press("everywhere")}>{t.settings.signOutEverywhere}</Act>
      </Acts>
      <p class="note after s">{t.settings.signOutNote}</p>
      {failed && <div class="after"><Message alert title={net.value.online ? t.common.failedOnline : t.common.needsNet} /></div>}
    </>
  );
}
