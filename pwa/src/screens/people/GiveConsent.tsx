/** Giv lov: who, what, how, how long, why; the sentence fills itself; the exact words before the yes. */

import { inviting } from "./words";
import { useMemo, useState } from "preact/hooks";
import { type MemberItem, type PlanView, type ScreenProps, api, clearDraft, draft, go, isProofNeeded, mustProve, net, plan, saveDrafts, sync } from "../../state";
import { t } from "../../texts";
import { Act, Acts, Message, Pick, Picks, Screen } from "../../ui";
import { beside, callName, goSaying, isHere, partInside, problemWords } from "./bits";
import { type Choices, PeriodPicks, PurposePicks, Sentence, VerbPicks, WhatPicks, missingIn, useWishes } from "./consent";
import { isWordingChanged, useWording } from "./wording";
import { partsOf, rootOf } from "./parts";
import "./people.css";

export default function GiveConsent({ query }: ScreenProps) {
  const view = plan.value;
  if (view?.role !== "citizen") return null;
  return <Form view={view} given={query.get("member") ?? ""} scope={query.get("scope") ?? ""} />;
}

const OFFLINE = new Error("offline");
const DRAFT = "giving";

/** A form that was left to show that it is them. */
interface Kept {
  at: string;
  who: string;
  choices: Choices;
}

/** The answers, once, if it is this form that was left. */
function takeKept(): Kept | undefined {
  const text = draft(DRAFT).peek();
  if (!text) return undefined;
  clearDraft(DRAFT);
  const kept = JSON.parse(text) as Kept;
  return kept.at === location.search ? kept : undefined;
}

const canReceive = (member: MemberItem): boolean => isHere(member) || member.status === "awaiting_yes" || member.status === "invited";

function Form({ view, given, scope }: { view: PlanView; given: string; scope: string }) {
  const offered = partsOf(view, new Date());
  // What one pressed to come here is an answer already; nothing else is chosen.
  const known = offered.includes(scope) && (rootOf(scope) === undefined || view.item(rootOf(scope) ?? "") !== undefined);
  const before = useMemo(takeKept, []);
  const [who, setWho] = useState(view.members.some((one) => one.id === (before?.who ?? given) && canReceive(one)) ? (before?.who ?? given) : "");
  const [choices, setChoices] = useState<Choices>(before?.choices ?? (known ? { scopes: [scope] } : {}));
  const [pressed, setPressed] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const change = (part: Partial<Choices>) => { setError(undefined); setChoices((before) => ({ ...before, ...part })); };

  // What one may choose depends on who it is.
  const forget = () => setChoices(({ verb: _verb, purpose: _purpose, ...rest }) => rest);
  // A unit's people read with it; somebody of them alone is asked from their own page.
  const team = view.members.filter((one) => canReceive(one) && (!one.unit || one.id === who));
  const member = team.find((one) => one.id === who);
  const name = member ? callName(member, view.members) : "";
  const wishes = useWishes(view, choices);
  const asked = useWording(`/api/plans/${view.id}/wording`, member && wishes ? { name: member.name, unit: member.isUnit, grants: wishes } : undefined);
  const missing = pressed ? { ...(member ? {} : { who: inviting.give.whoMissing }), ...missingIn(choices, new Date()) } : {};
  // One thing at a time: only the first question that lacks an answer speaks.
  const first = Object.keys(missing)[0];
  const lacks = (question: keyof typeof missing) => (question === first ? missing[question] : undefined);
  const home = given && member ? `/team/${member.id}` : "/consents";

  const yes = async () => {
    setPressed(true);
    if (!member || !wishes) return;
    if (!asked.wording) {
      if (!net.value.online) setError(OFFLINE);
      return;
    }
    setBusy(true);
    setError(undefined);
    try {
      await api.post(`/api/plans/${view.id}/grants`, { member: member.id, grants: wishes, sha256: asked.wording.sha256 });
      await sync.now().catch(() => undefined);
      goSaying(member.status === "active" ? inviting.give.given(name) : inviting.give.givenWaits(name), home);
    } catch (problem) {
      if (isWordingChanged(problem)) asked.again(true);
      else if (isProofNeeded(problem)) {
        // Whoever shows that it is them comes back to the same form, with the same answers.
        draft(DRAFT).value = JSON.stringify({ at: location.search, who: member.id, choices } satisfies Kept);
        await saveDrafts();
        mustProve(problem);
      } else setError(problem);
    } finally {
      setBusy(false);
    }
  };

  const title = !member ? inviting.give.titleOpen
    : known ? inviting.give.title(name, partInside(view, scope, "yours"))
    : inviting.give.titleName(name);

  if (team.length === 0) {
    return (
      <Screen title={inviting.give.titleOpen} back={{ href: "/consents", label: t.people.consents.title }}>
        <p class="after">{inviting.give.nobody}</p>
        <Acts><Act main wide href="/invite">{t.people.team.invite}</Act></Acts>
      </Screen>
    );
  }
  const ready = asked.wording !== undefined;
  return (
    <Screen title={title} lead={inviting.give.lead} back={{ href: home, label: member && home !== "/consents" ? name : t.people.consents.title }}>
      <form class="questions" onSubmit={(event) => { event.preventDefault(); void yes(); }}>
        {!(given && member) && (
          <Picks legend={inviting.give.who} missing={lacks("who")}>
            {team.map((one) => (
              <Pick key={one.id} name="who" value={one.id} checked={who === one.id} note={beside(one)} onPick={() => { setWho(one.id); forget(); }}>
                {callName(one, view.members)}
              </Pick>
            ))}
          </Picks>
        )}
        {member && (
          <>
            {!known && (
              <WhatPicks plan={view} scopes={offered} chosen={choices.scopes ?? []} legend={inviting.give.what(name)} missing={lacks("scopes")} onChange={change} />
            )}
            <VerbPicks name={name} role={member.role} verb={choices.verb} legend={inviting.give.can(name)} missing={lacks("verb")} onChange={change} />
            <PeriodPicks plan={view} choices={choices} legend={inviting.give.long} missing={lacks("period")} onChange={change} />
            <PurposePicks name={name} role={member.role} purpose={choices.purpose} legend={inviting.give.why} missing={lacks("purpose")} onChange={change} />
            <Sentence plan={view} name={member.name} called={name} choices={choices} asked={asked} />
          </>
        )}
        {error !== undefined && (
          <div class="after"><Message alert title={error === OFFLINE ? t.common.states.offline : t.common.failed}>{error === OFFLINE ? t.people.sayYesLater : problemWords(error)}</Message></div>
        )}
        <Acts column>
          <Act main={ready} wide submit busy={busy ? t.people.working : undefined}>{inviting.give.yes}</Act>
          <Act wide onPress={() => go(home, { replace: true })}>{t.people.notNow}</Act>
        </Acts>
      </form>
    </Screen>
  );
}
