/** Five questions with five steps each, any of which may be skipped; and the answers, as text. Nothing is counted from them. */

import { t } from "../../texts";
import { Field, Pick, Picks } from "../../ui";

export const FIVE = ["mattered", "together", "whoDoes", "kept", "whoHelps"] as const;
export type Name = (typeof FIVE)[number];
export type Answers = Record<Name, number | null> & { text: string };
export const NOTHING: Answers = { mattered: null, together: null, whoDoes: null, kept: null, whoHelps: null, text: "" };

export const isEmpty = (answers: Answers): boolean => FIVE.every((name) => answers[name] === null) && !answers.text.trim();

export function Five({ questions, own, value, missing, onChange }: {
  questions: Record<Name, string>; own?: boolean; value: Answers; missing?: string | undefined; onChange: (value: Answers) => void;
}) {
  return (
    <>
      {FIVE.map((name, place) => (
        <Picks key={name} legend={questions[name]} layout="grid" missing={place === 0 ? missing : undefined}>
          {t.room.steps.map((step, at) => (
            <Pick name={name} value={String(at)} checked={value[name] === at} onPick={() => onChange({ ...value, [name]: at })}>{step}</Pick>
          ))}
          <Pick name={name} value="" checked={false} onPick={() => onChange({ ...value, [name]: null })}>{t.room.skip}</Pick>
        </Picks>
      ))}
      <Field own={own} rows={2} label={t.room.own} value={value.text} maxLength={4000} onInput={(text) => onChange({ ...value, text })} />
    </>
  );
}
