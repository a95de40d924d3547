/** A row of the log in words, and where a part of the plan is named for somebody who reads it. */

import type { PlanView } from "../../state";
import type { LogLine } from "../../state/log";
import { daysAway, t, upper, weekdayDay } from "../../texts";
import { dayWithYear, partInside, partWords } from "./bits";
import { type Said, saidIn } from "./looks";
import { shortName } from "./parts";

/** A part as a name: agreements that name somebody reach them without a consent. */
export const partName = (view: PlanView, scope: string): string =>
  scope === "responsible" ? t.log.looks.agreements : partWords(view, scope);

/** A part inside a sentence to the citizen. */
export const partSaid = (view: PlanView, scope: string): string =>
  scope === "responsible" ? t.log.looks.agreementsInside : partInside(view, scope, "yours");

/** One row as one sentence. */
export function lineWords(view: PlanView, line: LogLine): string {
  const words = t.log.acts;
  if (line.payload === undefined && line.kind !== "erased") return words.emptied;
  const said = saidIn(line);
  const name = said.name ? shortly(view, said) : words.somebody;
  const part = partName(view, line.scope ?? "");
  switch (line.kind) {
    case "look":
      return words.look(name, part);
    case "given":
    case "superseded":
      return words[line.kind](name, part);
    case "withdrawn":
      return line.who === "citizen" ? words.withdrawn(name, part) : words.ended(name, part);
    case "signed_in":
    case "exported":
    case "printed":
      return [words[line.kind], said.label].filter(Boolean).join(": ");
    case "proposed":
      return words.proposed(name);
    case "unit_joined":
    case "unit_left":
      return words[line.kind](name, said.label);
    case "employee_left":
      return words.employee_left(name, said.organisation);
    case "helped":
      return (words.helped[said.act] ?? words.helped["done"])?.(shortName(view.citizen), said.name, said.whom ? shortName(said.whom) : line.scope ? part : "") ?? words.other;
    case "suspended":
    case "resumed":
    case "erased":
      return words[line.kind];
    default:
      return words.other;
  }
}

/** A unit's name is said whole. */
const shortly = (view: PlanView, said: Said): string =>
  said.member !== "" && view.members.some((one) => one.id === said.member && one.isUnit) ? said.name : shortName(said.name);

/** An act that is about several parts, before they are named. */
export function manyWords(view: PlanView, line: LogLine, count: number): string {
  const { many, somebody } = t.log.acts;
  const said = saidIn(line);
  const name = said.name ? shortly(view, said) : somebody;
  if (line.kind === "withdrawn") return line.who === "citizen" ? many.withdrawn(name, count) : many.ended(name, count);
  return line.kind === "superseded" ? many.superseded(name, count) : many.given(name, count);
}

/** "I dag", "I går", "Mandag 16. november". */
export function dayName(of: string): string {
  const away = daysAway(of);
  if (away === 0) return t.log.looks.today;
  if (away === -1) return t.log.looks.yesterday;
  return upper(away > -300 ? weekdayDay(of) : dayWithYear(of));
}
