/** Ordbog: every hard word with what it means, in the order of the alphabet. */

import { t } from "../../texts";
import { locale } from "../../texts/lang";
import { Row, Rows, Screen } from "../../ui";
import { words, type HardWord } from "./words";

export default function DictionaryScreen() {
  const keys = (Object.keys(words.words) as HardWord[]).sort((one, other) => wordOf(one).localeCompare(wordOf(other), locale()));
  return (
    <Screen title={words.title} lead={words.lead} back={{ href: "/settings", label: t.common.settings }}>
      <div class="after">
        <Rows>{keys.map((key) => <Row key={key} top title={<b>{wordOf(key)}</b>} note={meaning(key)} />)}</Rows>
      </div>
      <p class="note after">{words.missing}</p>
    </Screen>
  );
}

function wordOf(key: HardWord): string { return words.words[key].word; }

/** What a word means, and what others call the same thing. */
export function meaning(of: HardWord): string {
  const entry: { means: string; also?: string } = words.words[of];
  return entry.also ? `${entry.means} ${entry.also}` : entry.means;
}
