/** Fields and choices. Labels stand above; nothing is preselected; what is missing is said in words, never in red. */
import type { ComponentChildren, Ref } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { Act } from "./act";
import { t } from "../texts";

export function Field({ label, hideLabel, own, dream, value, onInput, missing, rows, type, note, max, min, maxLength, inputMode, autocomplete, focus, lang, id, options }: {
  label: ComponentChildren; hideLabel?: boolean | undefined;
  /** The citizen's own words: serif. */
  own?: boolean | undefined; dream?: boolean | undefined;
  value: string; onInput: (value: string) => void;
  /** A sentence about what is missing; focus moves here when it appears. */
  missing?: string | undefined;
  /** More than one line. */
  rows?: number | undefined;
  type?: "text" | "tel" | "date" | "time" | "url" | "datetime-local" | "number" | undefined;
  note?: ComponentChildren; max?: string | undefined; min?: string | undefined; maxLength?: number | undefined;
  inputMode?: "text" | "tel" | "numeric" | undefined; autocomplete?: string | undefined;
  focus?: boolean | undefined; lang?: string | undefined; id?: string | undefined;
  /** What the phone may suggest while one writes. Anything else is as good. */
  options?: readonly string[] | undefined;
}) {
  const made = useId();
  const name = id ?? made;
  const field = useRef<HTMLInputElement | HTMLTextAreaElement>(null);
  useEffect(() => {
    const place = field.current;
    if (!place || !(focus || missing)) return;
    place.focus();
    // A sentence that is begun is written on from its end.
    if (rows !== undefined) place.setSelectionRange(place.value.length, place.value.length);
  }, [missing]);
  useEffect(() => {
    // Browsers without field-sizing: the field grows with its text all the same.
    const area = field.current;
    if (!area || rows === undefined || CSS.supports("field-sizing: content")) return;
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight + 3}px`;
  }, [value]);
  const shared = {
    id: name, class: `field${own ? " own-words" : ""}${dream ? " dream-field" : ""}${(rows ?? 1) === 1 ? " short" : ""}`, value, lang, maxLength,
    autocomplete: autocomplete ?? "off",
    "aria-invalid": missing ? true : undefined,
    "aria-describedby": [missing && `${name}-m`, note && `${name}-n`].filter(Boolean).join(" ") || undefined,
    onInput: (event: { currentTarget: { value: string } }) => onInput(event.currentTarget.value),
  } as const;
  const limits = { ...(max !== undefined ? { max } : {}), ...(min !== undefined ? { min } : {}) };
  return (
    <div class="asked">
      <label class={hideLabel ? "hide" : "label"} for={name}>{label}</label>
      {rows !== undefined ? <textarea {...shared} ref={field as Ref<HTMLTextAreaElement>} rows={rows} /> : <input {...shared} {...limits} ref={field as Ref<HTMLInputElement>} type={(type ?? "text") as "text"} inputMode={inputMode} list={options && `${name}-o`} />}
      {options && <datalist id={`${name}-o`}>{options.map((one) => <option key={one} value={one} />)}</datalist>}
      {missing && <p class="missing" id={`${name}-m`} role="alert">{missing}</p>}
      {note && <p class="note after s" id={`${name}-n`}>{note}</p>}
    </div>
  );
}

export function Pick({ type, name, value, checked, onPick, note, children }: {
  type?: "radio" | "checkbox"; name: string; value?: string; checked: boolean; onPick: (on: boolean) => void;
  note?: ComponentChildren; children: ComponentChildren;
}) {
  return (
    <label class="pick">
      <input type={type ?? "radio"} name={name} value={value} checked={checked} onChange={(event) => onPick(event.currentTarget.checked)} />
      <span><b>{children}</b>{note && <span class="note">{note}</span>}</span>
    </label>
  );
}

/** One question and its choices. `layout`: under each other, in a grid, or three in a row. */
export function Picks({ legend, hideLegend, layout, missing, children }: {
  legend: ComponentChildren; hideLegend?: boolean; layout?: "list" | "grid" | "rowed"; missing?: string | undefined; children: ComponentChildren;
}) {
  const id = useId();
  const group = useRef<HTMLFieldSetElement>(null);
  useEffect(() => { if (missing) group.current?.querySelector("input")?.focus(); }, [missing]);
  return (
    <fieldset class="asked" ref={group} aria-describedby={missing ? id : undefined}>
      <legend class={hideLegend ? "hide" : undefined}>{legend}</legend>
      <div class={layout === "grid" ? "picks grid" : layout === "rowed" ? "picks grid rowed" : "picks"}>{children}</div>
      {missing && <p class="missing" id={id} role="alert">{missing}</p>}
    </fieldset>
  );
}

/** A question already answered is one line with Ret. Answers stay when it is opened again. */
export function Fold({ question, answer, onEdit }: { question: string; answer: ComponentChildren; onEdit: () => void }) {
  return (
    <div class="fold">
      <span class="grow"><span class="note">{question}</span><br />{answer}</span>
      <Act plain onPress={onEdit} about={question}>{t.common.edit}</Act>
    </div>
  );
}
export function Folds({ children }: { children: ComponentChildren }) {
  return <div class="folds">{children}</div>;
}

/** Two views of the same list, never filters. */
export function Ways({ label, ways }: {
  label: string; ways: { words: string; current: boolean; href?: string; onPick?: () => void }[];
}) {
  return (
    <nav class="ways" aria-label={label}>
      {ways.map((way) => way.href !== undefined
        ? <a href={way.href} aria-current={way.current ? "true" : undefined}>{way.words}</a>
        : <button type="button" aria-current={way.current ? "true" : undefined} onClick={way.onPick}>{way.words}</button>)}
    </nav>
  );
}
