/** Tilgængelighedserklæring: what works for whom, what is not promised, and who answers when something does not. */

import { linesTo } from "../../state";
import { both, t } from "../../texts";
import { accessibility as da } from "../../texts/da/accessibility";
import { accessibility as en } from "../../texts/en/accessibility";
import { Act, Screen } from "../../ui";
import { Lines } from "../safety/Lines";

const words = both(da, en);
/** Of the agency that watches over the law (digst.dk, Oplever du ikke-tilgængeligt indhold?). */
const AGENCY = "+4520163612";

export default function AccessibilityScreen() {
  return (
    <Screen title={words.title} lead={words.lead} back={{ href: "/settings", label: t.common.settings }}>
      <Part title={words.status}><p>{words.statusText}</p></Part>
      <Part title={words.can}><List of={words.canLines} /></Part>
      <Part title={words.gaps}><List of={words.gapLines} /></Part>
      <Part title={words.ask}>
        <p>{words.askText}</p>
        {linesTo("questions").length > 0 && <div class="calls"><Lines to="questions" /></div>}
      </Part>
      <Part title={words.complain}>
        <p>{words.complainText}</p>
        <Act href={`tel:${AGENCY}`}>{words.complainCall}</Act>
        <p class="note">20 16 36 12</p>
      </Part>
      <Part title={words.made}><p>{words.madeText}</p><p class="note">{words.law}</p></Part>
    </Screen>
  );
}

function Part({ title, children }: { title: string; children: preact.ComponentChildren }) {
  return <section class="block"><h2>{title}</h2><div class="stack near">{children}</div></section>;
}

function List({ of }: { of: readonly string[] }) {
  return <ul class="plainlist">{of.map((line) => <li>{line}</li>)}</ul>;
}
