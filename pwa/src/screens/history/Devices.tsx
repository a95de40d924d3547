/** Under a stopped line: what each of the person's devices has deleted. It promises no more than the server knows. */

import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { api, net, type Copy, type MemberItem, type PlanView } from "../../state";
import { keepCopies, keptCopies } from "../../state/since";
import { clock, day, daysAway, t, upper, weekday, whose } from "../../texts";
import type { Line } from "../people/lines";
import { deviceLines } from "./copies";
import { LAY } from "../people/parts";

const copies = signal<{ plan: string; copies: Copy[]; at: string } | undefined>(undefined);

/** Ask again when the list of consents changes; until there is an answer, the last one. */
export function useCopies(plan: PlanView): void {
  const stopped = plan.grants.filter((grant) => grant.endedAt).length;
  const online = net.value.online;
  useEffect(() => {
    void (async () => {
      if (copies.peek()?.plan !== plan.id) {
        const kept = await keptCopies(plan.id);
        copies.value = kept && { plan: plan.id, ...kept };
      }
      if (!online || stopped === 0) return;
      try {
        const answer = await api.get<{ copies: Copy[] }>(`/api/plans/${plan.id}/copies`);
        const at = new Date().toISOString();
        copies.value = { plan: plan.id, copies: answer.copies, at };
        await keepCopies(plan.id, answer.copies, at);
      } catch {
        // The last answer stands, with its time.
      }
    })();
  }, [plan.id, stopped, online]);
}

export function Devices({ plan, line, member, name }: { plan: PlanView; line: Line; member: MemberItem; name: string }) {
  const known = copies.value;
  if (known?.plan !== plan.id || !LAY.has(member.role) || line.state === "open" || line.state === "stopping" || !line.since) return null;
  const words = t.history.copies;
  const lines = deviceLines(known.copies, member.id, line.scope, line.since, Date.now());
  if (lines.length === 0) return null;
  return (
    <>
      {lines.map((one) => {
        const device = `${words[one.kind](whose(name))}${one.label ? ` (${one.label})` : ""}`;
        if (one.state === "removed") return <p class="note">{words.removed(device, daysAway(one.at) === 0 ? clock(one.at) : day(one.at))}</p>;
        return <p class="note">{upper(words[one.state](device, sinceWhen(one.at)))}</p>;
      })}
      {!net.value.online && <p class="note">{words.known(daysAway(known.at) === 0 ? clock(known.at) : day(known.at))}</p>}
    </>
  );
}

/** "kl. 9", "i går", "mandag" within a week, else the date. */
function sinceWhen(at: string): string {
  const away = daysAway(at);
  return away === 0 ? clock(at) : away > -7 ? weekday(at) : day(at);
}
