/**
 * Some acts need a sign-in of a moment ago: somebody else may hold the phone. The person shows that it is them, and
 * comes back to where they were; what they had filled in lies in its draft meanwhile.
 */

import { Problem } from "../api/client";
import { go } from "./route";
import { tabMemory } from "./settings";

const BACK = "stafet.proof";

export const isProofNeeded = (error: unknown): boolean => error instanceof Problem && error.code === "step_up_needed";

/** Whether the server asks who it is. Then we are on our way to the page that says why. */
export function mustProve(error: unknown): boolean {
  if (!isProofNeeded(error)) return false;
  prove(location.pathname + location.search);
  return true;
}

/** To the page where one shows who one is, and then back to `path`. */
export function prove(path: string): void {
  tabMemory()?.setItem(BACK, path);
  go("/proof", { replace: true });
}

/** Where the person was. */
export const backFromProof = (): string => tabMemory()?.getItem(BACK) ?? "/";
