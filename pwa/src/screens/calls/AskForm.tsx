/** Whom, about what, why: the same few questions whether a professional asks or the citizen makes a card unasked. */

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { draft, type MemberItem, type PlanView } from "../../state";
import { content, inWords } from "../../state/content";
import { Act, Acts, Field, Pick, Picks } from "../../ui";
import { callName } from "../people/bits";
import { today } from "../meetings/times";
import { latestDay } from "../people/period";
import { words } from "./words";

export interface Asked {
  whom: string;
  member: string | null;
  about: string;
  why: string;
  visit: boolean;
  until: string | null;
}

/** The contact points of this place, and the municipalities: suggested while one writes. Anything else is as good. */
function suggestions(): string[] {
  const { organisations, municipalities } = content.value;
  const points = organisations.flatMap((one) => [one.name, ...(one.contacts ?? []).map((line) => `${one.name}, ${inWords(line.label)}`)]);
  return [...new Set([...points, ...municipalities])];
}

export function AskForm({ view, mine, team, visit, busy, submit, onSend, lacks: before, children }: {
  view: PlanView; mine: boolean; team: readonly MemberItem[]; visit: string; busy: string | false; submit: string;
  onSend: (asked: Asked) => void;
  /** A question that stands before these ones, and whether it lacks its answer: one thing at a time speaks. */
  lacks?: boolean; children?: (pressed: boolean) => ComponentChildren;
}) {
  // Half-written words stand here again, also after somebody showed who they are.
  const whom = draft(`call:whom:${view.id}`);
  const about = draft(`call:about:${view.id}`);
  const why = draft(`call:why:${view.id}`);
  const [member, setMember] = useState("");
  const [withVisit, setVisit] = useState(false);
  const [until, setUntil] = useState("");
  const [pressed, setPressed] = useState(0);
  const said = whom.value.trim() || member;
  const lacks = pressed > 0 && !before && (!said ? "whom" : !about.value.trim() ? "about" : "");
  const send = () => {
    setPressed(pressed + 1);
    if (before || !said || !about.value.trim()) return;
    onSend({ whom: member ? "" : whom.value.trim(), member: member || null, about: about.value.trim(), why: why.value.trim(), visit: withVisit, until: until || null });
  };
  const now = new Date();
  return (
    <form class="questions" onSubmit={(event) => { event.preventDefault(); send(); }}>
      {children?.(pressed > 0)}
      <Field label={words.whom} note={mine ? words.whomNote : words.whomNoteTheirs} value={whom.value} maxLength={200} options={suggestions()}
        missing={lacks === "whom" ? words.whomMissing : undefined} onInput={(text) => { whom.value = text; if (text) setMember(""); }} />
      {team.length > 0 && (
        <Picks legend={words.onTeam}>
          {team.map((one) => (
            <Pick key={one.id} name="whom" value={one.id} checked={member === one.id} note={one.organisation || undefined} onPick={() => { setMember(one.id); whom.value = ""; }}>
              {callName(one, view.members)}
            </Pick>
          ))}
        </Picks>
      )}
      <Field label={words.what} value={about.value} maxLength={200} missing={lacks === "about" ? words.whatMissing : undefined} onInput={(text) => { about.value = text; }} />
      <Field label={words.whyAsk} note={words.whyNote} value={why.value} maxLength={200} onInput={(text) => { why.value = text; }} />
      <div class="after"><Pick type="checkbox" name="visit" checked={withVisit} onPick={setVisit}>{visit}</Pick></div>
      {!mine && <Field type="date" label={words.untilAsk} note={words.untilNote} min={today(now)} max={latestDay(now)} value={until} onInput={setUntil} />}
      <Acts column><Act main wide submit busy={busy}>{submit}</Act></Acts>
    </form>
  );
}

/** What it is about, and why. */
export function Reasons({ about, why }: { about: string; why?: string | undefined }) {
  return (
    <dl>
      <div class="after s"><dt class="kind">{words.about}</dt><dd>{about}</dd></div>
      {why && <div class="after s"><dt class="kind">{words.why}</dt><dd>{why}</dd></div>}
    </dl>
  );
}

/** What was written has been sent. */
export function forget(plan: string): void {
  for (const name of ["whom", "about", "why"]) draft(`call:${name}:${plan}`).value = "";
}
