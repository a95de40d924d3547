/** The operator's numbers, each with what is known of its hours now. */

import { daysOff, inWords, linesTo, type Line } from "../../state";
import { t } from "../../texts";
import { Call } from "../../ui";
import { hoursOf, type Hours } from "./hours";
import { useMinute } from "./minute";

export interface Told { line: Line; now: Hours | undefined }

/** Who can be called now stands first, then those whose hours nobody knows. */
export function linesNow(to: Line["to"], at: Date): Told[] {
  const rank = ({ now }: Told) => (now?.open ? 0 : now ? 2 : 1);
  return linesTo(to).map((line) => ({ line, now: hoursOf(line, daysOff.value, at) })).sort((one, other) => rank(one) - rank(other));
}

/** `but`: one that stands on the page already. */
export function Lines({ to, but }: { to: Line["to"]; but?: string | undefined }) {
  return <>{linesNow(to, useMinute()).filter(({ line }) => line.id !== but).map((one) => <LineCall key={one.line.id} {...one} />)}</>;
}

export function LineCall({ line, now }: Told) {
  if (!line.number) return <p><b>{inWords(line.label)}</b><span class="note"><br />{now?.words ?? t.safety.hoursUnknown}. {t.safety.noNumber}</span></p>;
  return (
    <Call name={inWords(line.label)} number={line.number} shown={line.shown || undefined} open={now?.open}
      note={[line.note && inWords(line.note), now?.words ?? t.safety.hoursUnknown].filter(Boolean).join(". ")} />
  );
}
