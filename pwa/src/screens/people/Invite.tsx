/** Invitér en: one question at a time, the exact words before the yes, then the link. */

import { useEffect, useRef, useState } from "preact/hooks";
import { type InvitationMade, type MemberItem, type PlanView, type Role, type ScreenProps, type UnitMade, api, clearDraft, draft, go, mustProve, net, plan, sync } from "../../state";
import { joined, t, upper } from "../../texts";
import { Act, Acts, Field, Fold, Message, Pick, Picks, Screen, Words } from "../../ui";
import { Part, beside, callName, dayWithYear, goSaying, partInside, problemWords } from "./bits";
import { PeriodPicks, PurposePicks, Sentence, VerbPicks, WhatPicks, useWishes } from "./consent";
import { isWordingChanged, useWording } from "./wording";
import { type Answers, type Question, NOTHING, answered, isAnswered, openQuestion, questionsOf, readAnswers, seesNothing } from "./invite";
import { LinkMade } from "./link";
import { made } from "./made";
import { DetailFields, RolePicks } from "./Details";
import { PURPOSES, partsOf, shortName, verbsFor } from "./parts";
import { lastDay, latestDay } from "./period";
import { inviting } from "./words";
import "./people.css";

export default function Invite({ params, query }: ScreenProps) {
  const view = plan.value;
  if (view?.role !== "citizen") return null;
  if (query.has("link")) return <LinkMade close={(member) => `/api/plans/${view.id}/members/${member}`} />;
  return params["kind"] === "unit" ? <Questions view={view} unit /> : <Questions view={view} />;
}

/** Whom the citizen may trust with a unit's door: somebody who works there, with no other unit to look after. */
export const doorkeepers = (view: PlanView, role: Role | undefined, unit = ""): MemberItem[] =>
  view.members
    .filter((one) => one.status === "active" && !one.isUnit && one.role === role && (one.keepsDoor === "" || one.keepsDoor === unit))
    .sort((a, b) => a.name.localeCompare(b.name, "da"));

