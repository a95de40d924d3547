/**
 * "Hvem må se hvad", worked out from the citizen's own list of consents. Pure: grants and "now" come in, lines go out.
 * A line is one member and one part of the plan, however many consents lie behind it.
 */

import type { GrantItem, MemberItem, Moment, Verb } from "../../state";
import { dayOfUntil } from "./period";

export type LineState =
  /** The member may. */
  | "open"
  /** The citizen said stop; the telephone has not told the server yet. */
  | "stopping"
  /** The citizen said stop, not long ago: the line stays in its place. */
  | "stopped"
  /** The period ended, not long ago. */
  | "over";

export interface Line {
  member: string;
  scope: string;
  state: LineState;
  verb: Verb;
  until: Moment;
  /** The consent behind it: the widest of the open ones, else the latest. Its receipt is shown. */
  grant: GrantItem;
  /** When it stopped or ended. */
  since?: Moment;
}

export interface Head {
  verb?: Verb;
  until?: Moment;
}

const DAY = 86_400_000;
/** How long a stopped line stays where it was. After that it is history, on the person's own page. */
export const STAYS_DAYS = 7;

const REACH: Record<Verb, number> = { see: 1, respond: 2, edit: 3 };

/** A stop that waits on the phone matters only where something is still open. */
export const isStopping = (grant: GrantItem, now: Date): boolean =>
  grant.stopping && !grant.endedAt && new Date(grant.until) > now;

export const isOpen = (grant: GrantItem, now: Date): boolean =>
  !grant.endedAt && !grant.stopping && new Date(grant.until) > now;

/** A leave to call somebody: it opens nothing to read, and stands by itself. */
export const isCall = (scope: string): boolean => scope.startsWith("call:");

/** One line for each member and part. `stoppedAt`: when the citizen said stop, for what the server has not heard yet. */
export function linesOf(
  grants: readonly GrantItem[],
  now: Date,
  stoppedAt: (grant: GrantItem) => Moment | undefined = () => undefined,
): Line[] {
  const groups = new Map<string, GrantItem[]>();
  for (const grant of grants) {
    if (isCall(grant.scope)) continue;
    const key = `${grant.member} ${grant.scope}`;
    groups.set(key, [...(groups.get(key) ?? []), grant]);
  }
  return [...groups.values()].flatMap((group) => {
    const line = lineOf(group, now, stoppedAt);
    return line ? [line] : [];
  });
}

function lineOf(group: GrantItem[], now: Date, stoppedAt: (grant: GrantItem) => Moment | undefined): Line | undefined {
  const open = group.filter((grant) => isOpen(grant, now));
  if (open.length > 0) {
    const widest = open.reduce((a, b) => (b.until > a.until ? b : a));
    const verb = open.reduce<Verb>((a, b) => (REACH[b.verb] > REACH[a] ? b.verb : a), "see");
    return { member: widest.member, scope: widest.scope, state: "open", verb, until: widest.until, grant: widest };
  }
  const last = group.reduce((a, b) => (endOf(b, now) >= endOf(a, now) ? b : a));
  const line = { member: last.member, scope: last.scope, verb: last.verb, until: last.until, grant: last };
  if (isStopping(last, now)) return { ...line, state: "stopping", since: stoppedAt(last) ?? now.toISOString() };
  const since = last.endedAt ?? last.until;
  if (now.getTime() - new Date(since).getTime() > STAYS_DAYS * DAY) return undefined;
  return { ...line, state: last.endedAt ? "stopped" : "over", since };
}

/** When a consent that no longer holds stopped holding, so that the latest can be found. */
const endOf = (grant: GrantItem, now: Date): number =>
  isStopping(grant, now) ? now.getTime() : new Date(grant.endedAt ?? grant.until).getTime();

