/** What did not get through, told where a member comes home to: words of theirs that were refused, and a device that cannot be reached. */

import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { api, net, outbox, plans, push, type PushAnswer } from "../../state";
import { t } from "../../texts";
import { Act, Message } from "../../ui";

/** Devices that two messages in a row did not reach. Asked once a visit. */
const unreached = signal<readonly string[]>([]);
let asked = false;

async function ask(): Promise<void> {
  if (asked) return;
  asked = true;
  try {
    const { devices } = await api.get<PushAnswer>("/api/push");
    unreached.value = (devices ?? []).filter((device) => (device.failures ?? 0) >= 2).map((device) => device.label);
  } catch {
    asked = false;
  }
}

export function Told() {
  const online = net.value.online;
  useEffect(() => { if (online) void ask(); }, [online]);
  const words = t.desk.told;
  const refused = outbox.value.filter((edit) => edit.state === "refused");
  const [first] = refused;
  const whose = first && plans.value.find((plan) => plan.id === first.edit.plan)?.citizen;
  const lost = unreached.value[0] ?? (push.lost.value ? t.desk.told.thisDevice : "");
  return (
    <>
      {first && (
        <div class="after">
          <Message edge title={words.refused(refused.length, whose)} acts={<Act href="/waiting">{words.seeRefused}</Act>}>{words.refusedNote}</Message>
        </div>
      )}
      {lost && (
        <div class="after">
          <Message edge title={words.unreached(lost)} acts={<><Act href="/settings/reminders">{words.seeUnreached}</Act><Act href="/settings/calendar">{words.calendar}</Act></>}>{words.unreachedNote}</Message>
        </div>
      )}
    </>
  );
}