function Questions({ view, unit = false }: { view: PlanView; unit?: boolean }) {
  const DRAFT = unit ? "invite:unit" : "invite";
  const saved = draft(DRAFT);
  const read = readAnswers(saved.value);
  const keepers = unit ? doorkeepers(view, read.role) : [];
  const answers = { ...read, unit, doors: keepers.length > 0 };
  const [pressed, setPressed] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const open = openQuestion(answers);
  const name = calledIn(answers);
  const nothing = seesNothing(answers);
  const wishes = useWishes(view, answers);
  const all = open === undefined;
  const asked = useWording(`/api/plans/${view.id}/wording`, all && !nothing && wishes ? { name: fullName(answers), unit, grants: wishes } : undefined);
  const ready = nothing || asked.wording !== undefined;

  // The focus follows from one question to the next; a page that is opened stays at its top.
  const shown = useRef(open);
  const moved = shown.current !== open;
  useEffect(() => { shown.current = open; }, [open]);

  const keep = (next: Answers) => { saved.value = JSON.stringify(next); };
  const change = (part: Partial<Answers>) => { setError(undefined); keep({ ...answers, ...part }); };
  const fold = (question: Question, next: Answers) => {
    setPressed(false);
    keep(answered(question, next, ({ role, verb, purpose }) => ({
      verb: !role || !verb || verbsFor(role).includes(verb),
      purpose: !role || !purpose || PURPOSES[role].includes(purpose),
    })));
  };
  const onward = (question: Question) => {
    if (isAnswered(question, answers, new Date())) fold(question, answers);
    else setPressed(true);
  };
  const again = (question: Question) => { setPressed(false); change({ again: question }); };

  const yes = async () => {
    if (!net.value.online) setError(OFFLINE);
    if (!answers.role || !ready || !net.value.online) return;
    setBusy(true);
    setError(undefined);
    try {
      const extra = Object.fromEntries(
        (["organisation", "phone", "hours"] as const).map((key) => [key, answers[key].trim()]).filter(([, value]) => value !== ""),
      );
      const wish = { role: answers.role, name: fullName(answers), ...extra, ...(asked.wording && wishes ? { grants: wishes, sha256: asked.wording.sha256 } : {}) };
      if (unit) {
        const answer = await api.post<UnitMade>(`/api/plans/${view.id}/units`, { ...wish, ...(answers.door ? { doorkeeper: answers.door } : {}) });
        clearDraft(DRAFT);
        await sync.now().catch(() => undefined);
        goSaying(inviting.unit.made(name), `/team/${answer.unit}`);
        return;
      }
      const link = await api.post<InvitationMade>(`/api/plans/${view.id}/members`, wish);
      made.value = { ...link, name: fullName(answers) };
      clearDraft(DRAFT);
      await sync.now().catch(() => undefined);
      go("/invite?link=1", { replace: true });
    } catch (problem) {
      // The answers are a draft already: whoever shows that it is them comes back to the same words.
      if (mustProve(problem)) return;
      if (isWordingChanged(problem)) asked.again(true);
      else setError(problem);
      setBusy(false);
    }
  };

  const questions = questionsOf(answers);
  const at = open ? questions.indexOf(open) : questions.length;
  const folds = (from: number, to: number) => questions.slice(from, to).filter((one) => answers.done.includes(one)).map((one) => (
    <Fold key={one} question={questionWords(one, name, unit)} answer={<AnswerWords view={view} answers={answers} question={one} />} onEdit={() => again(one)} />
  ));
  const before = folds(0, at);
  const after = folds(at + 1, questions.length);
  return (
    <Screen asks title={unit ? inviting.unit.title : name ? inviting.invite.titleNamed(name) : inviting.invite.title} back={{ href: "/team", label: t.people.team.title }} state={saved.value ? "saved" : undefined} quiet>
      {!net.value.online && <div class="after"><Message title={t.common.states.offline}>{inviting.invite.offline}</Message></div>}
      {before.length > 0 && <div class="folds">{before}</div>}
      {open && (
        <Open key={open} focus={moved}>
          <form class="questions" onSubmit={(event) => { event.preventDefault(); onward(open); }}>
            <Asking view={view} question={open} answers={answers} name={name} pressed={pressed} keepers={keepers} onChange={change} />
            <Acts column>
              <Act main wide submit>{t.people.next}</Act>
              {open === "see" && <Act wide onPress={() => fold("see", { ...answers, scopes: [] })}>{inviting.invite.seeNothing}</Act>}
              {open === "more" && <Act wide onPress={() => fold("more", { ...answers, organisation: "", phone: "", hours: "" })}>{inviting.invite.skip}</Act>}
            </Acts>
          </form>
          <p class="note after">{laterWords(open, name, unit)}</p>
        </Open>
      )}
      {after.length > 0 && <div class="folds">{after}</div>}
      {all && (
        <Open key="yes" focus={moved}>
          {nothing
            ? <><h2>{inviting.give.words}</h2><Words>{inviting.invite.nothingWords(name)}</Words></>
            : <Sentence plan={view} name={fullName(answers)} called={name} choices={answers} asked={asked} />}
          {error !== undefined && <div class="after"><Message alert title={error === OFFLINE ? t.common.states.offline : t.common.failed}>{error === OFFLINE ? t.people.sayYesLater : problemWords(error)}</Message></div>}
          <Acts column>
            <Act main={ready} wide busy={busy && t.people.working} onPress={() => void yes()}>{unit ? inviting.unit.yes(name) : inviting.invite.yes}</Act>
            <Act wide href="/team">{t.people.notNow}</Act>
          </Acts>
        </Open>
      )}
      {answers.done.length > 0 && (
        <div class="after"><Act plain onPress={() => { clearDraft(DRAFT); keep(NOTHING); }}>{inviting.invite.startOver}</Act></div>
      )}
    </Screen>
  );
}

/** What one says: a person's first name, a unit's whole. */
const calledIn = (answers: Answers): string => (answers.unit ? answers.name.trim() : shortName(answers.name.trim()));

/** The name as the server will write it, so that the words shown are the words kept. */
const fullName = (answers: Answers): string => answers.name.trim().normalize("NFC");
const OFFLINE = new Error("offline");

/** The open question. It gets the focus when it takes the place of another, so that it is read. */
function Open({ focus, children }: { focus: boolean; children: preact.ComponentChildren }) {
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    if (focus) box.current?.focus();
  }, []);
  return <section class="block asked-now" ref={box} tabIndex={-1}>{children}</section>;
}

