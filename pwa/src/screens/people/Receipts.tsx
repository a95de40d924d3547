/** Every receipt of a yes, the latest first. They are on the phone: the list opens without a network. */

import { useEffect } from "preact/hooks";
import { type GrantItem, type PlanView, net, plan } from "../../state";
import { keepReceipts } from "../../state/receipts";
import { t } from "../../texts";
import { Empty, Row, Rows, Screen } from "../../ui";
import { callName, dayWithYear, partWords, receiptHref } from "./bits";
import "./people.css";

export default function Receipts() {
  const view = plan.value;
  return view?.role === "citizen" ? <List view={view} /> : null;
}

function List({ view }: { view: PlanView }) {
  const online = net.value.online;
  useEffect(() => void keepReceipts(view.id, online), [online]);
  const words = t.log.receipts;
  const yeses = yesesOf(view);
  return (
    <Screen title={words.title} lead={words.lead} back={{ href: "/looks", label: t.log.looks.title }}>
      {yeses.length === 0 ? <div class="after"><Empty action={t.people.consents.give} href="/consents/give">{words.none}</Empty></div> : (
        <div class="after">
          <Rows>
            {yeses.map(([first, ...others]) => {
              const member = view.members.find((one) => one.id === first.member);
              const name = member ? callName(member, view.members) : view.person(first.member).name || t.log.looks.gone;
              const ended = [first, ...others].every((one) => one.endedAt);
              return <Row key={first.id} href={receiptHref(first.id)} title={words.to(name, partsOf(view, [first, ...others]).join(", "))} note={`${words.gave(dayWithYear(first.from))}${ended ? ` ${words.over}` : ""}`} />;
            })}
          </Rows>
        </div>
      )}
    </Screen>
  );
}

/** What a yes opened, in words, in an order that stands still. */
export function partsOf(view: PlanView, yes: readonly GrantItem[]): string[] {
  return yes.map((one) => partWords(view, one.scope)).sort((one, other) => one.localeCompare(other, "da"));
}

/** One yes may have opened several parts: that is one receipt. */
export function yesesOf(view: PlanView): [GrantItem, ...GrantItem[]][] {
  const yeses = new Map<string, [GrantItem, ...GrantItem[]]>();
  for (const grant of view.grants) {
    const key = `${grant.member} ${grant.sha256} ${grant.from}`;
    const there = yeses.get(key);
    if (there) there.push(grant);
    else yeses.set(key, [grant]);
  }
  // Given in one moment: by name, so that the list stands still.
  const name = (grant: GrantItem) => view.person(grant.member).name;
  return [...yeses.values()].sort(([one], [other]) => other.from.localeCompare(one.from) || name(one).localeCompare(name(other), "da"));
}
