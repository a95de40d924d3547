/** Sådan ser Karen din plan: what the server would send that person now, drawn by what draws it for them. */

import { useEffect, useState } from "preact/hooks";
import { type MemberItem, type PlanOut, type PlanView, type ScreenProps, api, net, plan } from "../../state";
import { both, t } from "../../texts";
import { preview as da } from "../../texts/da/preview";
import { preview as en } from "../../texts/en/preview";
import { Act, Acts, Message, Screen } from "../../ui";
import { PlanAsSeen } from "../other/PlanAsSeen";
import { callName, problemWords } from "./bits";
import { viewOfAnswer } from "./preview";
import "./people.css";

const asSeen = both(da, en);

export default function Preview({ params }: ScreenProps) {
  const view = plan.value;
  const member = view?.members.find((one) => one.id === params["member"]);
  if (view?.role !== "citizen" || !member) return null;
  return <AsSeen view={view} member={member} name={callName(member, view.members)} />;
}

function AsSeen({ view, member, name }: { view: PlanView; member: MemberItem; name: string }) {
  const [seen, setSeen] = useState<PlanView | undefined>();
  const [error, setError] = useState<unknown>();
  const online = net.value.online;
  const words = asSeen;
  const ask = () => {
    setError(undefined);
    api.get<PlanOut>(`/api/plans/${view.id}/preview/${member.id}`).then((answer) => setSeen(viewOfAnswer(answer)), setError);
  };
  useEffect(() => {
    if (online && !seen) ask();
  }, [online]);
  const nothing = seen && [...seen.scopes.keys()].every((scope) => seen.items(scope).length === 0);
  const held = member.status === "paused" ? words.paused(name) : member.status === "active" ? words.nothing(name) : words.notYet(name);
  return (
    <Screen title={words.title(name)} back={{ href: `/team/${member.id}`, label: name }} until={words.note(name)} quiet>
      {!seen && !online && <p class="after">{words.offline}</p>}
      {error !== undefined && (
        <div class="after"><Message alert title={t.common.failed} acts={<Act onPress={ask}>{t.common.tryAgain}</Act>}>{problemWords(error)}</Message></div>
      )}
      {nothing && <p class="after">{held}</p>}
      {seen && !nothing && (
        <>
          <PlanAsSeen plan={seen} />
          <p class="note block">{words.end(name)}</p>
        </>
      )}
      <Acts><Act href={`/team/${member.id}`}>{asSeen.change(name)}</Act></Acts>
    </Screen>
  );
}
