/** What a point can come from: a dream, a goal on its thread, or something I need. One press makes it a point. */

import type { Item, Link, PlanView } from "../../state";
import { t } from "../../texts";
import { Hide, Icon } from "../../ui";

export interface Source {
  link: Link;
  text: string;
  kind: "dream" | "goal" | "need";
}

export function sourcesOf(plan: PlanView): Source[] {
  const as = (kind: Source["kind"]) => (item: Item<"dream"> | Item<"goal"> | Item<"need">): Source => ({
    link: { scope: item.scope, item: item.id },
    text: item.body.text,
    kind,
  });
  const threads = plan.all("dream").flatMap((dream) => [as("dream")(dream), ...plan.items(dream.scope, "goal").map(as("goal"))]);
  return [...threads, ...plan.items("needs", "need").map(as("need"))];
}

export function Sources({ sources, onTake }: { sources: readonly Source[]; onTake: (source: Source) => void }) {
  if (sources.length === 0) return null;
  return (
    <ul class="sources">
      {sources.map((source) => (
        <li key={source.link.item}>
          <button type="button" class="row source" onClick={() => onTake(source)}>
            <svg class={`knot${source.kind === "goal" ? " in" : ""}`} viewBox="0 0 24 24" aria-hidden="true">
              {source.kind === "dream" && <circle class="cover" cx="12" cy="12" r="8.5" />}
              {source.kind === "goal" && <><circle class="cover" cx="12" cy="12" r="7" /><circle class="full" cx="12" cy="12" r="2" /></>}
              {source.kind === "need" && <circle class="cover" cx="12" cy="12" r="3.4" />}
            </svg>
            <span class="grow own"><Hide>{t.meetings.sourceKinds[source.kind]}: </Hide>{source.text}</span>
            <span class="add"><Icon name="plus" small />{t.meetings.takeWith}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
