/** Tjek min log: the phone reads every line and says what it found. A line that is missing stands in its place. */

import { useEffect, useState } from "preact/hooks";
import { type PlanView, net, plan } from "../../state";
import { type CheckedLog, checkWhole, goOnFrom, testimony } from "../../state/check";
import { type Fault, type LogLine, log, openLog } from "../../state/log";
import { both, moment, t, upper } from "../../texts";
import { check as da } from "../../texts/da/check";
import { check as en } from "../../texts/en/check";
import { Act, Acts, Message, Screen } from "../../ui";
import { WhatIsIt } from "../dictionary/WhatIsIt";
import { lineWords } from "./logWords";
import { saveFile } from "./save";
import "./people.css";

const checking = both(da, en);

export default function CheckLog() {
  const view = plan.value;
  if (view?.role !== "citizen") return null;
  return <Check view={view} />;
}

/** The newest rows that stand under "whole"; all of them are one press away. */
const FEW = 4;

function Check({ view }: { view: PlanView }) {
  const [found, setFound] = useState<CheckedLog>();
  const [read, setRead] = useState<{ done: number; of: number }>();
  const [failed, setFailed] = useState(false);
  const online = net.value.online;
  const can = globalThis.crypto?.subtle !== undefined;
  const words = checking;
  const run = async () => {
    setRead({ done: 0, of: 0 });
    setFailed(false);
    try {
      setFound(await checkWhole(view.id, (done, of) => setRead({ done, of })));
    } catch {
      setFailed(true);
    } finally {
      setRead(undefined);
    }
  };
  useEffect(() => {
    void openLog(view.id).then(() => { if (online && can) void run(); });
  }, []);

  const last = log.value?.plan === view.id ? log.value : undefined;
  const check = found ?? last?.check;
  const faults = check?.faults ?? [];
  const rows = found?.now ?? last?.lines ?? [];
  const at = check ? moment(check.at) : "";
  const restored = check?.restored === true;
  const title = !check || read ? words.title : restored ? words.restored : faults[0] ? titleOf(faults[0]) : words.isWhole;
  const lead = read ? words.reading : !check ? words.lead : restored ? words.restoredLead(at) : faults.length > 0 ? words.brokenLead(at) : check.count > 0 ? words.isWholeLead(check.count, at) : words.isEmpty(at);
  return (
    <Screen title={title} lead={lead} back={{ href: "/looks", label: t.log.looks.title }} quiet>
      {read && <p class="after" role="status">{read.of > 0 ? words.done(read.done, read.of) : t.common.fetching}</p>}
      {read && read.of > 0 && <progress class="reading" value={read.done} max={read.of} aria-label={words.reading} />}
      {!can && <div class="after"><Message alert title={t.common.failed}>{words.cannot}</Message></div>}
      {!online && <p class="note strong after" role="status">{words.offline}</p>}
      {failed && online && <div class="after"><Message alert title={t.common.failed}>{words.failed}</Message></div>}
      {!read && check && <Lines view={view} rows={rows} before={found?.before ?? last?.lines ?? []} faults={faults} />}
      {!read && faults.length > 0 ? <Broken view={view} restored={restored} now={found?.now} /> : (
        <div class="after l"><Act main wide busy={read && words.reading} onPress={() => void run()}>{check ? words.again : words.now}</Act></div>
      )}
      {!read && faults.length > 0 && <div class="after"><Act wide onPress={() => void run()}>{words.again}</Act></div>}
      <section class="block">
        <h2>{words.how}</h2>
        <p class="after s">{words.howText}</p>
        <WhatIsIt of="seal" word={words.seal} />
      </section>
    </Screen>
  );
}

function titleOf(fault: Fault): string {
  const words = checking;
  const count = fault.to - fault.from + 1;
  switch (fault.kind) {
    case "gone":
      return words.missing(count);
    case "cut":
      return words.cut(count);
    default:
      return words[fault.kind];
  }
}

function faultWords(fault: Fault): string {
  const words = checking;
  switch (fault.kind) {
    case "gone":
    case "cut":
      return words.isGone(fault.from, fault.to);
    case "changed":
      return words.isChanged(fault.from, fault.to);
    case "added":
      return words.isAdded(fault.from);
    case "moved":
      return words.isMoved(fault.from);
  }
}

