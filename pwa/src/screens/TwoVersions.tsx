/** Two versions of one field. Both stand in full, with who and when; nothing happens until the person chooses. */

import { useState } from "preact/hooks";
import { back, plan as current, write, type Item, type PlanView, type ScreenProps } from "../state";
import { day, moment, t } from "../texts";
import { Act, Acts, Branch, Field, Knot, Message, Screen, Thread, type KnotKind } from "../ui";
import NotFound from "./NotFound";
import { earlier } from "./history/words";
import { dreamOf } from "./plan/chain";
import { useDraft } from "./plan/drafted";
import { placeOf, saying } from "./plan/kinds";
import { difference } from "./plan/difference";
import { placeFor } from "./plan/writing";
import { ownerOf, whoseWords } from "./plan/Whose";

const TEXT_FIELDS = new Set(["text", "more", "what", "myPart", "theirPart", "does", "name", "who", "hours", "place"]);

export default function TwoVersions({ params }: ScreenProps) {
  const plan = current.value;
  const item = plan?.item(params["item"] ?? "");
  if (!plan || !item) return <NotFound />;
  const other = item.alternatives[0];
  if (!other) {
    return (
      <Screen title={t.unsent.two.settled} hideTitle back={placeFor(plan, item)}>
        <Message title={t.unsent.two.settled} acts={<Act href={placeOf(item)}>{t.common.close}</Act>} />
      </Screen>
    );
  }
  return <Choice key={other.id} plan={plan} item={item} other={other} />;
}

function Choice({ plan, item, other }: { plan: PlanView; item: Item; other: Item<"alternative"> }) {
  const { field } = other.body;
  const isText = TEXT_FIELDS.has(field);
  const here = said(plan, field, (item.body as unknown as Record<string, unknown>)[field]);
  const there = said(plan, field, other.body.value);
  const [writing, setWriting] = useState(false);
  const own = useDraft(`versions:${other.id}`, here);
  const [missing, setMissing] = useState<string>();
  const place = placeFor(plan, item);
  const dream = dreamOf(plan, item.scope);
  const knot: KnotKind = item.kind === "dream" || item.kind === "goal" || item.kind === "step" || item.kind === "agreement" || item.kind === "agenda_item" || item.kind === "answer" ? item.kind : "goal";

  const choose = async (which: "current" | "other" | "own", text?: string) => {
    if (which === "own" && !text?.trim()) { setMissing(undefined); queueMicrotask(() => setMissing(t.plan.write.emptyWord)); return; }
    own.forget();
    await write.resolve(other, which, text?.trim());
    if (item.alternatives.length <= 1) back(placeOf(item));
  };

  const versions = [
    { words: here, against: there, who: item.voice, when: item.changedAt ?? item.at, which: "current" as const },
    { words: there, against: here, who: other.by, when: other.at, which: "other" as const },
  ];
  return (
    <Screen title={t.unsent.two.title} back={place} state="two" lead={t.unsent.two.lead}>
      <div class="after l">
        <Thread two>
          <Knot kind={knot} tight>
            <p class="kind">{t.plan.kinds[item.kind]}{field === "whose" ? `, ${whoseWords.ask}` : t.unsent.two.fields[field] && `, ${t.unsent.two.fields[field]}`}
              {dream && dream.id !== item.id && <>, {t.common.fromDream.toLocaleLowerCase("da")} <span class="own inline">{dream.body.text}</span></>}
            </p>
            {!isText && <p class="own">{saying(item)}</p>}
          </Knot>
          {versions.map((version, index) => (
            <Branch key={version.which}>
              <article class="sheet">
                <p class="kind">{version.who === "citizen" ? t.unsent.two.youWrote(moment(version.when)) : t.unsent.two.theyWrote(plan.person(version.who).name, moment(version.when))}</p>
                <p class={`${isText && version.who === "citizen" ? "own" : "said-by"} after s`}>
                  {isText ? difference(version.words, version.against).map((part) => (part.differs
                    ? <mark><span class="hide">{t.unsent.two.difference} </span>{part.words}</mark>
                    : part.words)) : version.words}
                </p>
                <Act wide onPress={() => void choose(version.which)} about={t.unsent.two.about(index + 1)}>{t.unsent.two.useThis}</Act>
              </article>
            </Branch>
          ))}
        </Thread>
      </div>
      {isText && (writing ? (
        <div class="after">
          <Field label={t.unsent.two.mine} own rows={3} value={own.value} onInput={own.set} missing={missing} focus maxLength={4000} />
          <Acts><Act main onPress={() => void choose("own", own.value)}>{t.unsent.two.saveMine}</Act><Act onPress={() => { own.forget(); setWriting(false); }}>{t.common.undo}</Act></Acts>
        </div>
      ) : <Act main wide icon="pen" onPress={() => setWriting(true)}>{t.unsent.two.together}</Act>)}
      <p class="note after">{t.unsent.two.nothingYet}</p>
    </Screen>
  );
}

/** A field's value in words. */
function said(plan: PlanView, field: string, value: unknown): string {
  if (field === "byOn" || field === "on") return value ? day(String(value)) : t.unsent.two.noDate;
  if (field === "startsAt") return moment(String(value));
  if (field === "done") return value === true ? t.unsent.two.done : t.unsent.two.notDone;
  if (field === "responsible" || field === "asked") return value === "citizen" ? t.common.me : plan.person(String(value ?? "")).name;
  if (field === "whose") return ownerOf(value) || earlier.nothing;
  if (field === "state") return t.unsent.two.states[String(value)] ?? String(value);
  return value === null || value === undefined ? "" : String(value);
}
