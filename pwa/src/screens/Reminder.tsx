/** Where a press on a notification lands: the address holds only a number; the server says which meeting. */

import { useEffect, useState } from "preact/hooks";
import { pathOf } from "../core/reminder";
import { api, go, net, roleIn, type ReminderTarget, type ScreenProps } from "../state";
import { t } from "../texts";
import { Act, Acts, Screen } from "../ui";

export default function Reminder({ params }: ScreenProps) {
  const [failed, setFailed] = useState(false);
  const [target, setTarget] = useState<ReminderTarget>();
  const id = params["reminder"] ?? "";
  useEffect(() => {
    let here = true;
    const elsewhere = () => { if (here) go("/meetings", { replace: true }); };
    if (!net.peek().online) { elsewhere(); return undefined; }
    api.get<ReminderTarget>(`/api/reminders/${encodeURIComponent(id)}`).then((found) => { if (here) setTarget(found); }, (problem: { code?: string }) => {
      if (problem.code === "network" || problem.code === "timeout") elsewhere();
      else if (problem.code === "signed_out") go(`/sign-in?return=/r/${encodeURIComponent(id)}`, { replace: true });
      else setFailed(true);
    });
    return () => { here = false; };
  }, [id]);
  // The server may answer before the phone has opened what it holds: whose plan it is, is waited for.
  const path = target && pathOf(target, roleIn(target.plan));
  useEffect(() => { if (path) go(path, { replace: true }); }, [path]);
  return (
    <Screen title={t.plan.reminder.title}>
      <p class="late after">{failed ? t.common.nothingHere : t.plan.reminder.looking}</p>
      {failed && <Acts><Act href="/meetings">{t.plan.reminder.toMeetings}</Act></Acts>}
    </Screen>
  );
}
