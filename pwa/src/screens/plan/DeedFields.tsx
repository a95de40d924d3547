/** The beginning of every promise: a verb from the list or one's own, then the rest in free words. */

import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../../texts";
import { Field } from "../../ui";
import type { Deed } from "./deed";

const OWN = "*";

export function DeedFields({ value, onChange, own, missing, lacksVerb, focus }: {
  value: Deed; onChange: (value: Deed) => void;
  /** In the voice of the one who writes: the citizen's serif, or the sans. */
  own?: boolean | undefined;
  /** What is said when there are no words at all. */
  missing?: string | undefined; lacksVerb?: boolean | undefined; focus?: boolean | undefined;
}) {
  const words = t.agreements;
  const listed = words.verbs.includes(value.verb);
  const [writing, write] = useState(value.verb !== "" && !listed);
  const list = useRef<HTMLSelectElement>(null);
  useEffect(() => { if (lacksVerb) list.current?.focus(); }, [lacksVerb]);
  const pick = (verb: string) => {
    write(verb === OWN);
    onChange({ ...value, verb: verb === OWN ? "" : verb });
  };
  return (
    <>
      <label class="asked">
        <span class="label">{words.verb}</span>
        <select ref={list} class="field short" value={writing ? OWN : value.verb} aria-invalid={lacksVerb || undefined} onChange={(event) => pick(event.currentTarget.value)}>
          <option value="" />
          {words.verbs.map((verb) => <option value={verb}>{verb}</option>)}
          <option value={OWN}>{words.otherVerb}</option>
        </select>
        {lacksVerb && !writing && <span class="missing" role="alert">{words.missingVerb}</span>}
      </label>
      {writing && (
        <Field label={words.ownVerb} note={words.ownVerbNote} own={own} focus value={value.verb} maxLength={40} missing={lacksVerb ? words.missingVerb : undefined}
          onInput={(verb) => onChange({ ...value, verb: verb.trimStart().split(/\s+/).slice(0, 2).join(" ") })} />
      )}
      <Field label={words.rest} own={own} rows={1} value={value.rest} missing={missing} focus={focus} maxLength={3900} onInput={(rest) => onChange({ ...value, rest })} />
    </>
  );
}
