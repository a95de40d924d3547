/** Somebody on the team is asked how it has been: under a minute, any of it may be skipped, and only the citizen reads it. */

import { useState } from "preact/hooks";
import { api, formDraft, net, plans, sync, type ScreenProps } from "../../state";
import { t } from "../../texts";
import { Act, Acts, Message, Screen } from "../../ui";
import { nameOf } from "../meetings/words";
import { Desk, isKin, Kin } from "../other/Frame";
import { ListOf } from "../other/Lists";
import { Nothing } from "../other/SharedPlanScreen";
import { Five, isEmpty, NOTHING, type Answers } from "./Five";
import { ofThem } from "./words";

export default function Asked({ params }: ScreenProps) {
  const plan = plans.value.find((other) => other.id === params["plan"] && other.role === "member");
  const form = formDraft<Answers>(`course:${params["plan"]}`, NOTHING);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const [missing, setMissing] = useState<string>();
  const [done, setDone] = useState("");
  if (!plan?.me) return <Nothing />;
  const name = nameOf(plan, "citizen");
  const send = (said: Answers, thanks: string) => {
    setBusy(true);
    setFailed(false);
    api.post(`/api/plans/${plan.id}/course`, { ...said, text: said.text.trim() })
      .then(() => { setDone(thanks); form.forget(); return sync.now(); })
      .catch(() => setFailed(true))
      .finally(() => setBusy(false));
  };
  const submit = () => {
    setMissing(undefined);
    if (isEmpty(form.value)) queueMicrotask(() => setMissing(t.room.missing));
    else send(form.value, ofThem.sent(name));
  };
  const asked = !done && plan.me.courseAskedAt;
  const screen = (
    <Screen tabs="none" title={asked ? ofThem.title(name) : plan.citizen} lead={asked ? ofThem.lead(name) : undefined}
      back={{ href: isKin(plan) ? `/shared/${plan.id}` : "/desk", label: isKin(plan) ? plan.citizen : ofThem.back }}>
      {!asked && <p class="lead" role="status">{done || ofThem.nothing(name)}</p>}
      {asked && (
        <form class="after" onSubmit={(event) => { event.preventDefault(); submit(); }}>
          <Five questions={ofThem.questions(name)} value={form.value} missing={missing} onChange={(next) => { form.value = next; }} />
          {!net.value.online && <p class="note strong after">{ofThem.offline}</p>}
          {failed && <div class="after"><Message alert title={t.common.failed}>{t.people.failed}</Message></div>}
          {net.value.online && <Acts>
            <Act main submit busy={busy && t.people.working}>{ofThem.send(name)}</Act>
            <Act onPress={() => send(NOTHING, ofThem.saidNo(name))}>{ofThem.no}</Act>
          </Acts>}
        </form>
      )}
    </Screen>
  );
  return isKin(plan) ? <Kin plan={plan}>{screen}</Kin> : <Desk at="waiting" list={<ListOf place="waiting" />}>{screen}</Desk>;
}
