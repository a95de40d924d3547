/** Whether somebody sits beside the citizen now. Known before anything is drawn; `helped.ts` has the acts. */

import { signal } from "@preact/signals";
import { type Helped, isOver } from "../core/helped";

export const helping = signal<Helped | undefined>(undefined);
/** It was on when the app was closed, and its time has passed meanwhile. */
export const ranOut = signal(false);

export function recallHelp(found: Helped | undefined): void {
  ranOut.value = found !== undefined && isOver(found, Date.now());
  helping.value = ranOut.value ? undefined : found;
}