/** What is wrong first, with the lines around it; of a whole log the newest. */
function Lines({ view, rows, before, faults }: { view: PlanView; rows: readonly LogLine[]; before: readonly LogLine[]; faults: readonly Fault[] }) {
  const [all, setAll] = useState(false);
  const words = checking;
  const bad = (line: LogLine) => faults.find((fault) => fault.from <= line.seq && line.seq <= fault.to && fault.kind !== "gone" && fault.kind !== "cut");
  const near = (line: LogLine) => faults.some((fault) => line.seq >= fault.from - 2 && line.seq <= fault.to + 2);
  const newest = [...rows].reverse();
  const shown = all ? newest : faults.length > 0 ? newest.filter(near).slice(0, 12) : newest.slice(0, FEW);
  const holes = faults.filter((fault) => fault.kind === "gone" || fault.kind === "cut");
  const entries = [
    ...shown.map((line) => ({ seq: line.seq, row: <LineRow key={line.seq} view={view} line={line} fault={bad(line)} before={before} /> })),
    ...holes.map((fault) => ({ seq: fault.to + 0.5, row: <Hole key={`${fault.kind}${fault.from}`} view={view} fault={fault} rows={rows} before={before} /> })),
  ].sort((one, other) => other.seq - one.seq);
  if (entries.length === 0) return null;
  return (
    <>
      <ol class="sheet rows log-lines after l">{entries.map((entry) => entry.row)}</ol>
      {rows.length > shown.length || all ? <Act plain onPress={() => setAll(!all)}>{all ? words.fewer : words.all(rows.length)}</Act> : null}
    </>
  );
}

function LineRow({ view, line, fault, before }: { view: PlanView; line: LogLine; fault: Fault | undefined; before: readonly LogLine[] }) {
  const remembered = fault?.from === line.seq ? before.find((one) => one.seq === line.seq && one.hash !== line.hash) : undefined;
  return (
    <li class={`row top${fault ? " amiss" : ""}`}>
      <span class="number">{line.seq}</span>
      <span class="grow">
        {fault && <b>{faultWords(fault)}</b>}
        <span class={fault ? "note" : undefined}>{lineWords(view, line)}</span>
        <span class="note">{upper(moment(line.at))}</span>
        {remembered && <span class="note strong">{checking.remembers(`${lineWords(view, remembered)}, ${moment(remembered.at)}`)}</span>}
      </span>
    </li>
  );
}

/** A row that is not there, in its place: like the others, and said in words. */
function Hole({ view, fault, rows, before }: { view: PlanView; fault: Fault; rows: readonly LogLine[]; before: readonly LogLine[] }) {
  const words = checking;
  const under = rows.find((row) => row.seq === fault.from - 1);
  // Whoever numbers the rest anew puts another row in its place.
  const over = rows.find((row) => row.seq > fault.to) ?? rows.find((row) => row.seq === fault.from);
  const remembered = before.find((line) => line.seq === fault.from);
  const span = fault.kind === "cut" || !over ? under && words.after(moment(under.at)) : under ? words.between(moment(under.at), moment(over.at)) : words.before(moment(over.at));
  return (
    <li class="row top amiss">
      <span class="number"><b>{fault.from}</b></span>
      <span class="grow">
        <b>{faultWords(fault)}</b>
        {span && <span class="note">{span}</span>}
        {remembered && <span class="note strong">{words.remembers(`${lineWords(view, remembered)}, ${moment(remembered.at)}`)}</span>}
      </span>
    </li>
  );
}

/** It is not the citizen's fault, and there is one thing to do. */
function Broken({ view, restored, now }: { view: PlanView; restored: boolean; now: readonly LogLine[] | undefined }) {
  const [kept, setKept] = useState(false);
  const [gone, setGone] = useState(false);
  const goOn = async () => {
    await goOnFrom(view.id, now ?? []);
    setGone(true);
  };
  const words = checking;
  const keep = async () => setKept(await saveFile(`stafet-log-${new Date().toISOString().slice(0, 10)}.json`, await testimony(view.id)));
  return (
    <section class="block">
      <p>{restored ? words.restoredText : words.brokenText}</p>
      <div class="after"><Act main={!restored} wide icon="share" onPress={() => void keep()}>{words.keep}</Act></div>
      <p class="note after s">{words.keepNote}</p>
      <p class="note after s" role="status">{kept && words.kept}</p>
      {restored && now && (gone ? <p class="note after s" role="status">{words.gone}</p> : (
        <>
          <p class="after">{words.goOnNote}</p>
          <div class="after s"><Act wide onPress={() => void goOn()}>{words.goOn}</Act></div>
        </>
      ))}
      <Acts><Act wide href="/consents">{words.who}</Act></Acts>
    </section>
  );
}
