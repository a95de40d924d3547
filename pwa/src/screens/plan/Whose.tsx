/** Whose task an agreement is. It may stand empty, and nobody is asked why. */

import { both } from "../../texts";
import { whose as da } from "../../texts/da/whose";
import { whose as en } from "../../texts/en/whose";

export type WhoseTask = keyof typeof da.tasks;
export const whoseWords = both(da, en);
export const taskOf = (value: unknown): string => whoseWords.tasks[value as WhoseTask] ?? "";

export function WhoseField({ value, onPick }: { value: WhoseTask; onPick: (value: WhoseTask) => void }) {
  return (
    <label class="asked">
      <span class="label">{whoseWords.ask}</span>
      <select class="field short" value={value} onChange={(event) => onPick(event.currentTarget.value as WhoseTask)}>
        {Object.entries(whoseWords.tasks).map(([each, words]) => <option key={each} value={each}>{words}</option>)}
      </select>
    </label>
  );
}
