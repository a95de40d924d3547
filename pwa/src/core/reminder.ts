/** Where a press on a reminder leads. Pure. */

import type { ReminderTarget } from "../api/rest";

/** The citizen comes to their own page, everybody else to what is shared. Undefined while nobody knows whose plan it is. */
export function pathOf({ plan, meeting, consents }: ReminderTarget, role: "citizen" | "member" | undefined): string | undefined {
  if (role === undefined) return undefined;
  if (role === "member") return meeting ? `/shared/${plan}/meetings/${meeting}` : `/shared/${plan}`;
  return consents ? "/consents" : meeting ? `/meetings/${meeting}` : "/";
}
