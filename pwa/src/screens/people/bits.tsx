/** What the screens about people share: names of parts, one line of "hvem må se hvad", what just happened. */

import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { type GrantItem, type MemberItem, type PlanView, Problem, type Verb, go, net, outbox, route, write } from "../../state";
import { clock, day, daysAway, t, weekday } from "../../texts";
import { Act, Own, State, Tools } from "../../ui";
import { Devices } from "../history/Devices";
import { type Head, type Line, differs, isCall, linesOf, stillThroughDreams } from "./lines";
import { dayOfUntil, isSoon } from "./period";
import { isOwnLife, rootOf, saidBack, sentencesOf, shortName } from "./parts";

// Names

/** What one says about a person: the first name, or the whole name where two share it. */
export function callName(member: MemberItem, members: readonly MemberItem[]): string {
  if (member.isUnit) return member.name;
  const short = shortName(member.name);
  const shared = members.some((other) => other.id !== member.id && other.status !== "ended" && shortName(other.name) === short);
  return shared ? member.name : short;
}

/** "Min mor" for a relative, "Jobcenteret, Aarhus" for others: what stands beside a name. */
export function beside(member: Pick<MemberItem, "role" | "organisation">): string {
  const role = t.people.roleBeside[member.role];
  const own = member.organisation.trim();
  if (isOwnLife(member.role)) return own ? capital(saidBack(own, t.people.mineToYours)) : role;
  if (!role || own.toLocaleLowerCase("da").includes(role.toLocaleLowerCase("da"))) return own || role;
  return own ? `${role}, ${own}` : role;
}

/** "Er det Karen Møller, din mor?": what the person is, inside a question. */
export function asked(member: Pick<MemberItem, "role" | "organisation">): string {
  const own = member.organisation.trim();
  return isOwnLife(member.role) && own ? saidBack(own, t.people.mineToYours) : t.people.roleAsked[member.role];
}

const capital = (words: string): string => words.charAt(0).toLocaleUpperCase("da") + words.slice(1);

export const isHere = (member: MemberItem): boolean => member.status === "active" || member.status === "paused";

// Parts of the plan

type Section = Exclude<keyof typeof t.people.partsInside & keyof typeof t.people.partsYours, "meeting" | "dream">;

function meetingDay(plan: PlanView, scope: string): string | undefined {
  const item = plan.item(rootOf(scope) ?? "");
  if (item?.kind !== "meeting") return undefined;
  const { startsAt } = item.body as { startsAt: string };
  return daysAway(startsAt) < 0 || daysAway(startsAt) > 6 ? day(startsAt) : weekday(startsAt);
}

function dreamText(plan: PlanView, scope: string): string | undefined {
  const item = plan.item(rootOf(scope) ?? "");
  return item?.kind === "dream" ? (item.body as { text: string }).text : undefined;
}

/** The part as a heading: "Drømmen Tilbage i arbejde", the dream itself in the citizen's voice. */
export function Part({ plan, scope }: { plan: PlanView; scope: string }) {
  const dream = scope.startsWith("dream:") ? dreamText(plan, scope) : undefined;
  if (dream !== undefined) return <>{t.people.parts.dream} <Own inline>{dream}</Own></>;
  return <>{partWords(plan, scope)}</>;
}

/** The same in plain words, for those who hear it and for sentences. */
export function partWords(plan: PlanView, scope: string): string {
  if (scope.startsWith("dream:")) {
    const text = dreamText(plan, scope);
    return text === undefined ? t.people.parts.goneDream : `${t.people.parts.dream} ${text}`;
  }
  if (scope.startsWith("meeting:")) {
    const when = meetingDay(plan, scope);
    return when === undefined ? t.people.parts.goneMeeting : t.people.parts.meeting(when);
  }
  if (isCall(scope)) return t.people.parts.call(calledWhom(plan, scope));
  return t.people.parts[scope as Section] ?? scope;
}

/** Whom a leave to call is about. */
export const calledWhom = (plan: PlanView, scope: string): string =>
  (plan.item(scope.slice(5))?.body as { whom?: string } | undefined)?.whom ?? "";

/** Inside the sentence of consent (in the citizen's "jeg"), or spoken to the citizen (in "du"). */
export function partInside(plan: PlanView, scope: string, whose: "mine" | "yours"): string {
  const words = whose === "mine" ? t.people.partsInside : t.people.partsYours;
  if (scope.startsWith("dream:")) {
    const text = dreamText(plan, scope);
    return text === undefined ? t.people.parts.goneDream : `${words.dream} ${text}`;
  }
  if (scope.startsWith("meeting:")) {
    const when = meetingDay(plan, scope);
    return when === undefined ? t.people.parts.goneMeeting : words.meeting(when);
  }
  return words[scope as Section] ?? partWords(plan, scope);
}

