/** The questions a consent is made of, and the exact words one says yes to. Nothing is chosen beforehand. */

import { inviting } from "./words";
import type { ComponentChildren } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { type GrantWish, type PlanView, type Purpose, type Role, type Verb, net } from "../../state";
import { day, joined, t } from "../../texts";
import { Act, Field, Filled, Gap, Message, Pick, Picks, Words } from "../../ui";
import { Part, Sentences, dayWithYear, partInside, problemWords } from "./bits";
import { today } from "../meetings/times";
import { PURPOSES, rootOf, verbsFor } from "./parts";
import { type Period, afterFollowUp, lastDay, latestDay, meetingLastDay, untilMoment } from "./period";
import type { Asked } from "./wording";

/** What has been answered so far. */
export interface Choices {
  scopes?: string[];
  verb?: Verb;
  period?: Period;
  own?: string;
  purpose?: Purpose;
}

type Change = (choices: Partial<Choices>) => void;

export function WhatPicks({ plan, scopes, chosen, legend, missing, onChange }: {
  plan: PlanView; scopes: readonly string[]; chosen: readonly string[]; legend: ComponentChildren; missing?: string | undefined; onChange: Change;
}) {
  return (
    <Picks legend={legend} missing={missing}>
      {scopes.map((scope) => (
        <Pick
          key={scope} type="checkbox" name="scope" value={scope} checked={chosen.includes(scope)} note={partNote(plan, scope)}
          onPick={(on) => onChange({ scopes: on ? [...chosen, scope] : chosen.filter((one) => one !== scope) })}
        >
          <Part plan={plan} scope={scope} />
        </Pick>
      ))}
    </Picks>
  );
}

function partNote(plan: PlanView, scope: string): string | undefined {
  if (scope === "dreams") return t.people.parts.dreamsNew;
  if (scope === "team") return t.people.parts.teamNote;
  const meeting = meetingOf(plan, scope);
  return meeting && t.people.parts.meetingUntil(day(meetingLastDay("9999-12-31", meeting.startsAt, meeting.minutes)));
}

function meetingOf(plan: PlanView, scope: string): { startsAt: string; minutes: number } | undefined {
  const item = scope.startsWith("meeting:") ? plan.item(rootOf(scope) ?? "") : undefined;
  return item?.kind === "meeting" ? (item.body as { startsAt: string; minutes: number }) : undefined;
}

export function VerbPicks({ name, role, verb, legend, missing, onChange }: {
  name: string; role: Role; verb: Verb | undefined; legend: string; missing?: string | undefined; onChange: Change;
}) {
  return (
    <Picks legend={legend} missing={missing}>
      {verbsFor(role).map((one) => (
        <Pick key={one} name="verb" value={one} checked={verb === one} note={inviting.verbNotes[one](name)} onPick={() => onChange({ verb: one })}>
          {t.people.verbs[one]}
        </Pick>
      ))}
    </Picks>
  );
}

/** The nearest follow-up that is booked; a period may reach until two weeks after it. */
function nextFollowUp(plan: PlanView, now: Date): string | undefined {
  const day = todayText(now);
  return plan.all("meeting")
    .filter(({ body }) => body.meetingKind === "follow_up" && body.state === "planned" && body.startsAt.slice(0, 10) >= day)
    .map(({ body }) => body.startsAt)
    .filter((startsAt) => afterFollowUp(startsAt) <= latestDay(now))
    .sort()[0];
}

export function PeriodPicks({ plan, choices, legend, missing, onChange }: {
  plan: PlanView; choices: Choices; legend: string; missing?: string | undefined; onChange: Change;
}) {
  const now = new Date();
  const known = (period: Period) => {
    const last = lastDay(period, "", now);
    return last && t.people.until(dayWithYear(last));
  };
  const followUp = nextFollowUp(plan, now);
  return (
    <>
      <Picks legend={legend} missing={choices.period === "own" ? undefined : missing}>
        {followUp && (
          <Pick name="period" value="follow_up" checked={choices.period === "follow_up"} note={t.people.until(dayWithYear(afterFollowUp(followUp)))}
            onPick={() => onChange({ period: "follow_up", own: afterFollowUp(followUp) })}>
            {inviting.give.followUp(day(followUp))}
          </Pick>
        )}
        {(["month", "months3", "year"] as const).map((one) => (
          <Pick key={one} name="period" value={one} checked={choices.period === one} note={known(one)} onPick={() => onChange({ period: one })}>
            {inviting.give[one]}
          </Pick>
        ))}
        <Pick name="period" value="own" checked={choices.period === "own"} note={inviting.give.ownNote} onPick={() => onChange({ period: "own" })}>
          {inviting.give.own}
        </Pick>
      </Picks>
      {choices.period === "own" && (
        <div class="after s">
          <Field
            label={inviting.give.ownDate} type="date" value={choices.own ?? ""} min={lastDay("own", todayText(now), now)} max={latestDay(now)}
            missing={missing} onInput={(own) => onChange({ own })}
          />
        </div>
      )}
    </>
  );
}

