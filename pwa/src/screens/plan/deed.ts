/** What is done, as a verb and the rest. The verb is chosen or written by somebody, never guessed. Pure. */

import type { Role } from "../../state";

export interface Deed {
  verb: string;
  rest: string;
}

/** Words whose verb nobody said are all "the rest". */
export function deedOf(what: string, verb: string): Deed {
  const stands = verb !== "" && `${what} `.toLocaleLowerCase().startsWith(`${verb} `.toLocaleLowerCase());
  return stands ? { verb, rest: what.slice(verb.length).trim() } : { verb: "", rest: what };
}

/** As it is read: "Ringer til jobcenteret". */
export function whatOf({ verb, rest }: Deed): string {
  const said = [verb.trim(), rest.trim()].filter(Boolean).join(" ");
  return verb.trim() ? said.charAt(0).toLocaleUpperCase() + said.slice(1) : said;
}

/** A task for the GP says what is done and by when, or it is none: the server refuses it (A14). */
export const mustBeConcrete = (role: Role | undefined): boolean => role === "gp";
