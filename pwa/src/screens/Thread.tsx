/** One dream and everything that hangs on it. The dream's own page: who may read it, and what can be done next. */

import { go, plan as current, write, type Item, type PlanView, type ScreenProps } from "../state";
import { t } from "../texts";
import { Act, Acts, Knot, Proposal, Screen, Sees, Thread as RedThread, Tools, voiceClass } from "../ui";
import { Removed } from "./history/Removed";
import NotFound from "./NotFound";
import { AgreementActs } from "./plan/AgreementActs";
import { chainOf, isOpenOffer, type Knotted } from "./plan/chain";
import { DoneBy, endWords, Entry } from "./plan/entries";
import { firstName, whoMayRead } from "./plan/readers";

export default function Thread({ params }: ScreenProps) {
  const plan = current.value;
  const dream = plan?.item(params["id"] ?? "");
  if (!plan || dream?.kind !== "dream") return <NotFound />;
  return <Dream plan={plan} dream={dream as Item<"dream">} />;
}

function Dream({ plan, dream }: { plan: PlanView; dream: Item<"dream"> }) {
  const { knots, proposals, end, goal, silent } = chainOf(plan, dream);
  const hanging = plan.items(dream.scope).filter((item) => item.id !== dream.id);
  const goals = knots.filter((item) => item.kind === "goal").length;
  const noGoal = goals === 0;

  const remove = async () => {
    go("/plan", { replace: true });
    await write.remove(dream, hanging);
  };

  return (
    <Screen title={dream.body.text} hideTitle back={{ href: "/plan", label: t.common.tabs.plan }}>
      <RedThread>
        <Knot kind="dream">
          <p class="kind">{t.plan.myDream}</p>
          <p class={dream.voice === "citizen" ? "dream-now" : "dream-now said-by"}>{dream.body.text}</p>
          {dream.body.more && <p class={`${voiceClass(dream)} after s`}>{dream.body.more}</p>}
          {dream.alternatives.length > 0 && <Act plain href={`/versions/${dream.id}`}>{t.common.states.two}</Act>}
          <Tools><Act plain href={`/dream/${dream.id}/edit`}>{t.plan.thread.editDream}</Act><Act plain href={`/history/${dream.id}`}>{t.history.see}</Act></Tools>
        </Knot>
        {knots.map((item) => <Entry key={item.id} plan={plan} item={item} full><Can plan={plan} item={item} toMeeting={item.kind === "goal" && item !== goal && goals > 1} /></Entry>)}
        {proposals.length > 0 && <Knot kind="slack">{proposals.map((item) => <ProposedAgreement key={item.id} plan={plan} item={item} />)}</Knot>}
        {proposals.length === 0 && end !== "taut" && <Knot kind="slack"><p class="kind">{endWords(plan, end, silent)}</p></Knot>}
      </RedThread>

      <Acts>
        <Act main={noGoal} icon="plus" href={`/write?kind=goal&from=${dream.id}`}>{t.plan.thread.addGoal}</Act>
        {!noGoal && <Act main={end === "no_agreement"} href={`/write?kind=agenda_item&from=${(goal ?? dream).id}`}>{t.plan.thread.toMeeting}</Act>}
        <Act href={`/write?kind=agreement&from=${(goal ?? dream).id}`}>{t.plan.thread.addAgreement}</Act>
      </Acts>

      <section class="block">
        <h2>{t.plan.thread.whoReads}</h2>
        <Sees>{whoMayRead(plan, dream.scope)}</Sees>
        <Tools>
          <Act plain href="/consents">{t.plan.thread.changeReaders}</Act>
          <Act plain onPress={() => void remove()}>{t.plan.thread.removeDream}</Act>
        </Tools>
      </section>
      <Removed plan={plan} of={(one) => one.scope === dream.scope} />
    </Screen>
  );
}

/** What may be done with one knot. Own things are edited; an offer may become an agreement. */
function Can({ plan, item, toMeeting }: { plan: PlanView; item: Knotted; toMeeting: boolean }) {
  const edit = <Act plain href={`/write?item=${item.id}`} about={"text" in item.body ? item.body.text : ""}>{t.common.edit}</Act>;
  switch (item.kind) {
    case "goal":
      return (
        <Tools>
          {edit}
          <Act plain href={`/write?kind=step&from=${item.id}`}>{t.plan.thread.addStep}</Act>
          {toMeeting && <Act plain href={`/write?kind=agenda_item&from=${item.id}`}>{t.plan.thread.toMeeting}</Act>}
        </Tools>
      );
    case "step": {
      const step = item as Item<"step">;
      return (
        <Tools>
          <Act plain onPress={() => void write.change(step, { done: !step.body.done })} about={step.body.text}>{step.body.done ? t.plan.thread.stepIsNotDone : t.plan.thread.stepIsDone}</Act>
          {edit}
        </Tools>
      );
    }
    case "agenda_item":
      return null;
    case "answer":
      return isOpenOffer(plan, item as Item<"answer">)
        ? <Tools><Act plain href={`/write?kind=agreement&answer=${item.id}`}>{t.plan.thread.makeAgreement}</Act></Tools>
        : null;
    case "agreement": {
      const agreement = item as Item<"agreement">;
      return (
        <AgreementActs plan={plan} item={agreement}>
          <Act plain href={`/write?item=${agreement.id}`} about={agreement.body.what}>{t.common.edit}</Act>
        </AgreementActs>
      );
    }
  }
}

/** An agreement somebody has written: outside the thread until the citizen says yes. Ret ordene is as large as Ja. */
export function ProposedAgreement({ plan, item }: { plan: PlanView; item: Item<"agreement"> }) {
  const { responsible, what } = item.body;
  const person = responsible === "citizen" ? plan.person(item.by) : plan.person(responsible);
  return (
    <div class="proposed">
      <Proposal
        note={t.plan.thread.wroteIt(firstName(plan.person(item.by).name))}
        yes={t.plan.thread.yes} no={t.plan.thread.fixWords} about={what}
        onYes={() => void write.change(item, { state: "agreed" })} noHref={`/write?item=${item.id}`}
      >
        <p class="kind">{t.plan.thread.proposal(firstName(person.name))}</p>
        <p class={voiceClass(item)}>{what}</p>
        <DoneBy plan={plan} item={item} />
      </Proposal>
      <Act plain onPress={() => void write.change(item, { state: "declined" })} about={what}>{t.common.noThanks}</Act>
    </div>
  );
}