const todayText = (now: Date): string => today(now);

export function PurposePicks({ name, role, purpose, legend, missing, onChange }: {
  name: string; role: Role; purpose: Purpose | undefined; legend: string; missing?: string | undefined; onChange: Change;
}) {
  return (
    <Picks legend={legend} missing={missing}>
      {PURPOSES[role].map((one) => (
        <Pick key={one} name="purpose" value={one} checked={purpose === one} onPick={() => onChange({ purpose: one })}>
          {t.people.purposes[one](name)}
        </Pick>
      ))}
    </Picks>
  );
}

/** What is missing in the answers, question by question; empty when nothing is. */
export function missingIn(choices: Choices, now: Date): Partial<Record<"scopes" | "verb" | "period" | "purpose", string>> {
  return {
    ...(choices.scopes?.length ? {} : { scopes: inviting.give.whatMissing }),
    ...(choices.verb ? {} : { verb: inviting.give.canMissing }),
    ...(choices.period === undefined ? { period: inviting.give.longMissing }
      : lastDay(choices.period, choices.own ?? "", now) ? {} : { period: inviting.give.ownMissing(dayWithYear(latestDay(now))) }),
    ...(choices.purpose ? {} : { purpose: inviting.give.whyMissing }),
  };
}

/** The lines of the consent, when everything is answered. On a meeting it ends two weeks after the meeting at the latest. */
export function wishesOf(plan: PlanView, choices: Choices, now: Date): GrantWish[] | undefined {
  const { scopes, verb, period, purpose } = choices;
  const last = period && lastDay(period, choices.own ?? "", now);
  if (!scopes?.length || !verb || !purpose || !last) return undefined;
  return scopes.map((scope) => {
    const meeting = meetingOf(plan, scope);
    const until = meeting ? meetingLastDay(last, meeting.startsAt, meeting.minutes) : last;
    return { scope, verb, purpose, until: untilMoment(until, now).toISOString() };
  });
}

/** The wishes as they were when the last question was answered: what is shown is what is sent. */
export function useWishes(plan: PlanView, choices: Choices): GrantWish[] | undefined {
  return useMemo(() => wishesOf(plan, choices, new Date()), [JSON.stringify(choices)]);
}

/** The sentence that fills itself; then the exact words. Focus comes here when the words are new. */
export function Sentence({ plan, name, called, choices, asked }: { plan: PlanView; name: string; called: string; choices: Choices; asked: Asked }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (asked.changed && asked.wording) box.current?.focus();
  }, [asked.changed, asked.wording]);
  const { wording } = asked;
  return (
    <section class="block asked-now" ref={box} tabIndex={-1}>
      <h2>{inviting.give.words}</h2>
      {asked.changed && wording && <p class="note strong held" role="alert">{inviting.give.changed}</p>}
      {wording ? <Words><Sentences>{wording.words}</Sentences></Words> : <Words><Filling plan={plan} name={name} choices={choices} /></Words>}
      <p class="note after s" role="status">
        {wording ? inviting.give.exact : asked.fetching ? inviting.give.fetching : !net.value.online ? t.people.offlineYes : ""}
      </p>
      {asked.error !== undefined && (
        <Message title={t.common.failed} alert acts={<Act onPress={() => asked.again()}>{t.common.tryAgain}</Act>}>{problemWords(asked.error)}</Message>
      )}
      {!wording && <p class="note after s">{inviting.give.remember(called)}</p>}
    </section>
  );
}

/** "Karen må [vælg] min tryghedsplan. Det gælder til og med [vælg en dato]. [vælg hvorfor]." */
function Filling({ plan, name, choices }: { plan: PlanView; name: string; choices: Choices }) {
  const { may, until } = inviting.give.sentence;
  const last = choices.period && lastDay(choices.period, choices.own ?? "", new Date());
  const what = choices.scopes?.length ? joined(choices.scopes.map((scope) => partInside(plan, scope, "mine"))) : undefined;
  return (
    <>
      {name || <Gap>{inviting.give.gapPart}</Gap>}{may}
      {choices.verb ? <Filled>{t.people.verbsInside[choices.verb]}</Filled> : <Gap>{inviting.give.gapVerb}</Gap>}{" "}
      {what ? <Filled>{what}</Filled> : <Gap>{inviting.give.gapPart}</Gap>}{". "}{until}{" "}
      {last ? <><Filled>{dayWithYear(last)}</Filled>.</> : <span class="nowrap"><Gap>{inviting.give.gapDate}</Gap>.</span>}{" "}
      {choices.purpose ? <><Filled>{t.people.purposes[choices.purpose](name)}</Filled>.</> : <Gap>{inviting.give.gapWhy}</Gap>}
    </>
  );
}
