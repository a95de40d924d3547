/** What was done with somebody beside the citizen, as this phone remembers it: the log has the rest. Pure. */

import type { Edit } from "../../state";

export interface Kept {
  edit: Edit;
  words?: string;
}
export interface Together {
  helper: string;
  at: string;
  acts: { id: string; act: Edit["act"]; words: string }[];
}

/** One entry for each time, the latest first. A session begins with `show`. */
export function together(kept: readonly Kept[]): Together[] {
  const times: Together[] = [];
  for (const { edit, words } of kept) {
    if (!edit.helper) continue;
    let last = times.at(-1);
    if (!last || last.helper !== edit.helper || edit.act === "show") times.push((last = { helper: edit.helper, at: edit.madeAt, acts: [] }));
    last.acts.push({ id: edit.id, act: edit.act, words: words ?? "" });
  }
  return times.reverse();
}
