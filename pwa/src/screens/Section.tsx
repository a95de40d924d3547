/** One part of Min plan: a list of own words, who may read it, and one thing to add. */

import { plan as current, write, type Item, type PlanView, type ScreenProps } from "../state";
import { t } from "../texts";
import { Act, Empty, Own, Screen, Sees, Tools, voiceClass } from "../ui";
import { Removed } from "./history/Removed";
import NotFound from "./NotFound";
import { AgreementActs } from "./plan/AgreementActs";
import { DoneBy } from "./plan/entries";
import { SECTION_KIND, SECTIONS, type Section as Name } from "./plan/kinds";
import { whoMayRead } from "./plan/readers";
import { ProposedAgreement } from "./Thread";

export default function Section({ params }: ScreenProps) {
  const plan = current.value;
  const section = params["section"] as Name;
  if (!plan || !SECTIONS.includes(section)) return <NotFound />;
  const kind = SECTION_KIND[section];
  const items = plan.items(section, kind) as Item[];
  const shown = items.filter((item) => item.body.kind !== "agreement" || ["agreed", "done", "dropped"].includes(item.body.state));
  const proposed = items.filter((item): item is Item<"agreement"> => item.body.kind === "agreement" && item.body.state === "proposed");
  const add = `/write?kind=${kind}`;
  return (
    <Screen title={t.plan.sections[section]} back={{ href: "/plan", label: t.common.tabs.plan }} lead={t.plan.sectionLeads[section]}>
      <div class="after"><Sees>{whoMayRead(plan, section)}</Sees></div>
      {proposed.length > 0 && <div class="section-proposals">{proposed.map((item) => <ProposedAgreement plan={plan} item={item} key={item.id} />)}</div>}
      {shown.length === 0 && proposed.length === 0
        ? <div class="after l"><Empty action={t.plan.sectionAdd[section]} href={add} main>{t.plan.sectionEmpty[section]}</Empty></div>
        : (
          <>
            <ul class="sheet rows after">{shown.map((item) => <Line key={item.id} plan={plan} item={item} />)}</ul>
            <Act main wide icon="pen" href={add}>{t.plan.sectionAdd[section]}</Act>
          </>
        )}
      <Removed plan={plan} of={(one) => one.scope === section} />
    </Screen>
  );
}

function Line({ plan, item }: { plan: PlanView; item: Item }) {
  const { body } = item;
  const words = body.kind === "agreement" ? body.what : "text" in body ? body.text : "";
  return (
    <li class="said">
      {body.kind === "agreement" && body.state === "done" && <p class="kind">{t.plan.thread.agreementDone}</p>}
      {body.kind === "agreement" && body.state === "dropped" && <p class="kind">{t.plan.thread.agreementDropped}</p>}
      {voiceClass(item) === "own" ? <Own>{words}</Own> : <p class="said-by">{words}</p>}
      {body.kind === "agreement" && <DoneBy plan={plan} item={item as Item<"agreement">} />}
      {body.kind === "agreement" && <AgreementActs plan={plan} item={item as Item<"agreement">} />}
      <Tools>
        {item.alternatives.length > 0 && <Act plain href={`/versions/${item.id}`}>{t.common.states.two}</Act>}
        {body.kind === "private_note" && <Act plain href={`/write?kind=agenda_item&from=${item.id}`} about={words}>{t.plan.toMeeting}</Act>}
        <Act plain href={`/write?item=${item.id}`} about={words}>{t.common.edit}</Act>
        <Act plain onPress={() => void write.remove(item)} about={words}>{t.common.remove}</Act>
      </Tools>
    </li>
  );
}
