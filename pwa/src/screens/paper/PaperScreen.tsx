/** På papir: which paper, what goes on it, then a PDF to print or a text to copy. The server makes it, and logs it. */

import { useEffect, useRef, useState } from "preact/hooks";
import { fetchPaper, type PaperKind } from "../../api/paper";
import { net, plan as own, plans, Problem, type PlanView, type ScreenProps } from "../../state";
import { t, upper, weekdayDay } from "../../texts";
import { Act, Acts, Message, Note, Pick, Picks, Screen, useCopying } from "../../ui";
import { WhatIsIt } from "../dictionary/WhatIsIt";
import { NotHere } from "../meetings/NotHere";
import { nameOf } from "../meetings/words";
import { paperParts } from "./parts";
import { paper as words } from "./words";

const KINDS: readonly PaperKind[] = ["plan", "card", "meeting", "kip"];
const NAME = "stafet.pdf";

export default function PaperScreen({ params, query }: ScreenProps) {
  const other = params["plan"];
  const view = other ? plans.value.find((one) => one.id === other && one.role === "member") : own.value;
  if (!view) return <NotHere tabs={other ? "none" : undefined} title={t.desk.planGone} note={t.desk.planGoneNote} back={{ href: "/", label: t.desk.home }} />;
  const asked = query.get("paper") as PaperKind | null;
  return <Choosing key={view.id} view={view} first={asked && KINDS.includes(asked) ? asked : undefined} meeting={query.get("meeting") ?? ""} />;
}

