/** Sådan har jeg det: the line, five questions and words about a day, all of it when the citizen wants to and for whom they want. */

import { ASK } from "../../core/ask";
import { amountsTo } from "../../core/who5";
import { draft, plan as current, write, type Item } from "../../state";
import { day, dayNear, daysAway, t, today, upper } from "../../texts";
import { Act, Kind, Own, Pick, Picks, Row, Rows, Screen, Sees, Tools, voiceClass } from "../../ui";
import { Removed } from "../history/Removed";
import NotFound from "../NotFound";
import { whoMayRead } from "../plan/readers";
import { entriesOf, type Five, numbersOf } from "./entries";
import { formOf } from "./form";
import { Line } from "./Line";
import "../meetings/meetings.css";
import "./wellbeing.css";
import { words as course } from "../course/words";
import { words } from "./words";

export default function Wellbeing() {
  const plan = current.value;
  if (!plan) return <NotFound />;
  const entries = entriesOf(plan);
  const numbers = numbersOf(plan.all("who5"));
  return (
    <Screen title={words.title} back={{ href: "/plan", label: t.common.tabs.plan }} lead={words.lead}>
      <div class="after"><Sees>{whoMayRead(plan, "wellbeing")}</Sees></div>
      {numbers.length > 1 && <div class="after"><Line points={numbers} /></div>}
      <Act main wide href="/plan/wellbeing/questions">{formOf().touched ? words.goOn : words.five}</Act>
      <p class="note after s">{words.fiveNote}</p>
      <div class="after"><Act wide icon="pen" href="/write?kind=wellbeing">{words.today}</Act></div>
      {entries.length === 0 ? <p class="note after l">{words.empty}</p> : (
        <section class="block">
          <h2>{words.yours}</h2>
          <ol class="sheet rows">{entries.map((item) => (item.kind === "who5" ? <FiveLine key={item.id} item={item as Five} /> : <OfDay key={item.id} item={item as Item<"wellbeing">} />))}</ol>
        </section>
      )}
      {plan.all("looking_back").length > 0 && <Rows><Row href="/meetings/how" title={words.meetings} /></Rows>}
      <div class="after"><Rows><Row href="/plan/wellbeing/course" title={course.title} note={course.rowNote} /></Rows></div>
      <Again />
      <p class="note after l">{words.source}</p>
      <Removed plan={plan} of={(one) => one.scope === "wellbeing" && one.words !== ""} />
    </Screen>
  );
}

const dayOf = (on: string) => upper(Math.abs(daysAway(on)) < 2 ? dayNear(on) : day(on));

function FiveLine({ item }: { item: Five }) {
  const number = amountsTo(item.body);
  return (
    <Row href={`/plan/wellbeing/${item.id}`} title={<><Kind>{dayOf(item.body.on)}{item.scope === "private" && `. ${words.onlyMe}`}</Kind>{number === undefined ? words.noNumber : t.five.ofHundred(number)}</>}
      note={item.body.text ? <span class="own inline">{item.body.text}</span> : undefined} />
  );
}

function OfDay({ item }: { item: Item<"wellbeing"> }) {
  return (
    <li class="said">
      <Kind>{dayOf(item.body.on)}</Kind>
      {voiceClass(item) === "own" ? <Own>{item.body.text}</Own> : <p class="said-by">{item.body.text}</p>}
      <Tools>
        {item.alternatives.length > 0 && <Act plain href={`/versions/${item.id}`}>{t.common.states.two}</Act>}
        <Act plain href={`/write?item=${item.id}`} about={item.body.text}>{t.common.edit}</Act>
        <Act plain onPress={() => void write.remove(item)} about={item.body.text}>{t.common.remove}</Act>
        <Act plain href={`/write?kind=agenda_item&from=${item.id}`} about={item.body.text}>{words.bring}</Act>
      </Tools>
    </li>
  );
}

/** Never by itself: who wants to be asked again says how often, and may say no again. */
function Again() {
  const kept = draft(ASK);
  const every = kept.value.split(" ")[0] ?? "";
  return (
    <section class="block">
      <Picks legend={words.ask}>
        {words.asks.map(([days, label]) => (
          <Pick key={days} name="ask" value={days} checked={every === days} onPick={() => { kept.value = days && `${days} ${today()}`; }}>{label}</Pick>
        ))}
      </Picks>
      <p class="note after s">{words.askNote}</p>
    </section>
  );
}
