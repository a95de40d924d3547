/** One day's five answers: as text, with own words to them, and what the citizen may want to do with them. */

import { amountsTo } from "../../core/who5";
import { go, letGo, plan as current, write, type PlanView, type ScreenProps } from "../../state";
import { day, t, upper } from "../../texts";
import { Act, Acts, Field, HelpNow, Message, Note, Row, Rows, Screen, Sees, Tools } from "../../ui";
import { useDraft } from "../plan/drafted";
import { Felt } from "../plan/entries";
import { readersOf, whoMayRead } from "../plan/readers";
import { numbersOf, type Five } from "./entries";
import "../meetings/meetings.css";
import "./wellbeing.css";
import { words } from "./words";

const HOME = { href: "/plan/wellbeing", label: "" };

export default function Answers({ params }: ScreenProps) {
  const plan = current.value;
  const item = plan?.item(params["item"] ?? "");
  const back = { ...HOME, label: words.title };
  if (!plan || item?.kind !== "who5") {
    return <Screen title={words.gone} hideTitle back={back}><Message title={words.gone} acts={<Act href={HOME.href}>{words.title}</Act>} /></Screen>;
  }
  const five = item as Five;
  const number = amountsTo(five.body);
  const [first] = numbersOf(plan.all("who5"));
  return (
    <Screen title={upper(day(five.body.on))} kind={words.title} back={back}>
      {number === undefined ? <p class="lead">{words.partly}</p> : (
        <>
          <h2 class="after s">{words.number(number)}</h2>
          <Note>{words.numberNote}</Note>
          {first && first.on < five.body.on && <Note>{words.firstTime(day(first.on), first.number)}</Note>}
        </>
      )}
      <div class="sheet after"><Felt item={five} /></div>
      <OwnWords item={five} />
      <div class="after s"><Sees>{five.scope === "private" ? words.onlyMe : whoMayRead(plan, "wellbeing")}</Sees></div>
      <Rows><Row href={`/write?kind=agenda_item&from=${five.id}`} icon="meetings" title={words.bring} note={words.bringNote} /></Rows>
      <Tools>
        <Moving plan={plan} item={five} />
        <Act plain onPress={() => { void write.remove(five).then(() => go(HOME.href, { replace: true })); }} about={day(five.body.on)}>{t.common.remove}</Act>
      </Tools>
      <div class="block"><HelpNow /></div>
    </Screen>
  );
}

function OwnWords({ item }: { item: Five }) {
  const own = useDraft(`five:${item.id}:text`, item.body.text);
  const save = async () => {
    await write.change(item, { text: own.value.trim() });
    own.forget();
  };
  return (
    <form class="after" onSubmit={(event) => { event.preventDefault(); void save(); }}>
      {item.alternatives.length > 0 && <Act plain href={`/versions/${item.id}`}>{t.common.states.two}</Act>}
      <Field label={words.own} own rows={2} value={own.value} onInput={own.set} maxLength={4000} />
      {own.changed && <Acts><Act main submit>{words.saveWords}</Act><Act onPress={() => own.forget()}>{t.common.undo}</Act></Acts>}
    </form>
  );
}

/** An item never changes its place (C8): what others shall read is written again where they have been let in, or where nobody is. */
function Moving({ plan, item }: { plan: PlanView; item: Five }) {
  const isOwn = item.scope === "private";
  if (!isOwn && readersOf(plan, "wellbeing").length === 0) return null;
  const move = async () => {
    const id = await write.create(isOwn ? "wellbeing" : "private", { ...item.body });
    await write.remove(item);
    // What is no longer to be read goes at once: it does not wait for an undo.
    await letGo();
    go(`${HOME.href}/${id}`, { replace: true });
  };
  return <Act plain onPress={() => void move()}>{isOwn ? words.show : words.hide}</Act>;
}
