/** Min plan: each dream with its own honest thread and who may read it, then the other parts. */

import { plan as current, type Item, type PlanView } from "../state";
import { t } from "../texts";
import { Act, Knot, Row, Rows, Screen, Sees, Thread } from "../ui";
import FirstDay from "./FirstDay";
import { Beside, isWide } from "./plan/Beside";
import { Removed } from "./history/Removed";
import { chainOf, nextMeeting } from "./plan/chain";
import { endWords, Entry } from "./plan/entries";
import { SECTION_KIND, SECTIONS } from "./plan/kinds";
import { firstName, whoMayRead } from "./plan/readers";

export default function Plan() {
  const plan = current.value;
  if (!plan) return <FirstDay />;
  const dreams = plan.all("dream");
  // One baton a screen: with the meeting beside the plan it is the meeting's.
  const meeting = isWide.value ? nextMeeting(plan) : undefined;
  return (
    <Screen title={t.common.tabs.plan} lead={t.plan.lead} beside={meeting && <Beside plan={plan} meeting={meeting} />}>
      <section class="block near">
        <h2>{t.plan.dreams}</h2>
        {dreams.length === 0 && <p>{t.plan.first.here}</p>}
        {dreams.map((dream) => <DreamCard key={dream.id} plan={plan} dream={dream} />)}
        <Act main={!meeting} wide icon="pen" href="/write?kind=dream">{t.plan.writeDream}</Act>
      </section>
      <section class="block">
        <h2>{t.plan.otherParts}</h2>
        <Rows>
          {SECTIONS.map((section) => (
            <Row href={`/plan/${section}`} title={t.plan.sections[section]} end={section === "private" ? "lock" : undefined}
              note={`${section === "private" ? "" : `${t.plan.things(count(plan, section))}. `}${whoMayRead(plan, section)}`} />
          ))}
          <Row href="/safety" icon="lamp" lamp title={t.plan.sections.safety} note={whoMayRead(plan, "safety")} />
        </Rows>
        <div class="acts"><Act href="/write?kind=agenda_item&worry=1">{t.plan.worry} ...</Act></div>
        <Act plain href="/paper">{t.common.onPaper}</Act>
      </section>
      <Removed plan={plan} of={(one) => one.kind === "dream" || (one.scope.startsWith("dream:") && !plan.item(one.scope.slice(6)))} />
    </Screen>
  );
}

function count(plan: PlanView, section: (typeof SECTIONS)[number]): number {
  return section === "wellbeing" ? plan.all("wellbeing").length + plan.all("who5").length : plan.items(section, SECTION_KIND[section]).length;
}

function DreamCard({ plan, dream }: { plan: PlanView; dream: Item<"dream"> }) {
  const { knots, proposals, end, goal, silent } = chainOf(plan, dream);
  return (
    <section class="sheet">
      <Thread>
        <Knot kind="dream">
          <p class="hide">{t.plan.kinds["dream"]}</p>
          <h3 class="dream-now lesser"><a href={`/dream/${dream.id}`}>{dream.body.text}</a></h3>
          {dream.alternatives.length > 0 && <Act plain href={`/versions/${dream.id}`}>{t.common.states.two}</Act>}
        </Knot>
        {knots.map((item) => <Entry key={item.id} plan={plan} item={item} />)}
        {proposals.length > 0 ? (
          <Knot kind="slack">
            <p class="kind">{t.plan.today.proposesAgreement(firstName(plan.person(proposals[0]?.by ?? "").name))}</p>
            <Act plain href={`/dream/${dream.id}`}>{t.plan.today.seeProposal}</Act>
          </Knot>
        ) : end !== "taut" && (
          <Knot kind="slack">
            <p class="kind">{endWords(plan, end, silent)}</p>
            {end === "no_agreement" && <Act plain href={`/write?kind=agenda_item&from=${(goal ?? dream).id}`} about={dream.body.text}>{t.plan.thread.toMeeting}</Act>}
            {end === "no_goal" && <Act plain href={`/write?kind=goal&from=${dream.id}`} about={dream.body.text}>{t.plan.thread.addGoal}</Act>}
          </Knot>
        )}
      </Thread>
      <div class="foot"><Sees>{whoMayRead(plan, dream.scope)}</Sees></div>
    </section>
  );
}