export const mayWords = (verb: Verb): string => t.people.verbsMay[verb];

/** The last day somebody may, as a date. */
export const untilDay = (until: string, year?: boolean): string => (year ? dayWithYear(dayOfUntil(until)) : day(dayOfUntil(until)));

/** With the year, which may stand on a line of its own when the letters are large. */
export const dayWithYear = (when: string): string => day(when, true).replace(/\u00a0(?=\d{4}$)/, " ");

/** The exact words, each sentence on a line of its own: a wall of words is not read. */
export function Sentences({ children }: { children: string }) {
  return <>{sentencesOf(children).map((sentence, n) => <span class="sentence" key={n}>{n > 0 && " "}{sentence}</span>)}</>;
}

// Lines

/** The lines of the plan now. When a stop waits on the phone, its time is when the citizen pressed. */
export function currentLines(plan: PlanView): Line[] {
  return linesOf(plan.grants, new Date(), (grant) => pressedAt(grant));
}

function pressedAt(grant: GrantItem): string | undefined {
  const waiting = outbox.value.filter(
    ({ edit }) => edit.act === "withdraw" && edit.member === grant.member && (edit.scope === undefined || edit.scope === grant.scope),
  );
  return waiting[0]?.madeAt;
}

/** "Jonas, jobcenteret" */
export function personWords(member: MemberItem, members: readonly MemberItem[]): string {
  const what = beside(member);
  const name = callName(member, members);
  return what ? `${name}, ${what.charAt(0).toLocaleLowerCase("da")}${what.slice(1)}` : name;
}

export const giveHref = (member: string, scope?: string): string =>
  `/consents/give?member=${member}${scope ? `&scope=${encodeURIComponent(scope)}` : ""}`;
export const receiptHref = (grant: string): string => `/consents/receipt/${grant}`;

/**
 * One line, with its own Stop. Stopped, it stays in its place and the focus stays on it. `by`: what the list around it
 * is sorted by, so that the line says the other half.
 */
export function LineRow({ plan, line, lines, member, by, head, children }: {
  plan: PlanView; line: Line; lines: readonly Line[]; member: MemberItem; by: "person" | "part"; head?: Head; children?: ComponentChildren;
}) {
  const row = useRef<HTMLLIElement>(null);
  const name = callName(member, plan.members);
  const part = partWords(plan, line.scope);
  const title = by === "person" ? <Part plan={plan} scope={line.scope} /> : personWords(member, plan.members);
  const stop = (scope: string) => {
    void write.withdraw(member.id, scope).then(() => announceStop(t.people.consents.stoppedSaid(name, part)));
    row.current?.focus({ preventScroll: true });
  };

  if (line.state === "open") {
    const own = by === "part" ? t.people.until(untilDay(line.until)) : "";
    const note = head && differs(line, head) && by === "person" ? t.people.mayUntil(mayWords(line.verb), untilDay(line.until))
      : by === "part" && line.verb !== "see" ? t.people.mayUntil(mayWords(line.verb), untilDay(line.until))
      : own;
    return (
      <li class="line" ref={row} tabIndex={-1}>
        <span class="grow">
          {title}
          {note && <span class="note">{note}</span>}
          {isSoon(line.until, new Date()) && (!head || differs(line, head)) && (
            <EndsSoon until={line.until} href={giveHref(member.id, line.scope)} about={`${name}: ${part}`} />
          )}
          {children}
        </span>
        <Act onPress={() => stop(line.scope)} about={t.people.stopFor(name, part)}>{t.people.stop}</Act>
      </li>
    );
  }
  return (
    <li class="line gone" ref={row} tabIndex={-1}>
      <span class="grow">
        <span>{title}</span>
        <p class="note">{sinceWords(line, name, member.status)}</p>
        <Devices plan={plan} line={line} member={member} name={name} />
        {line.state === "stopping" && <p class="note"><State of="saved" /></p>}
        {stillThroughDreams(line, lines) && (
          <>
            <p class="note">{t.people.stillThroughDreams(name)}</p>
            <Tools><Act plain onPress={() => stop("dreams")}>{t.people.stopDreamsToo}</Act></Tools>
          </>
        )}
        <StillWithUnit plan={plan} line={line} lines={lines} member={member} name={name} part={part} />
        <Tools>
          {member.status !== "ended" && (
            <Act plain href={giveHref(member.id, line.scope)} about={t.people.giveAgainTo(name, part)}>{t.people.giveAgain}</Act>
          )}
          <Act plain href={receiptHref(line.grant.id)} about={t.people.seeReceiptOf(name, part)}>{t.people.seeReceipt}</Act>
        </Tools>
      </span>
    </li>
  );
}

