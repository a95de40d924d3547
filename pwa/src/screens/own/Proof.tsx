/** Vis, at det er dig: why, one button, and back to where one was. Nothing is lost by going away and coming back. */

import { useEffect, useState } from "preact/hooks";
import { api, backFromProof, go, net, refreshSession, route, session, type ScreenProps } from "../../state";
import { t } from "../../texts";
import { Act, Acts, Message, Screen } from "../../ui";
import { own } from "./words";

/** Where the provider sends one back to. */
const PROVED = "/proved";

export default function Proof({ query }: ScreenProps) {
  const code = query.get("code");
  const proved = route.value.path === PROVED && !code;
  const demo = session.value?.demo === true;
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const goBack = () => go(backFromProof(), { replace: true });
  useEffect(() => { if (proved) goBack(); }, [proved]);
  if (proved) return null;

  const prove = async () => {
    setFailed(false);
    if (!net.value.online) return;
    setBusy(true);
    try {
      await api.post("/api/demo/proof");
      await refreshSession();
      goBack();
    } catch {
      setFailed(true);
      setBusy(false);
    }
  };
  const words = own.proof;
  const wentWrong = code === "other_person" ? words.otherPerson : code === "cancelled" ? words.cancelled : code || failed ? words.failed : undefined;
  return (
    <Screen title={words.title} lead={words.why} tabs="none">
      <p class="after">{words.kept}</p>
      {wentWrong && <div class="after"><Message alert title={wentWrong}>{words.failedNote}</Message></div>}
      {!net.value.online && <div class="after"><Message alert title={t.common.states.offline}>{t.common.needsNet}</Message></div>}
      <Acts column>
        {demo ? <Act main wide busy={busy && words.busy} onPress={() => void prove()}>{words.demoButton}</Act>
          : <Act main wide href={`/api/proof?return=${PROVED}`}>{words.button}</Act>}
        <Act wide onPress={goBack}>{words.back}</Act>
      </Acts>
      {demo && <p class="note after s">{words.demoNote}</p>}
    </Screen>
  );
}
