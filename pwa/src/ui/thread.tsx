/** The red thread. It runs only along real links; shape and word carry it, colour is the third sign. */
import type { ComponentChildren } from "preact";
import { t } from "../texts";
import { Act } from "./act";

export type KnotKind = "dream" | "goal" | "step" | "agenda_item" | "answer" | "agreement" | "slack";

const KNOTS: Record<Exclude<KnotKind, "slack">, preact.JSX.Element> = {
  dream: <circle class="cover" cx="12" cy="12" r="8.5" />,
  goal: <><circle class="cover" cx="12" cy="12" r="7" /><circle class="full" cx="12" cy="12" r="2" /></>,
  step: <circle class="cover" cx="12" cy="12" r="3.4" />,
  agenda_item: <circle class="stitch" cx="12" cy="12" r="3.8" />,
  answer: <><path d="M12 12h13" /><circle class="stitch" cx="12" cy="12" r="3.8" /></>,
  agreement: <><circle class="full" cx="12" cy="12" r="7" /><path class="cut" d="M5 12.8C9.5 13.5 13.5 10.5 14.8 5.2M8.2 18.3C14 18.5 18.3 14.5 19 9.5" /></>,
};

/** `fromMark`: the thread comes out of the mark in the bar. `runsOn`: it leaves through the bottom. `two`: it forks. */
export function Thread({ fromMark, runsOn, two, children }: {
  fromMark?: boolean | undefined; runsOn?: boolean | undefined; two?: boolean | undefined; children: ComponentChildren;
}) {
  return <ol class={`thread${fromMark ? " from-mark" : ""}${runsOn ? " runs-on" : ""}${two ? " two" : ""}`}>{children}</ol>;
}

/** One entry on the thread. Begin its content with its kind in words. `reach`: the stitch goes all the way to a sheet.
 * `fresh`: just tied by the person's own act; it is drawn once. */
export function Knot({ kind, tight, reach, fresh, children }: {
  kind: KnotKind; tight?: boolean | undefined; reach?: boolean | undefined; fresh?: boolean | undefined; children: ComponentChildren;
}) {
  if (kind === "slack") {
    return (
      <li class="loose">
        <svg class="slack" viewBox="0 0 24 100" preserveAspectRatio="none" aria-hidden="true">
          <path vector-effect="non-scaling-stroke" d="M12 0C12 24 3 24 4 46C5 66 20 62 17 82C16 90 13 94 9 97" />
        </svg>
        {children}
      </li>
    );
  }
  return (
    <li class={[tight && "tight", fresh && "fresh"].filter(Boolean).join(" ") || undefined}>
      <svg class="knot" viewBox="0 0 24 24" aria-hidden="true">
        {reach ? <><path d="M12 6V20H38" stroke-linecap="butt" /><circle class="stitch" cx="12" cy="20" r="3.8" /></> : KNOTS[kind]}
      </svg>
      {children}
    </li>
  );
}

/** One of the two versions: the thread branches to its sheet. */
export function Branch({ children }: { children: ComponentChildren }) {
  return <li class="branch">{children}</li>;
}

/** An empty place: a slack thread, one sentence that gives room, one action at most. */
export function Empty({ children, action, href, onPress, main }: {
  children: ComponentChildren; action?: string | undefined; href?: string | undefined; onPress?: (() => void) | undefined; main?: boolean | undefined;
}) {
  return (
    <Thread>
      <Knot kind="slack">
        <p>{children}</p>
        {action && <div class="after s"><Act main={main} plain={!main} href={href} onPress={onPress}>{action}</Act></div>}
      </Knot>
    </Thread>
  );
}

/** Where a dream or a goal something comes from is named on one line. */
export function From({ what, children }: { what?: string | undefined; children: ComponentChildren }) {
  return <p class="from"><span>{what ?? t.common.fromDream}</span> <span class="own inline">{children}</span></p>;
}
