/**
 * One press, and a meeting or a part of the plan is copied as plain text for the member's own record: who, when, what.
 * The server makes it, of what they may see at that moment, and writes it into the citizen's log before it leaves.
 */

import { useState } from "preact/hooks";
import { fetchPaper, type PaperAsked } from "../../api/paper";
import { net, type PlanView } from "../../state";
import { t } from "../../texts";
import { Act } from "../../ui";
import { nameOf } from "../meetings/words";

type Said = "" | "busy" | "yes" | "failed" | "offline";

export function ToRecord({ plan, asked, about, children }: { plan: PlanView; asked: Omit<PaperAsked, "form">; about?: string; children: string }) {
  const [said, say] = useState<Said>("");
  // Where a browser does not let us copy, the words stand here to be marked by hand.
  const [text, setText] = useState("");
  const copy = async () => {
    setText("");
    if (!net.value.online) return say("offline");
    say("busy");
    const words = fetchPaper(plan.id, { parts: [], ...asked, form: "text" }).then((blob) => blob.text());
    try {
      await toClipboard(words);
      say("yes");
    } catch {
      // Either the server said no, or the browser did.
      setText(await words.catch(() => ""));
      say("failed");
    }
  };
  return (
    <>
      <Act plain icon="copy" busy={said === "busy" && t.common.fetching} about={about} onPress={() => void copy()}>{children}</Act>
      <p class={said && said !== "busy" ? "note strong" : "hide"} role="status">
        {said === "yes" ? t.desk.copiedLogged(nameOf(plan, "citizen")) : said === "offline" ? t.common.needsNet : said === "failed" ? (text ? t.common.notCopied : t.common.failedOnline) : ""}
      </p>
      {text && <textarea class="field" readOnly rows={8} aria-label={t.desk.copyText} value={text} />}
    </>
  );
}

/** The press is still on while the words are on their way: some browsers let nobody copy later than that. */
async function toClipboard(words: Promise<string>): Promise<void> {
  if (typeof ClipboardItem === "undefined") return navigator.clipboard.writeText(await words);
  await navigator.clipboard.write([new ClipboardItem({ "text/plain": words.then((text) => new Blob([text], { type: "text/plain" })) })]);
}
