/** Text with a job: whose words, what kind, who may read, in which state. */
import type { ComponentChildren } from "preact";
import { t } from "../texts";
import { Icon, type IconName } from "./icons";

/** The plan owner's own words. `big` in a list of points, `inline` inside a sentence of ours. */
export function Own({ children, big, inline, as }: { children: ComponentChildren; big?: boolean; inline?: boolean; as?: "p" | "span" | "h2" | "h3" }) {
  const Tag = as ?? (inline ? "span" : "p");
  return <Tag class={`own${big ? " big" : ""}${inline ? " inline" : ""}`}>{children}</Tag>;
}

/** The serif belongs to the hand that wrote the words: the citizen's. Everybody else's are the sans. */
export function voiceClass(item: { voice: string }): "own" | "said-by" {
  return item.voice === "citizen" ? "own" : "said-by";
}

export function Note({ children, strong }: { children: ComponentChildren; strong?: boolean }) {
  return <p class={`note${strong ? " strong" : ""}`}>{children}</p>;
}

export function Kind({ children }: { children: ComponentChildren }) {
  return <p class="kind">{children}</p>;
}

export function Hide({ children }: { children: ComponentChildren }) {
  return <span class="hide">{children}</span>;
}

export type StateOf = "saved" | "sent" | "all_sent" | "sending" | "two" | "refused" | "offline" | "works_offline" | "signed_out";

const STATE_ICONS: Record<StateOf, IconName> = {
  saved: "saved", sent: "check", all_sent: "check", sending: "saved", two: "fork", refused: "refused", offline: "offline",
  works_offline: "saved", signed_out: "lock",
};

/** The state of what I wrote, always as words. */
export function State({ of }: { of: StateOf }) {
  const strong = of === "two" || of === "refused" || of === "offline" || of === "signed_out";
  return <span class={`state${strong ? " strong" : ""}`}><Icon name={STATE_ICONS[of]} small />{t.common.states[of]}</span>;
}

/** Who may read these words, beside the words themselves. */
export function Sees({ children }: { children: ComponentChildren }) {
  return <p class="sees"><Icon name="eye" small /><span>{children}</span></p>;
}

/** Above somebody else's words: what, until when, and that reading is seen. */
export function Until({ children }: { children: ComponentChildren }) {
  return <div class="until"><Icon name="eye" small /><p>{children}</p></div>;
}

/** The exact words of a consent, word for word. */
export function Words({ children }: { children: ComponentChildren }) {
  return <div class="words"><p class="own">{children}</p></div>;
}
export function Gap({ children }: { children?: ComponentChildren }) {
  return <span class="gap">{children ?? "\u00a0"}</span>;
}
export function Filled({ children }: { children: ComponentChildren }) {
  return <span class="filled">{children}</span>;
}
