/** The link, once: as a picture to point a phone at, to send, to copy. The code is told by mouth. */

import { useEffect, useState } from "preact/hooks";
import { api, go, sync } from "../../state";
import { day, t } from "../../texts";
import { Act, Acts, Message, Screen, Sheet, useCopying } from "../../ui";
import { goSaying, problemWords } from "./bits";
import { made } from "./made";
import { shortName } from "./parts";
import { inviting } from "./words";

/** The picture as an image: nothing of it can run, and no markup is put into the page. */
const asImage = (svg: string): string => `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;

/** `close`: the route that makes the link dead. `steps`: what happens now, where it is not the citizen who lets somebody in. */
export function LinkMade({ close: route, steps, back = { href: "/team", label: t.people.team.title } }: {
  close: (member: string) => string; steps?: (name: string) => string[]; back?: { href: string; label: string };
}) {
  const link = made.value;
  const [copied, copy] = useCopying();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    // After a reload the link is gone: the team page can make a new one.
    if (!link) go(back.href, { replace: true });
  }, [link]);
  if (!link) return null;
  const words = inviting.invite;
  const name = shortName(link.name);
  const address = `${location.origin}/invitation#${link.token}`;
  const send = async () => {
    if (!("share" in navigator)) return copy(address);
    try {
      await navigator.share({ text: words.sendText, url: address });
    } catch {
      // Closing the phone's own sheet is no failure.
    }
  };
  const close = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await api.delete(route(link.member));
      made.value = undefined;
      await sync.now().catch(() => undefined);
      goSaying(t.people.team.closed(link.name), back.href);
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  const shares = "share" in navigator;
  return (
    <Screen title={words.linkTitle(name)} lead={words.linkUntil(day(link.until))} back={back} tabs={steps && "none"}>
      {link.code && (
        <section class="block">
          <Sheet edge>
            <h2>{words.code}</h2>
            <p class="told-code">{link.code.replace(/(...)(?=.)/, "$1\u00a0")}</p>
            <p class="note">{words.codeHelp(name)}</p>
          </Sheet>
        </section>
      )}
      <div class="after l">
        <Sheet>
          <img class="qr" src={asImage(link.svg)} alt={words.qr} width="240" height="240" />
          <p class="note">{words.qrHelp(name)}</p>
        </Sheet>
      </div>
      <Acts column>
        {shares && <Act main wide icon="share" onPress={() => void send()}>{words.send}</Act>}
        <Act main={!shares} wide icon="copy" onPress={() => void copy(address)}>{words.copy}</Act>
      </Acts>
      <p class="note after s" role="status">{copied === "yes" ? words.copied : copied === "no" ? words.copyFailed : ""}</p>
      {copied === "no" && <p class="note link-text">{address}</p>}
      <p class="note after s">{words.onlyNow}</p>
      <section class="block">
        <h2>{words.now}</h2>
        <ol class="steps plain-steps">
          {(steps?.(name) ?? words.steps(name, Boolean(link.code))).map((step, n) => <li key={step}><span class="n" aria-hidden="true">{n + 1}</span><p>{step}</p></li>)}
        </ol>
      </section>
      <section class="block tools">
        <Act plain onPress={() => { made.value = undefined; go(back.href); }}>{words.done}</Act>
        <Act plain busy={busy && t.people.working} onPress={() => void close()} about={t.people.team.closeLinkTo(link.name)}>{t.people.team.closeLink}</Act>
      </section>
      {error !== undefined && <Message alert title={t.common.failed}>{problemWords(error)}</Message>}
    </Screen>
  );
}
