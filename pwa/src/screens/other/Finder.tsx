/** Above a long list: find a person, a unit, who waits, who is met soon. It narrows every list of the desk, and dies with the tab. */

import { computed, signal } from "@preact/signals";
import { t } from "../../texts";
import { Act, Field } from "../../ui";
import { wallOf } from "../meetings/times";
import { now } from "../meetings/words";
import { ALL, found, isMany, sorted, type Finding, type Known, type When } from "./finding";
import type { Place } from "./Frame";
import { others, waiting } from "./on-desk";

/** In memory only: a name that is looked for belongs in no address and no history. */
const finding = signal<Finding>(ALL);

export const known = computed<Known[]>(() => {
  const today = wallOf(now()).slice(0, 10);
  const waits = new Map<string, { waits: number; first: number }>();
  waiting.value.forEach(({ plan }, place) => {
    const one = waits.get(plan) ?? { waits: 0, first: place };
    waits.set(plan, { ...one, waits: one.waits + 1 });
  });
  return sorted(others.value.map((plan) => ({
    plan: plan.id,
    citizen: plan.citizen,
    unit: plan.me?.unit ?? "",
    ...(waits.get(plan.id) ?? { waits: 0, first: 0 }),
    meets: plan.all("meeting").filter(({ body }) => body.state === "planned" && body.startsAt >= today).map(({ body }) => body.startsAt).sort(),
  })));
});

/** Of a list with few people everything is found. */
const isFinding = computed(() => isMany(known.value) && JSON.stringify(finding.value) !== JSON.stringify(ALL));

/** Who is found, by plan; undefined when nobody is looked for. */
export const within = computed<ReadonlySet<string> | undefined>(() =>
  isFinding.value ? new Set(found(known.value, finding.value, wallOf(now())).map((one) => one.plan)) : undefined);
export const whenFound = computed<When>(() => (isFinding.value ? finding.value.when : ""));

export function Finder({ place }: { place: Place }) {
  if (!isMany(known.value)) return null;
  const words = t.desk.find;
  const units = [...new Set(known.value.map((one) => one.unit).filter(Boolean))].sort((a, b) => a.localeCompare(b, "da"));
  const now = finding.value;
  const set = (part: Partial<Finding>) => { finding.value = { ...finding.value, ...part }; };
  return (
    <search class="finder">
      <Field label={words.name} value={now.name} maxLength={100} onInput={(name) => set({ name })} />
      <div class="chosen">
        <Choose label={words.when} value={now.when} onChange={(when) => set({ when: when as When })}
          choices={[["", words.all], ...(place === "waiting" ? [] : [["waits", words.waits] as const]), ["today", words.today], ["week", words.week]]} />
        {units.length > 0 && <Choose label={words.unit} value={now.unit} onChange={(unit) => set({ unit })} choices={[["", words.units], ...units.map((unit) => [unit, unit] as const)]} />}
      </div>
      <p class={isFinding.value ? "note after s" : "hide"} role="status">{within.value && words.found(within.value.size, known.value.length)}</p>
      {isFinding.value && <Act plain onPress={() => { finding.value = ALL; }}>{words.clear}</Act>}
    </search>
  );
}

function Choose({ label, value, choices, onChange }: { label: string; value: string; choices: readonly (readonly [string, string])[]; onChange: (value: string) => void }) {
  return (
    <label class="asked">
      <span class="label">{label}</span>
      <select class="field short" value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {choices.map(([key, words]) => <option key={key} value={key}>{words}</option>)}
      </select>
    </label>
  );
}
