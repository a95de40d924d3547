/** How a meeting was, as text: each question with what was said to it. */

import type { Item } from "../../state";
import { t } from "../../texts";
import { voiceClass } from "../../ui";

export const QUESTIONS = ["said", "listened", "clear", "safe"] as const;

export function Said({ back }: { back: Item<"looking_back"> }) {
  const words = t.room;
  const said = QUESTIONS.filter((name) => back.body[name] !== null);
  return (
    <>
      <dl class="said-back">
        {said.map((name) => <div key={name}><dt class="note">{words.questions[name]}</dt><dd>{words.steps[back.body[name] ?? 0]}</dd></div>)}
      </dl>
      {back.body.text && <p class={voiceClass(back)}>{back.body.text}</p>}
    </>
  );
}
