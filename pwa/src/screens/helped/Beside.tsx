/** What stands over every screen while somebody sits beside the citizen: who helps, until when, Stop; and read aloud. */

import { signal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { carriesHelper, endsAt, needsOwnCode } from "../../core/helped";
import { go, helped, lock, Problem, saveDrafts } from "../../state";
import { clock } from "../../texts";
import { Act, Acts } from "../../ui";
import { Pad } from "../lock/Pad";
import { blocks, followVoices, hush, read, reading, STANDS_ALONE, voice } from "./voice";
import { words } from "./words";
import "./helped.css";

/** An act that waits for the citizen's own code. */
const waiting = signal<((known: boolean) => void) | undefined>(undefined);

/** Before a write leaves: the citizen's own code where it opens something, and who sat there where the log can say so. */
export async function allow(method: string, path: string, body: unknown): Promise<unknown> {
  if (needsOwnCode(method, path, body)) {
    waiting.peek()?.(false);
    const known = await new Promise<boolean>((answer) => { waiting.value = answer; });
    waiting.value = undefined;
    if (!known) throw new Problem("own_code", 0);
  }
  const helper = helped.now.peek()?.helper;
  return helper && carriesHelper(method, path) ? { ...(body as object), helper } : body;
}

export function Beside() {
  const now = helped.now.value;
  useEffect(followVoices, []);
  useEffect(listenButtons, []);
  useLayoutEffect(() => {
    document.documentElement.dataset["helped"] = "";
    const used = () => helped.use();
    addEventListener("pointerdown", used);
    addEventListener("keydown", used);
    return () => {
      removeEventListener("pointerdown", used);
      removeEventListener("keydown", used);
      delete document.documentElement.dataset["helped"];
      waiting.peek()?.(false);
    };
  }, []);
  if (!now) return null;
  const stop = async () => {
    await saveDrafts();
    go("/helped");
    await helped.end();
  };
  return (
    <>
      <aside class="helper" aria-label={words.region}>
        <p class="grow"><b>{words.helps(now.helper)}</b><br /><span class="note">{words.until(clock(new Date(endsAt(now))))}</span></p>
        <span class="helper-acts">
          {voice() && <Reader />}
          <Act onPress={() => void stop()} about={words.stopHelp}>{words.stop}</Act>
        </span>
      </aside>
      {waiting.value && <OwnCode helper={now.helper} answer={waiting.value} />}
    </>
  );
}

/** The whole screen, block by block. */
function Reader() {
  const from = (place: number) => {
    const block = blocks()[place];
    if (block) read(block, () => from(blocks().indexOf(block) + 1));
    else hush();
  };
  const now = reading.value;
  if (!now) return <Act onPress={() => from(0)}>{words.read}</Act>;
  return (
    <>
      <Act onPress={() => from(blocks().indexOf(now) + 1)}>{words.readNext}</Act>
      <Act onPress={hush}>{words.readStop}</Act>
    </>
  );
}

/** "Læs op" on each block. Put there from outside: no screen has to know that somebody helps. */
function listenButtons(): () => void {
  const app = document.getElementById("app");
  if (!app) return () => undefined;
  const put = () => {
    if (!voice()) return;
    for (const block of blocks()) {
      if (!block.matches(STANDS_ALONE) || block.querySelector(".hear")) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "act plain hear";
      button.textContent = words.read;
      button.addEventListener("click", () => (block.hasAttribute("data-read") ? hush() : read(block)));
      block.append(button);
    }
  };
  const observer = new MutationObserver(put);
  observer.observe(app, { childList: true, subtree: true });
  const stop = voiceChanges(put);
  return () => {
    observer.disconnect();
    stop();
    for (const one of document.querySelectorAll(".hear")) one.remove();
  };
}

function voiceChanges(then: () => void): () => void {
  const speech = typeof speechSynthesis === "undefined" ? undefined : speechSynthesis;
  const later = () => setTimeout(then);
  later();
  speech?.addEventListener?.("voiceschanged", later);
  return () => speech?.removeEventListener?.("voiceschanged", later);
}

/** Over everything, until it is answered. Who presses Fortryd has given nothing. */
function OwnCode({ helper, answer }: { helper: string; answer: (known: boolean) => void }) {
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState(false);
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => dialog.current?.showModal(), []);
  const tries = async (digits: string) => {
    setBusy(true);
    const known = await lock.open(digits);
    setBusy(false);
    setWrong(!known);
    if (known) answer(true);
  };
  const waits = lock.notBefore.value > Date.now();
  const said = busy ? words.opening : waits ? words.wait(clock(new Date(lock.notBefore.value + 59_999))) : wrong ? words.wrong : words.ask;
  return (
    <dialog ref={dialog} class="sheet sure" aria-labelledby="own-code" onCancel={() => answer(false)}>
      <h2 id="own-code">{words.askTitle}</h2>
      <p role="status">{said}</p>
      <p class="note">{words.askAway(helper)}</p>
      {!waits && <Pad onFull={(digits) => void tries(digits)} still={busy} />}
      <Acts><Act plain onPress={() => answer(false)}>{words.cancel}</Act></Acts>
    </dialog>
  );
}
