/** "Hvad betyder “Segl”?" beside a hard word: the meaning opens where the word stands, and nothing else moves away. */

import { useState } from "preact/hooks";
import { t } from "../../texts";
import { Act } from "../../ui";
import type { HardWord } from "./words";

export function WhatIsIt({ of, word }: { of: HardWord; word: string }) {
  const [said, say] = useState<string>();
  const press = async () => say(said === undefined ? await import("../Dictionary").then(({ meaning }) => meaning(of), () => t.common.needsNet) : undefined);
  return (
    <div>
      <Act plain expanded={said !== undefined} onPress={() => void press()}>{t.common.whatIsIt(word)}</Act>
      <p class="note" role="status">{said}</p>
    </div>
  );
}
