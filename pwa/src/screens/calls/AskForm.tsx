/** Whom, about what, why: the same few questions whether a professional asks or the citizen makes a card unasked. */

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { draft, type MemberItem, type PlanView } from "../../state";
import { content, inWords } from "../../state/content";
import { Act, Acts, Field, Pick, Picks } from "../../ui";
import { callName } from "../people/bits";
import { addDays, today } from "../meetings/times";
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

export function AskForm({ view, mine, team, visit, busy, submit, onSend, children }: {
  view: PlanView; mine: boolean; team: readonly MemberItem[]; visit: string; busy: string | false; submit: string;
  onSend: (asked: Asked) => void; children?: ComponentChildren;
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
  const lacks = pressed > 0 && (!said ? "whom" : !about.value.trim() ? "about" : "");
  const send = () => {
    setPressed(pressed + 1);
    if (!said || !about.value.trim()) return;
    onSend({ whom: member ? "" : whom.value.trim(), member: member || null, about: about.value.trim(), why: why.value.trim(), visit: withVisit, until: until || null });
  };
  const now = new Date();
  return (
    <form class="questions" onSubmit={(event) => { event.preventDefault(); send(); }}>
      {children}
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
      <Pick type="checkbox" name="visit" checked={withVisit} onPick={setVisit}>{visit}</Pick>
      {!mine && <Field type="date" label={words.untilAsk} note={words.untilNote} min={addDays(today(now), 0)} max={latestDay(now)} value={until} onInput={setUntil} />}
      <Acts column><Act main wide submit busy={busy}>{submit}</Act></Acts>
    </form>
  );
}

/** What was written has been sent. */
export function forget(plan: string): void {
  for (const name of ["whom", "about", "why"]) draft(`call:${name}:${plan}`).value = "";
}