function Choosing({ view, first, meeting: firstMeeting }: { view: PlanView; first: PaperKind | undefined; meeting: string }) {
  const mine = view.role === "citizen";
  const parts = paperParts(view);
  const meetings = view.all("meeting").filter((one) => one.body.state !== "cancelled").sort((a, b) => (a.body.startsAt < b.body.startsAt ? 1 : -1));
  const [kind, setKind] = useState(first);
  const [meeting, setMeeting] = useState(firstMeeting || (meetings.length === 1 ? meetings[0]?.id ?? "" : ""));
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set(parts.filter((part) => !part.usual).map((part) => part.name)));
  const [busy, setBusy] = useState<"" | "pdf" | "text">("");
  const [error, setError] = useState("");
  const [missing, setMissing] = useState("");
  const [file, setFile] = useState<File>();
  const [text, setText] = useState("");
  const [copied, copy, notYet] = useCopying();
  const result = useRef<HTMLHeadingElement>(null);
  useEffect(() => { if (file || text) result.current?.focus(); }, [file, text]);

  const name = nameOf(view, "citizen");
  const chooses = kind === "plan" || kind === "kip";
  const chosen = parts.filter((part) => !left.has(part.name)).map((part) => part.name);
  const anew = () => { setFile(undefined); setText(""); setError(""); setMissing(""); notYet(); };

  const make = async (form: "pdf" | "text") => {
    anew();
    const lacks = !kind ? words.chooseOne : chooses && chosen.length === 0 ? words.chooseParts : kind === "meeting" && !meeting ? words.whichMeeting : "";
    if (lacks || !kind) return setMissing(lacks);
    if (!net.value.online) return setError(t.common.needsNet);
    setBusy(form);
    try {
      const got = await fetchPaper(view.id, { paper: kind, form, parts: chooses ? chosen : [], ...(kind === "meeting" ? { meeting } : {}) });
      if (form === "pdf") setFile(new File([got], NAME, { type: "application/pdf" }));
      else setText(await got.text());
    } catch (problem) {
      setError(said(problem));
    }
    setBusy("");
  };
  const back = mine ? { href: "/plan", label: t.common.tabs.plan } : { href: `/shared/${view.id}`, label: t.desk.fromCitizen(name) };
  return (
    <Screen title={words.title} lead={mine ? words.lead : words.leadOther(name)} back={back} {...(mine ? {} : { tabs: "none" as const })}>
      <div class="after"><Picks legend={words.which} missing={missing === words.chooseOne ? missing : undefined}>
        {KINDS.map((one) => (
          <Pick name="paper" value={one} checked={kind === one} onPick={() => { anew(); setKind(one); }} note={words.notes[one]}>
            {one === "plan" && !mine ? words.otherPlan : words.papers[one]}
          </Pick>
        ))}
      </Picks></div>
      {chooses && (
        <div class="after"><Picks legend={words.parts} missing={missing === words.chooseParts ? missing : undefined}>
          {parts.map((part) => (
            <Pick type="checkbox" name="part" value={part.name} checked={!left.has(part.name)} note={part.words ? undefined : words.things(part.count)}
              onPick={(on) => { anew(); setLeft(new Set(on ? [...left].filter((other) => other !== part.name) : [...left, part.name])); }}>
              {part.words ? `${words.dream}: ${part.words}` : words.partNames[part.name]}
            </Pick>
          ))}
          {parts.length === 0 && <Note>{words.nothing}</Note>}
        </Picks></div>
      )}
      {chooses && mine && <Note>{words.never}</Note>}
      {kind === "kip" && <><Note>{words.notKip}</Note><WhatIsIt of="kip" word={words.papers.kip} /></>}
      {kind === "meeting" && (
        <div class="after"><Picks legend={words.whichMeeting} missing={missing === words.whichMeeting ? missing : undefined}>
          {meetings.map((one) => (
            <Pick name="meeting" value={one.id} checked={meeting === one.id} onPick={() => { anew(); setMeeting(one.id); }} note={t.meetings.kinds[one.body.meetingKind]}>
              {upper(weekdayDay(one.body.startsAt))}
            </Pick>
          ))}
          {meetings.length === 0 && <Note>{words.noMeetings}</Note>}
        </Picks></div>
      )}
      {(kind === "card" || kind === "meeting") && <Inside lines={kind === "card" ? words.inCard : words.inMeeting} />}
      {kind === "card" && <p class="after">{words.keepCard}</p>}

      {net.value.waiting > 0 && mine && <Note>{words.unsent}</Note>}
      <p class="note after s">{words.care} {mine ? words.logged : words.loggedOther(name)}</p>
      {error && <div class="after"><Message alert title={t.common.failed}>{error}</Message></div>}
      <p class="hide" role="status">{busy ? words.making : copied === "yes" ? words.copied : copied === "no" ? t.common.notCopied : ""}</p>
      {file && (
        <section class="block">
          <h2 ref={result} tabIndex={-1}>{words.ready}</h2>
          <p>{words.printIt}</p>
          <Acts column>
            <Act main wide onPress={() => save(file)}>{words.save}</Act>
            {canShare(file) && <Act wide onPress={() => void navigator.share({ files: [file] }).catch(() => undefined)}>{words.share}</Act>}
          </Acts>
        </section>
      )}
      {text && (
        <section class="block">
          <h2 ref={result} tabIndex={-1}>{words.text}</h2>
          <textarea class="field" readOnly rows={12} aria-label={words.text} value={text} />
          <Acts><Act main icon="copy" onPress={() => void copy(text)}>{copied === "yes" ? t.common.copied : t.common.copy}</Act></Acts>
          {copied === "no" && <p class="note">{t.common.notCopied}</p>}
        </section>
      )}
      <Acts column>
        <Act main={!file && !text} wide busy={busy === "pdf" && words.making} onPress={() => void make("pdf")}>{words.makePdf}</Act>
        <Act wide busy={busy === "text" && t.common.fetching} onPress={() => void make("text")}>{words.makeText}</Act>
      </Acts>
    </Screen>
  );
}

function Inside({ lines }: { lines: readonly string[] }) {
  return (
    <section class="block">
      <h2>{words.inIt}</h2>
      <ul>{lines.map((line) => <li>{line}</li>)}</ul>
    </section>
  );
}

function said(problem: unknown): string {
  const code = problem instanceof Problem ? problem.code : "";
  if (code === "too_long_for_paper") return words.tooLong;
  if (code === "already_printing" || code === "too_many") return words.again;
  return code === "not_found" ? words.nothing : t.common.failedOnline;
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
