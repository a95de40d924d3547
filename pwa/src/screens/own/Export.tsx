/** Hent alt om mig: what is in the file, how far it is, then save it or pass it on. */

import { useEffect, useRef, useState } from "preact/hooks";
import { download } from "../../api/download";
import { mustProve, net, plan, Problem, type ScreenProps } from "../../state";
import { t } from "../../texts";
import { Act, Acts, Message, Screen } from "../../ui";
import { own } from "./words";
import "./own.css";

const NAME = "stafet.html";

export default function Export({ query }: ScreenProps) {
  const words = own.export;
  const view = plan.value;
  const [part, setPart] = useState<number>();
  const [file, setFile] = useState<File>();
  const [error, setError] = useState<string>();
  const done = useRef<HTMLHeadingElement>(null);
  useEffect(() => { if (file) done.current?.focus(); }, [file]);
  if (view?.role !== "citizen") return null;

  const fetchAll = async () => {
    setError(undefined);
    if (!net.value.online) {
      setError(t.common.needsNet);
      return;
    }
    setPart(0);
    try {
      const got = await download(`/api/plans/${view.id}/export`, setPart);
      setFile(new File([got], NAME, { type: "text/html" }));
    } catch (problem) {
      if (mustProve(problem)) return;
      const often = problem instanceof Problem && problem.status === 429;
      setError(often ? words.often(Math.max(1, Math.ceil((problem.retryAfter ?? 3600) / 3600))) : t.common.failedOnline);
    }
    setPart(undefined);
  };
  const back = query.get("from") === "erase" ? { href: "/erase", label: own.erase.title } : { href: "/settings", label: t.common.settings };
  return (
    <Screen title={words.title} lead={words.lead} back={back}>
      <ul class="plainlist after">
        {words.inIt.map((line) => <li>{line}</li>)}
      </ul>
      <p class="note after s">{words.care}</p>
      {error && <div class="after"><Message alert title={t.common.failed}>{error}</Message></div>}
      {part !== undefined && !file && (
        <div class="after" role="status">
          <p>{part === 0 ? words.gathering : words.fetching(Math.round(part * 100))}</p>
          <progress value={part === 0 ? undefined : part} max={1} aria-label={words.title} />
        </div>
      )}
      {file ? (
        <section class="block">
          <h2 ref={done} tabIndex={-1}>{words.ready}</h2>
          <p>{words.size(Math.max(1, Math.round(file.size / 1024)))}</p>
          <Acts column>
            <Act main wide onPress={() => save(file)}>{words.save}</Act>
            {canShare(file) && <Act wide onPress={() => void navigator.share({ files: [file] }).catch(() => undefined)}>{words.share}</Act>}
          </Acts>
          <p class="note after s">{words.logged}</p>
        </section>
      ) : (
        <Acts column><Act main wide busy={part !== undefined && words.busy} onPress={() => void fetchAll()}>{words.go}</Act></Acts>
      )}
    </Screen>
  );
}

const canShare = (file: File): boolean => typeof navigator.canShare === "function" && navigator.canShare({ files: [file] });

/** Into the phone's own files. */
function save(file: File): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
