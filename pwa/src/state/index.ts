/**
 * The one door between screens and everything below: signals to read, acts to call. Screens import from here and
 * from nowhere else under `src/` but `ui` and `texts`.
 */

export type * from "./types";
export { Problem, api } from "../api/client";
export { content, daysOff, inWords, linesTo, roleName } from "./content";
export { session, refreshSession } from "./session";
export { keptAccounts, type KeptAccount } from "./accounts";
export { badge } from "./badge";
export { install } from "./install";
export { promised } from "./persist";
export { lock } from "./lock";
export { helped } from "./helped";
export { plan, plans } from "./plans";
export { isGuest, roleIn } from "./roles";
export { net, outbox } from "./outbox";
/** What this phone has written, sent or not: kept for 30 days. */
export { kept as written } from "./account";
export { letGo, newItemId, write } from "./write";
export { clearDraft, draft, formDraft, saveDrafts, type FormDraft } from "./drafts";
export { sync } from "./sync";
export { backFromProof, isProofNeeded, mustProve, prove } from "./proof";
export { type Go, type Route, type ScreenName, type ScreenProps, back, go, route } from "./route";
export { push } from "../push";
export { update } from "./update";
export { knownUntil, lang, theme } from "./settings";
export { start } from "./start";
export { version } from "./version";