function Asking({ view, question, answers, name, pressed, keepers, onChange }: {
  view: PlanView; question: Question; answers: Answers; name: string; pressed: boolean; keepers: readonly MemberItem[]; onChange: (part: Partial<Answers>) => void;
}) {
  const words = inviting.invite;
  const lacks = (what: string) => (pressed && !isAnswered(question, answers, new Date()) ? what : undefined);
  switch (question) {
    case "who":
      return (
        <>
          <h2>{answers.unit ? inviting.unit.who : words.who}</h2>
          <p class="note after s">{answers.unit ? inviting.unit.whoHelp : words.whoHelp}</p>
          <div class="after">
            <Field label={words.whoName} value={answers.name} maxLength={200} missing={lacks(words.whoMissing)} onInput={(value) => onChange({ name: value })} />
          </div>
        </>
      );
    case "role":
      return <RolePicks role={answers.role} unit={answers.unit ?? false} legend={questionWords("role", name, answers.unit)} missing={lacks(words.roleMissing)} onPick={(role) => onChange({ role })} />;
    case "more":
      return (
        <>
          <h2>{words.more(name)}</h2>
          <div class="after">
            <DetailFields role={answers.role ?? "other"} unit={answers.unit ?? false} form={answers} missing={lacks(inviting.details.phoneMissing)} onChange={onChange} />
          </div>
        </>
      );
    case "door":
      return <DoorPicks view={view} keepers={keepers} door={answers.door} missing={lacks(inviting.unit.doorMissing)} onPick={(door) => onChange({ door })} />;
    case "see":
      return (
        <WhatPicks
          plan={view} scopes={partsOf(view, new Date())} chosen={answers.scopes ?? []} missing={lacks(words.seeMissing)} onChange={onChange}
          legend={<>{words.see(name)}<span class="note help">{words.seeHelp}</span></>}
        />
      );
    case "can":
      return <VerbPicks name={name} role={answers.role ?? "other"} verb={answers.verb} legend={words.can(name)} missing={lacks(words.canMissing)} onChange={onChange} />;
    case "long": {
      const latest = dayWithYear(latestDay(new Date()));
      return <PeriodPicks plan={view} choices={answers} legend={words.long} missing={lacks(answers.period === "own" ? inviting.give.ownMissing(latest) : words.longMissing)} onChange={onChange} />;
    }
    case "why":
      return <PurposePicks name={name} role={answers.role ?? "other"} purpose={answers.purpose} legend={words.why} missing={lacks(words.whyMissing)} onChange={onChange} />;
  }
}

/** Who may let a unit's people in. It opens nothing to read. */
export function DoorPicks({ view, keepers, door, missing, onPick }: {
  view: PlanView; keepers: readonly MemberItem[]; door: string | undefined; missing?: string | undefined; onPick: (door: string) => void;
}) {
  const words = inviting.unit;
  return (
    <Picks legend={<>{words.door}<span class="note help">{words.doorHelp}</span></>} missing={missing}>
      <Pick name="door" value="" checked={door === ""} onPick={() => onPick("")}>{words.onlyMe}</Pick>
      {keepers.map((one) => (
        <Pick key={one.id} name="door" value={one.id} checked={door === one.id} note={beside(one)} onPick={() => onPick(one.id)}>{callName(one, view.members)}</Pick>
      ))}
    </Picks>
  );
}

/** What comes later is one sentence, not grey boxes. */
function laterWords(question: Question, name: string, unit: boolean): string {
  if (question === "door" || (unit && ["who", "role", "more"].includes(question))) return inviting.unit.later;
  const later = inviting.invite.later[question];
  return typeof later === "string" ? later : later(name);
}

function questionWords(question: Question, name: string, unit = false): string {
  const words = inviting.invite;
  if (unit && question === "role") return t.people.unit.where;
  switch (question) {
    case "who":
      return words.whoFold;
    case "role":
      return words.role(name);
    case "more":
      return words.moreFold;
    case "door":
      return inviting.unit.door;
    case "see":
      return words.see(name);
    case "can":
      return words.can(name);
    case "long":
      return words.long;
    case "why":
      return words.why;
  }
}

function AnswerWords({ view, answers, question }: { view: PlanView; answers: Answers; question: Question }) {
  const name = calledIn(answers);
  switch (question) {
    case "who":
      return <>{answers.name}</>;
    case "role":
      return <>{answers.role && inviting.roles[answers.role]}</>;
    case "more":
      return <>{[answers.organisation, answers.phone, answers.hours].filter((one) => one.trim()).join(", ") || inviting.invite.moreNothing}</>;
    case "door": {
      const keeper = view.members.find((one) => one.id === answers.door);
      return <>{keeper ? callName(keeper, view.members) : inviting.unit.onlyMe}</>;
    }
    case "see": {
      const scopes = answers.scopes ?? [];
      const [only] = scopes;
      if (only === undefined) return <>{inviting.invite.seeNothing}</>;
      return scopes.length === 1 ? <Part plan={view} scope={only} /> : <>{upper(joined(scopes.map((scope) => partInside(view, scope, "yours"))))}</>;
    }
    case "can":
      return <>{answers.verb && t.people.verbs[answers.verb]}</>;
    case "long": {
      const last = answers.period && lastDay(answers.period, answers.own ?? "", new Date());
      return <>{last && t.people.until(dayWithYear(last))}</>;
    }
    case "why":
      return <>{answers.purpose && t.people.purposes[answers.purpose](name)}</>;
  }
}

