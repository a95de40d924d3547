/** Where a press on a notification lands: the address holds only a number; the server says which meeting. */

import { useEffect, useState } from "preact/hooks";
import { api, go, net, plans, type ReminderTarget, type ScreenProps } from "../state";
import { t } from "../texts";
import { Act, Acts, Screen } from "../ui";

export default function Reminder({ params }: ScreenProps) {
  const [failed, setFailed] = useState(false);
  const id = params["reminder"] ?? "";
  useEffect(() => {
    let here = true;
    const elsewhere = () => { if (here) go("/meetings", { replace: true }); };
    if (!net.peek().online) { elsewhere(); return undefined; }
    api.get<ReminderTarget>(`/api/reminders/${encodeURIComponent(id)}`).then((target) => {
      if (!here) return;
      const mine = plans.peek().find((plan) => plan.id === target.plan)?.role === "citizen";
      if (target.consents && mine) go("/consents", { replace: true });
      else if (!target.meeting) go(mine ? "/" : `/shared/${target.plan}`, { replace: true });
      else go(mine ? `/meetings/${target.meeting}` : `/shared/${target.plan}/meetings/${target.meeting}`, { replace: true });
    }, (problem: { code?: string }) => {
      if (problem.code === "network" || problem.code === "timeout") elsewhere();
      else if (problem.code === "signed_out") go(`/sign-in?return=/r/${encodeURIComponent(id)}`, { replace: true });
      else setFailed(true);
    });
    return () => { here = false; };
  }, [id]);
  return (
    <Screen title={t.plan.reminder.title}>
      <p class="late after">{failed ? t.common.nothingHere : t.plan.reminder.looking}</p>
      {failed && <Acts><Act href="/meetings">{t.plan.reminder.toMeetings}</Act></Acts>}
    </Screen>
  );
}
