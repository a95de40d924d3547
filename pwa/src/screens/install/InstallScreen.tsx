/** Stafet på din skærm: the browser's own question, or three drawn steps for a phone that has none. */

import type { ComponentChildren } from "preact";
import { install } from "../../state";
import { both, t } from "../../texts";
import { install as da } from "../../texts/da/install";
import { install as en } from "../../texts/en/install";
import { Act, Screen } from "../../ui";
import "./install.css";

const words = both(da, en);

/** Drawn with the app's own colours. */
const line = { fill: "none", stroke: "var(--ink-soft)", "stroke-width": 2, "stroke-linejoin": "round", "stroke-linecap": "round" } as const;
const strong = { ...line, stroke: "var(--ink)", "stroke-width": 2.5 } as const;
const faint = { ...line, stroke: "var(--hairline)", "stroke-width": 8 } as const;
const here = { fill: "var(--sheet)", stroke: "var(--thread)", "stroke-width": 3 } as const;
const label = { fill: "var(--ink)", "font-size": 16, "font-weight": 600 } as const;

export default function InstallScreen() {
  return (
    <Screen title={words.title} lead={words.lead} back={{ href: "/settings", label: t.common.settings }}>
      {install.installed.value ? <p class="after">{words.done}</p> : <How />}
    </Screen>
  );
}

function How() {
  const way = install.way.value;
  if (way === "ask") return <><Act main wide onPress={() => void install.ask()}>{words.ask}</Act><p class="note after">{words.asks} {words.free}</p></>;
  return (
    <section class="block">
      <h2>{words.steps}</h2>
      <ol class="guide">
        {way === "ios"
          ? words.ios.map((step, place) => <li class="sheet"><p>{place + 1}. {step.words}</p>{DRAWN[place]?.(step.alt)}</li>)
          : words.otherSteps.map((step, place) => <li class="sheet"><p>{place + 1}. {step}</p></li>)}
      </ol>
      <p class="note after">{way === "ios" ? words.iosNote : words.otherNote} {words.free}</p>
    </section>
  );
}

/** The phone's own screen, as little of it as is needed. */
function Drawn({ alt, children }: { alt: string; children: ComponentChildren }) {
  return <svg class="drawn" viewBox="0 0 280 96" role="img" aria-label={alt}><rect fill="var(--paper)" stroke="var(--hairline)" x="1" y="1" width="278" height="94" rx="14" />{children}</svg>;
}

const DRAWN: ((alt: string) => ComponentChildren)[] = [
  (alt) => (
    <Drawn alt={alt}>
      <path {...line} d="M36 48l-8-8 8-8M78 32l8 8-8 8M196 30c8-4 14 0 14 4v26c0-4-6-6-14-4zM224 30c-8-4-14 0-14 4v26c0-4 6-6 14-4zM244 32h18v18h-18zM250 26h18v18" />
      <circle {...here} cx="140" cy="44" r="32" />
      <path {...strong} d="M133 38h-6v24h26V38h-6M140 52V24M132 32l8-8 8 8" />
    </Drawn>
  ),
  (alt) => (
    <Drawn alt={alt}>
      <path {...faint} d="M20 22h140M20 76h110" />
      <rect {...here} x="10" y="32" width="260" height="34" rx="8" />
      <text {...label} x="22" y="54">{words.add}</text>
      <path {...strong} d="M238 40h18v18h-18zM247 44v10M242 49h10" />
    </Drawn>
  ),
  (alt) => (
    <Drawn alt={alt}>
      <rect {...here} x="190" y="14" width="80" height="32" rx="16" />
      <text {...label} x="230" y="35" text-anchor="middle">{words.put}</text>
      <rect fill="var(--action)" x="24" y="56" width="28" height="28" rx="7" />
      <text {...label} x="64" y="75">Stafet</text>
    </Drawn>
  ),
];
