/** The operator's numbers, each with what is known of its hours now. */

import { daysOff, inWords, linesTo, type Line } from "../../state";
import { t } from "../../texts";
import { Call } from "../../ui";
import { hoursOf } from "./hours";

export function Lines({ to }: { to: Line["to"] }) {
  // Who can be called now stands first, then those whose hours nobody knows.
  const told = linesTo(to).map((line) => ({ line, now: hoursOf(line, daysOff.value) }));
  const rank = ({ now }: (typeof told)[number]) => (now?.open ? 0 : now ? 2 : 1);
  return (
    <>
      {told.sort((one, other) => rank(one) - rank(other)).map(({ line, now }) => !line.number ? (
        <p key={line.id}><b>{inWords(line.label)}</b><span class="note"><br />{now?.words ?? t.safety.hoursUnknown}. {t.safety.noNumber}</span></p>
      ) : (
        <Call key={line.id} name={inWords(line.label)} number={line.number} shown={line.shown || undefined} open={now?.open}
          note={[line.note && inWords(line.note), now?.words ?? t.safety.hoursUnknown].filter(Boolean).join(". ")} />
      ))}
    </>
  );
}
