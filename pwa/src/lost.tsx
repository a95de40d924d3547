/** A screen whose file cannot be had: said in words, with a way to try again. What was written is safe meanwhile. */

import { useEffect, useState } from "preact/hooks";
import { net, route, update } from "./state";
import { t } from "./texts";
import { Act, Call, HelpNow, Message, Screen } from "./ui";

export default function Lost({ again }: { again: () => Promise<void> }) {
  const [busy, setBusy] = useState(false);
  const retry = () => {
    setBusy(true);
    void again().finally(() => setBusy(false));
  };
  // The network is back: nobody has to press anything.
  useEffect(() => {
    addEventListener("online", retry);
    return () => removeEventListener("online", retry);
  }, []);
  // The newer version has this screen; the server no longer has ours.
  const isOld = update.waiting.value && net.value.online;
  return (
    <Screen title={t.common.lost} hideTitle quiet offers={false}>
      {isOld ? (
        <Message alert title={t.common.newVersion} acts={<Act onPress={update.apply}>{t.common.switchNow}</Act>}>{t.common.lostOld}</Message>
      ) : (
        <Message alert title={t.common.lost} acts={<Act busy={busy && t.common.fetching} onPress={retry}>{t.common.tryAgain}</Act>}>
          {net.value.online ? t.common.lostNote : t.common.lostOffline}
        </Message>
      )}
      <div class="block">
        {route.value.path === "/safety" ? <Call name={t.safety.danger} number="112" note={t.safety.dangerNote} danger /> : <HelpNow />}
      </div>
    </Screen>
  );
}