/** Somebody stopped alone may still read with their unit: it says so, and offers to stop both. */
function StillWithUnit({ plan, line, lines, member, name, part }: {
  plan: PlanView; line: Line; lines: readonly Line[]; member: MemberItem; name: string; part: string;
}) {
  const unit = plan.members.find((one) => one.id === member.unit && one.status === "active");
  const covers = (other: Line) => other.member === unit?.id && other.state === "open"
    && (other.scope === line.scope || (other.scope === "dreams" && line.scope.startsWith("dream:")));
  const open = unit && member.status === "active" ? lines.find(covers) : undefined;
  if (!unit || !open) return null;
  const stop = () => void write.withdraw(unit.id, open.scope).then(() => announceStop(t.people.consents.stoppedSaid(unit.name, part)));
  return (
    <>
      <p class="note">{t.people.stillWithUnit(name, unit.name)}</p>
      <Tools><Act plain onPress={stop} about={t.people.stopFor(unit.name, part)}>{t.people.stopUnitToo(unit.name)}</Act></Tools>
    </>
  );
}

/** That a consent ends soon is said in words: beside the line, or once for all that share the day. */
export function EndsSoon({ until, href, about }: { until: string; href: string; about: string }) {
  const last = dayOfUntil(until);
  return (
    <>
      <p class="note">{daysAway(last) <= 0 ? t.people.endsToday : t.people.endsSoon(day(last))}</p>
      <Tools><Act plain href={href} about={about}>{t.people.longer}</Act></Tools>
    </>
  );
}

/** What all lines of a person share, said once. */
export function HeadSoon({ head, member, name }: { head: Head; member: MemberItem; name: string }) {
  if (!head.until || !isSoon(head.until, new Date())) return null;
  return <div class="held"><EndsSoon until={head.until} href={giveHref(member.id)} about={name} /></div>;
}

/** "Du stoppede kl. 10.42. Karen kan ikke læse det mere." */
export function sinceWords(line: Line, name: string, status: MemberItem["status"]): string {
  const since = line.since ?? line.until;
  const when = daysAway(since) === 0 ? clock(since) : day(since);
  switch (line.state) {
    case "stopping":
      return t.people.stopping(when);
    case "stopped":
      // Whoever was never let in has read nothing, and somebody off the team lost everything at once.
      if (status === "invited" || status === "awaiting_yes") return t.people.stoppedUnread(when);
      if (status === "ended") return t.people.ended(when);
      return `${t.people.stopped(when, name)} ${t.people.mayHaveRead(name)}`;
    default:
      return t.people.over(untilDay(since), name);
  }
}

// What just happened, in words: for those who hear the page, and at the top of the page one comes to

const heard = signal("");
const seen = signal<{ words: string; where: string } | undefined>(undefined);

/** Announced where one is. */
export function announce(words: string): void {
  heard.value = "";
  queueMicrotask(() => {
    heard.value = words;
  });
}

/** Said after a stop: until the server has it, the phone holds it. */
export function announceStop(words: string): void {
  announce(net.value.online && !net.value.signedOut ? words : t.people.consents.stoppingSaid);
}

/** Said at the top of the page at `where`, until one leaves it. */
export function say(words: string, where: string): void {
  seen.value = { words, where };
}

/** Go on, and say there what was done here. */
export function goSaying(words: string, where: string): void {
  say(words, where);
  go(where, { replace: true });
}

export function Announcer() {
  return <p class="hide" role="status" aria-live="polite">{heard.value}</p>;
}

/** What was just done. It goes when one leaves the page. */
export function JustNow() {
  const path = useRef(route.peek().path);
  useEffect(() => () => {
    if (seen.peek()?.where === path.current) seen.value = undefined;
  }, []);
  const now = seen.value;
  return now?.where === path.current ? <p class="said-now" role="status">{now.words}</p> : null;
}

/** What to say when a request did not go through. The words never blame. */
export function problemWords(error: unknown): string {
  const code = error instanceof Problem ? error.code : "";
  if (code === "network" || code === "timeout") return t.people.offline;
  if (code === "signed_out") return t.people.signedOut;
  if (code === "plan_suspended") return t.people.suspended;
  return t.people.failed;
}
