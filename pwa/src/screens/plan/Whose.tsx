/** Whose an agreement is. It may stand empty, and nobody is asked why. */

import { both } from "../../texts";
import { whose as da } from "../../texts/da/whose";
import { whose as en } from "../../texts/en/whose";

export type Owner = keyof typeof da.owners;
export const whoseWords = both(da, en);
export const ownerOf = (value: unknown): string => whoseWords.owners[value as Owner] ?? "";

export function WhoseField({ value, onPick }: { value: Owner; onPick: (value: Owner) => void }) {
  return (
    <label class="asked">
      <span class="label">{whoseWords.ask}</span>
      <select class="field short" value={value} onChange={(event) => onPick(event.currentTarget.value as Owner)}>
        {Object.entries(whoseWords.owners).map(([each, words]) => <option key={each} value={each}>{words}</option>)}
      </select>
    </label>
  );
}
