/** For a member: ask for leave to call, see what became of it, and tell which day one has talked. */

import { useEffect, useState } from "preact/hooks";
import { api, type Calls, type CallCard, net, type PlanView, Problem } from "../../state";
import { day, t, today } from "../../texts";
import { Act, Acts, Empty, Field, Message, Screen, Sheet } from "../../ui";
import { nameOf } from "../meetings/words";
import { Desk, isKin, Kin } from "../other/Frame";
import { ListOf } from "../other/Lists";
import { untilDay } from "../people/bits";
import { Waiting } from "../people/Looks";
import { AskForm, type Asked, forget, Reasons } from "./AskForm";
import { words } from "./words";

export function TheirCalls({ view }: { view: PlanView }) {
  const name = nameOf(view, "citizen");
  const path = `/api/plans/${view.id}/calls`;
  const [told, setTold] = useState<readonly CallCard[]>();
  const [busy, setBusy] = useState("");
  const [error, setError] = useState<unknown>();
  const [done, setDone] = useState("");
  const online = net.value.online;
  const act = (which: string, doing: () => Promise<unknown>, said = "") => {
    setBusy(which);
    setError(undefined);
    doing()
      .then(async () => { setTold((await api.get<Calls>(path)).calls); setDone(said); })
      .catch(setError)
      .finally(() => setBusy(""));
  };
  useEffect(() => { if (online) act("", () => Promise.resolve()); }, [online]);
  const ask = (asked: Asked) => act("ask", async () => { await api.post(path, asked); forget(view.id); }, words.sent(name));
  const waits = told?.some((one) => one.isMine && one.state === "waits");
  const screen = (
    <Screen tabs="none" title={words.theirTitle(name)} lead={words.theirLead(name)} back={{ href: `/shared/${view.id}`, label: t.desk.shared(name) }}>
      {!online && <div class="after"><Message title={t.common.states.offline}>{words.offlineTheirs}</Message></div>}
      {done && <p class="said-now" role="status">{done}</p>}
      {error !== undefined && online && <div class="after"><Message alert title={t.common.failed}>{errorWords(error, name)}</Message></div>}
      {!told && online && error === undefined && <Waiting />}
      {told?.map((one) => <Card key={one.id} card={one} name={name} path={path} busy={busy} act={act} />)}
      <p class="note after">{words.theirLaw}</p>
      {isKin(view) ? <Empty>{words.notYou}</Empty> : waits ? <p class="note after">{words.once(name)}</p> : (
        <section class="block">
          <h2>{words.ask}</h2>
          <AskForm view={view} mine={false} team={view.members.filter((one) => one.status === "active" && one.id !== view.me?.member && !one.unit)}
            visit={words.visitAsk(name)} busy={busy === "ask" && t.people.working} submit={words.send(name)} onSend={ask} />
        </section>
      )}
    </Screen>
  );
  return isKin(view) ? <Kin plan={view}>{screen}</Kin> : <Desk at="people" list={<ListOf place="people" />}>{screen}</Desk>;
}

function errorWords(error: unknown, name: string): string {
  const code = error instanceof Problem ? error.code : "";
  if (code === "asked_already") return words.once(name);
  if (code === "asked_lately") return words.lately;
  return code === "network" || code === "timeout" ? words.offlineTheirs : t.people.failed;
}

function Card({ card, name, path, busy, act }: {
  card: CallCard; name: string; path: string; busy: string; act: (which: string, doing: () => Promise<unknown>) => void;
}) {
  const open = card.state === "open";
  const [telling, setTelling] = useState(false);
  const [on, setOn] = useState(today());
  const state = card.state === "waits" ? words.wait(name) : open && card.until ? words.until(untilDay(card.until)) : words.states[card.state];
  const tell = () => act(card.id, async () => { await api.put(`${path}/${card.id}/talked`, { on }); setTelling(false); });
  return (
    <div class="after">
      <Sheet as="section">
        <h2>{!card.isMine ? words.theyMay(card.caller) : card.state === "waits" ? words.mayThey(card.caller, card.whom) : open ? words.theirMay(card.caller, card.whom) : `${card.caller}: ${card.whom}`}</h2>
        <p class="after s"><b>{state}</b></p>
        {card.word && <p class="after s">{words.saidWord(name, card.word)}</p>}
        {card.about && <Reasons about={card.about} why={card.why} />}
        {card.visit && <p class="after s">{words.visitAsk(name)}</p>}
        {card.talkedOn && <p class="after s">{words.talked(day(card.talkedOn))}</p>}
        {telling && <div class="after"><Field type="date" label={words.talkedDay} note={words.talkedNote(name)} max={today()} value={on} onInput={setOn} /></div>}
        {(open || card.askedByMe) && (
          <Acts>
            {open && <Act busy={busy === card.id && t.people.working} onPress={() => (telling ? tell() : setTelling(true))}>{telling ? words.talkedSave : words.talkedAsk}</Act>}
            {card.askedByMe && <Act busy={busy === card.id && t.people.working} onPress={() => act(card.id, () => api.delete(`${path}/${card.id}`))}>{words.takeBack}</Act>}
          </Acts>
        )}
      </Sheet>
    </div>
  );
}
