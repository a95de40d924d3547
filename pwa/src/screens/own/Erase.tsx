/** Slet min plan: what goes, what stays, and one question with the safe answer first. It cannot be undone, so it is asked. */

import { useEffect, useRef, useState } from "preact/hooks";
import { api, mustProve, net, plan, sync, type ScreenProps } from "../../state";
import { forgetPhone } from "../../state/leaving";
import { t } from "../../texts";
import { Act, Acts, Message, Screen } from "../../ui";
import { own } from "./words";
import "./own.css";

export default function Erase(_props: ScreenProps) {
  const words = own.erase;
  const view = plan.value;
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [gone, setGone] = useState(false);
  const [error, setError] = useState<string>();

  if (gone) {
    return (
      <Screen title={words.gone} lead={words.goneLead} tabs="none">
        <p class="after">{words.goneNote}</p>
        <Acts column><Act main wide href="/">{words.toStart}</Act></Acts>
      </Screen>
    );
  }
  if (view?.role !== "citizen") return null;

  const erase = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await sync.now().catch(() => undefined);
      await api.post(`/api/plans/${view.id}/erase`);
      setGone(true);
      await forgetPhone();
    } catch (problem) {
      if (mustProve(problem)) return;
      setError(net.value.online ? t.common.failedOnline : t.common.needsNet);
      setAsking(false);
    }
    setBusy(false);
  };
  return (
    <Screen title={words.title} lead={words.lead} back={{ href: "/settings", label: t.common.settings }}>
      <section class="block near">
        <h2>{words.goes}</h2>
        <ul class="plainlist">{words.goesLines.map((line) => <li>{line}</li>)}</ul>
      </section>
      <section class="block">
        <h2>{words.stays}</h2>
        <ul class="plainlist">{words.staysLines.map((line) => <li>{line}</li>)}</ul>
      </section>
      <section class="block">
        <h2>{words.first}</h2>
        <p>{words.firstNote}</p>
        <Acts><Act href="/export?from=erase">{own.export.title}</Act></Acts>
      </section>
      {error && <div class="after"><Message alert title={t.common.failed}>{error}</Message></div>}
      <Acts column>
        <Act main wide href="/settings">{words.keep}</Act>
        <Act wide onPress={() => setAsking(true)}>{words.go}</Act>
      </Acts>
      {asking && <Sure busy={busy} onYes={() => void erase()} onNo={() => setAsking(false)} />}
    </Screen>
  );
}

/** The only dialog of the app: the one act that nothing brings back. The focus is on the safe answer. */
function Sure({ busy, onYes, onNo }: { busy: boolean; onYes: () => void; onNo: () => void }) {
  const words = own.erase;
  const box = useRef<HTMLDialogElement>(null);
  const safe = useRef<HTMLElement>(null);
  useEffect(() => {
    box.current?.showModal();
    safe.current?.focus();
  }, []);
  return (
    <dialog ref={box} class="sheet sure" aria-labelledby="sure" onCancel={(event) => { event.preventDefault(); if (!busy) onNo(); }}>
      <h2 id="sure">{words.sure}</h2>
      <p>{words.sureNote}</p>
      <Acts column>
        <Act main wide elementRef={safe} onPress={onNo}>{words.keep}</Act>
        <Act wide busy={busy && words.busy} onPress={onYes}>{words.yes}</Act>
      </Acts>
    </dialog>
  );
}
