/**
 * The accounts that stay on this phone when somebody else takes it: each in a database of its own, behind a code of its
 * own. This list is read by anybody who holds the phone, so it says a number, and a first name only if its owner said yes.
 */

import { remembered } from "./settings";

export interface KeptAccount {
  person: string;
  number: number;
  name?: string;
}

export const KEPT = "stafet.accounts";

/** In the order of their numbers. Read anew each time: another tab may have written. */
export function keptAccounts(): KeptAccount[] {
  return JSON.parse(remembered(KEPT) ?? "[]") as KeptAccount[];
}

/** When nobody has the app open here and one plan lies on the phone: it is theirs. */
export function onlyAccount(): string | undefined {
  const [only, another] = keptAccounts();
  return another ? undefined : only?.person;
}
