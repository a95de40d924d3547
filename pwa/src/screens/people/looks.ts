/** The log as people read it: one entry for one visit, by day, by person or by part of the plan. Pure. */

import type { LogLine } from "../../state/log";
import { daysBetween, today } from "../meetings/times";

/** What is fetched within so short a time is one visit, not five. */
const VISIT_MS = 10 * 60_000;

/** What a row says, as far as this version knows it. */
export interface Said {
  name: string;
  organisation: string;
  member: string;
  /** The phone's own time, for a stop that was made without a network. */
  madeAt: string;
  /** Which device, or which unit. */
  label: string;
  /** The unit somebody read with. */
  unit: string;
  /** What was done with somebody beside the citizen. */
  act: string;
  /** Who was let in then. */
  whom: string;
}

export interface Visit {
  kind: "visit";
  seq: number;
  /** The id of who looked: two people may have one name. */
  who: string;
  name: string;
  organisation: string;
  scopes: string[];
  at: string;
  /** The citizen had said stop by then, and the server had not heard it. */
  afterStop?: { said: string; heard: string };
}
export interface Act {
  kind: "act";
  seq: number;
  line: LogLine;
  said: Said;
  /** One yes may open several parts, and one stop close them. */
  scopes: string[];
  at: string;
}
export interface LogDay {
  day: string;
  entries: (Visit | Act)[];
}

/** Read a row's words. One that cannot be read says nothing, and is still a row. */
export function saidIn(line: LogLine): Said {
  let said: Record<string, unknown> = {};
  try {
    said = JSON.parse(line.payload ?? "{}") as Record<string, unknown>;
  } catch {
    // Its seal tells whether somebody wrote in it: that is the check's business.
  }
  const word = (name: string) => (typeof said[name] === "string" ? said[name] : "");
  return { name: word("name"), organisation: word("organisation"), member: word("member"), madeAt: word("madeAt"), label: word("label") || word("unitName"), unit: word("unit"), act: word("act"), whom: word("whom") };
}

/** The latest first, in Danish days. Somebody's reads within ten minutes stand as one entry that names every part. */
export function byDay(lines: readonly LogLine[]): LogDay[] {
  const days: LogDay[] = [];
  for (const line of [...lines].reverse()) {
    const day = today(new Date(line.at));
    let of = days.find((one) => one.day === day);
    if (!of) days.push((of = { day, entries: [] }));
    if (line.kind !== "look") addAct(of, line);
    else addVisit(of, line, stopBefore(line, lines));
  }
  return days;
}

function addVisit(of: LogDay, line: LogLine, afterStop: Visit["afterStop"]): void {
  const { name, organisation } = saidIn(line);
  const scope = line.scope ?? "";
  const visit = of.entries.find((entry): entry is Visit =>
    entry.kind === "visit" && entry.who === line.who && entry.name === name && Math.abs(Date.parse(entry.at) - Date.parse(line.at)) <= VISIT_MS
    && !entry.afterStop === !afterStop);
  if (visit) {
    if (!visit.scopes.includes(scope)) visit.scopes.push(scope);
  } else {
    of.entries.push({ kind: "visit", seq: line.seq, who: line.who ?? "", name, organisation, scopes: [scope], at: line.at, ...(afterStop && { afterStop }) });
  }
}

function addAct(of: LogDay, line: LogLine): void {
  const said = saidIn(line);
  const last = of.entries.at(-1);
  const isSame = last?.kind === "act" && said.name !== "" && last.line.kind === line.kind && last.line.who === line.who
    && last.said.name === said.name && last.said.member === said.member && last.said.madeAt === said.madeAt && last.line.kind !== "helped" && last.at.slice(0, 16) === line.at.slice(0, 16);
  if (isSame) last.scopes.push(line.scope ?? "");
  else of.entries.push({ kind: "act", seq: line.seq, line, said, scopes: [line.scope ?? ""], at: line.at });
}

/** A stop of this part for this person that was said before the look, and reached the server after it. */
function stopBefore(look: LogLine, lines: readonly LogLine[]): Visit["afterStop"] {
  for (const line of lines) {
    if (line.kind !== "withdrawn" || line.seq < look.seq || !(line.scope === look.scope || line.scope === "dreams")) continue;
    const { member, madeAt } = saidIn(line);
    if (member === look.who && madeAt && madeAt < look.at) return { said: madeAt, heard: line.at };
  }
  return undefined;
}

export interface Reader {
  who: string;
  name: string;
  organisation: string;
  /** The unit they read with. */
  unit: string;
  at: string;
  /** The newest look at each part, the latest first. */
  parts: { scope: string; at: string }[];
}

/** Who has looked, the latest first, and when they last saw each part. */
export function byPerson(lines: readonly LogLine[]): Reader[] {
  const readers: Reader[] = [];
  for (const line of looks(lines)) {
    const { name, organisation, unit } = saidIn(line);
    let reader = readers.find((one) => one.who === line.who && one.name === name);
    if (!reader) readers.push((reader = { who: line.who ?? "", name, organisation, unit, at: line.at, parts: [] }));
    const scope = line.scope ?? "";
    if (!reader.parts.some((part) => part.scope === scope)) reader.parts.push({ scope, at: line.at });
  }
  return readers;
}

/** Those who read with one unit stand under its name, each by their own; the group that read last comes first. */
export function byUnit(readers: readonly Reader[]): Reader[][] {
  const groups = new Map<string, Reader[]>();
  for (const reader of readers) {
    const key = reader.unit || `${reader.who} ${reader.name}`;
    groups.set(key, [...(groups.get(key) ?? []), reader]);
  }
  return [...groups.values()];
}

export interface ReadPart {
  scope: string;
  at: string;
  people: { who: string; name: string; organisation: string; at: string }[];
}

/** What was looked at, the latest first, and who last saw it when. */
export function byPart(lines: readonly LogLine[]): ReadPart[] {
  const parts: ReadPart[] = [];
  for (const line of looks(lines)) {
    const scope = line.scope ?? "";
    let part = parts.find((one) => one.scope === scope);
    if (!part) parts.push((part = { scope, at: line.at, people: [] }));
    const { name, organisation } = saidIn(line);
    if (!part.people.some((one) => one.who === line.who && one.name === name)) part.people.push({ who: line.who ?? "", name, organisation, at: line.at });
  }
  return parts;
}

const looks = (lines: readonly LogLine[]): LogLine[] => lines.filter((line) => line.kind === "look").reverse();

/** How many people have looked today or yesterday. */
export function peopleSinceYesterday(lines: readonly LogLine[], now: Date): number {
  const recent = looks(lines).filter((line) => daysBetween(today(new Date(line.at)), today(now)) <= 1);
  return new Set(recent.map((line) => `${line.who} ${saidIn(line).name}`)).size;
}