/** What most of a person's open lines share: it is said once, in the head. A line that differs says so itself. */
export function headOf(lines: readonly Line[]): Head {
  const open = lines.filter((line) => line.state === "open");
  if (open.length === 0) return {};
  const key = (line: Line) => `${line.verb} ${dayOfUntil(line.until)}`;
  const counts = new Map<string, number>();
  for (const line of open) counts.set(key(line), (counts.get(key(line)) ?? 0) + 1);
  const common = open.reduce((a, b) => ((counts.get(key(b)) ?? 0) > (counts.get(key(a)) ?? 0) ? b : a));
  return { verb: common.verb, until: common.until };
}

export const differs = (line: Line, head: Head): boolean =>
  line.verb !== head.verb || (head.until !== undefined && dayOfUntil(line.until) !== dayOfUntil(head.until));

/** A dream can be open by its own line or by the line on all dreams. */
export function stillThroughDreams(line: Line, lines: readonly Line[]): boolean {
  return (
    line.state !== "open" &&
    line.scope.startsWith("dream:") &&
    lines.some((other) => other.member === line.member && other.scope === "dreams" && other.state === "open")
  );
}

export interface Group<T> {
  of: T;
  lines: Line[];
}

/**
 * By person. Those with the most recent change come first; `keep` is the order already on the screen, so that nothing
 * moves under the finger that just pressed Stop.
 */
export function byPerson(
  lines: readonly Line[],
  members: readonly MemberItem[],
  scopeOrder: readonly string[],
  keep: readonly string[] = [],
): Group<MemberItem>[] {
  const groups = members.flatMap((member) => {
    const own = lines.filter((line) => line.member === member.id);
    return own.length > 0 ? [{ of: member, lines: inOrder(own, scopeOrder) }] : [];
  });
  return kept(groups, (group) => group.of.id, keep);
}

/** By part of the plan: the same list, turned round. */
export function byPart(
  lines: readonly Line[],
  members: readonly MemberItem[],
  scopeOrder: readonly string[],
  keep: readonly string[] = [],
): Group<string>[] {
  const names = new Map(members.map((member, place) => [member.id, place]));
  const known = lines.filter((line) => names.has(line.member));
  const scopes = [...new Set(known.map((line) => line.scope))].sort((a, b) => place(a, scopeOrder) - place(b, scopeOrder));
  const groups = scopes.map((scope) => ({
    of: scope,
    lines: known
      .filter((line) => line.scope === scope)
      .sort((a, b) => (names.get(a.member) ?? 0) - (names.get(b.member) ?? 0)),
  }));
  return kept(groups, (group) => group.of, keep);
}

const inOrder = (lines: readonly Line[], order: readonly string[]): Line[] =>
  [...lines].sort((a, b) => place(a.scope, order) - place(b.scope, order));

function place(scope: string, order: readonly string[]): number {
  const at = order.indexOf(scope);
  return at < 0 ? order.length : at;
}

const changed = (group: Group<unknown>): string =>
  group.lines.reduce((latest, line) => {
    const at = line.since ?? line.grant.from;
    return at > latest ? at : latest;
  }, "");

function kept<T>(groups: Group<T>[], id: (group: Group<T>) => string, keep: readonly string[]): Group<T>[] {
  const at = (group: Group<T>) => {
    const index = keep.indexOf(id(group));
    return index < 0 ? keep.length : index;
  };
  return groups.sort((a, b) => at(a) - at(b) || changed(b).localeCompare(changed(a)));
}

/** Parts of the plan this member has no open line on. */
export function closedScopes(lines: readonly Line[], member: string, scopes: readonly string[]): string[] {
  const mine = lines.filter((line) => line.member === member);
  const shown = new Set(mine.map((line) => line.scope));
  return scopes.filter((scope) => !shown.has(scope));
}

/** What has been: every consent of this member that holds no more and is no line any longer, the latest first. */
export function earlier(grants: readonly GrantItem[], lines: readonly Line[], member: string, now: Date): GrantItem[] {
  const shown = new Set(lines.map((line) => line.grant.id));
  return grants
    .filter((grant) => grant.member === member && !isOpen(grant, now) && !isStopping(grant, now) && !shown.has(grant.id))
    .sort((a, b) => (b.endedAt ?? b.until).localeCompare(a.endedAt ?? a.until));
}
