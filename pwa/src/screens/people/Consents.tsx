/** Hvem må se hvad: by person or by part, the same list turned round. Stop is one press, at once, also without a network. */

import { useEffect, useRef } from "preact/hooks";
import { type MemberItem, type PlanView, draft, net, plan, write } from "../../state";
import { keepReceipts } from "../../state/receipts";
import { joined, t } from "../../texts";
import { Act, ClosedToOthers, Face, Row, Rows, Screen, State, Ways } from "../../ui";
import { Announcer, HeadSoon, JustNow, LineRow, Part, announceStop, beside, calledWhom, callName, currentLines, mayWords, partWords, untilDay } from "./bits";
import { WhatIsIt } from "../dictionary/WhatIsIt";
import { useCopies } from "../history/Devices";
import { type Group, type Line, byPart, byPerson, headOf, isCall, isOpen, isStopping } from "./lines";
import { partsOf, peopleIn } from "./parts";
import "./people.css";

export default function Consents() {
  const view = plan.value;
  if (view?.role !== "citizen") return null;
  return <List view={view} />;
}

function List({ view }: { view: PlanView }) {
  const way = draft("consents:way");
  const lines = currentLines(view);
  useCopies(view);
  // Each yes and each stop has its receipt on the phone before anybody asks for it.
  useEffect(() => void keepReceipts(view.id, net.value.online), [net.value.online, view.grants.length]);
  const order = partsOf(view, new Date());
  // The order of this visit: nothing moves while one is here.
  const persons = useRef<string[]>([]);
  const parts = useRef<string[]>([]);
  // Who is off the team is on the team's page, with what they could read.
  const members = view.members.filter((one) => one.status !== "ended");
  const people = byPerson(lines, members, order, persons.current);
  const sections = byPart(lines, members, order, parts.current);
  persons.current = people.map((group) => group.of.id);
  parts.current = sections.map((group) => group.of);
  const some = lines.some((line) => line.state === "open");
  const byParts = way.value === "part";

  return (
    <Screen title={t.people.consents.title} lead={t.people.consents.lead} back={{ href: "/", label: t.common.tabs.today }}>
      <JustNow />
      {view.suspended && <ClosedToOthers />}
      <Ways label={t.people.consents.ways} ways={[
        { words: t.people.consents.person, current: !byParts, onPick: () => { way.value = "person"; } },
        { words: t.people.consents.part, current: byParts, onPick: () => { way.value = "part"; } },
      ]} />
      {!some && <p class="after">{t.people.consents.nobody}</p>}
      {!byParts && people.length > FEW && <Jump people={people.map((group) => [group.of.id, callName(group.of, members)])} />}
      {byParts ? (
        <>
          <ul class="stack after">
            {sections.map((group) => <PartSheet key={group.of} view={view} group={group} lines={lines} />)}
          </ul>
          <OnlyMe view={view} order={order} lines={lines} />
        </>
      ) : (
        <ul class="stack after">
          {people.map((group) => <PersonSheet key={group.of.id} view={view} group={group} lines={lines} />)}
        </ul>
      )}
      <MayCall view={view} />
      <section class="block">
        {!byParts && some && (
          <>
            <h2>{t.people.consents.others}</h2>
            <p>{t.people.consents.othersNothing}</p>
          </>
        )}
        <div class="after"><Act wide icon="plus" href="/consents/give">{t.people.consents.give}</Act></div>
        <p class="note after">{t.people.consents.remember}</p>
        <WhatIsIt of="consent" word={t.people.giveLeave} />
      </section>
      <Announcer />
    </Screen>
  );
}

/** From here on nobody should have to look for a name down the page. */
const FEW = 5;

/** With many people: each name leads to its own sheet. It moves the page and nothing else. */
function Jump({ people }: { people: [id: string, name: string][] }) {
  const to = (id: string) => {
    const sheet = document.getElementById(`to-${id}`);
    sheet?.scrollIntoView();
    sheet?.focus({ preventScroll: true });
  };
  return (
    <nav class="jump" aria-label={t.people.consents.find}>
      {people.map(([id, name]) => <Act plain key={id} onPress={() => to(id)}>{name}</Act>)}
    </nav>
  );
}

/** Why an open line opens nothing right now. */
export function holdsBack(member: MemberItem, name: string): string | undefined {
  switch (member.status) {
    case "paused":
      return t.people.consents.pausedNow(name);
    case "awaiting_yes":
      return t.people.consents.waitsForYes;
    case "invited":
      return t.people.consents.linkNotUsed;
    case "ended":
      return t.people.consents.notOnTeam;
    case "active":
      return undefined;
  }
}

function PersonSheet({ view, group, lines }: { view: PlanView; group: Group<MemberItem>; lines: readonly Line[] }) {
  const member = group.of;
  const sheet = useRef<HTMLLIElement>(null);
  const name = callName(member, view.members);
  const open = group.lines.filter((line) => line.state === "open");
  const head = headOf(group.lines);
  const held = holdsBack(member, name);
  const agreements = member.status === "active" ? agreementsWith(view, member.id) : 0;
  const stopAll = () => {
    void write.withdraw(member.id).then(() => announceStop(t.people.consents.stoppedAllSaid(name)));
    sheet.current?.focus({ preventScroll: true });
  };
  return (
    <li class="sheet person" id={`to-${member.id}`} ref={sheet} tabIndex={-1}>
      <div class="holder">
        <Face name={member.name} baton={member.batonHolder} paused={member.status === "paused"} />
        <div class="grow">
          <h2>{name}</h2>
          <p class="note">
            {member.batonHolder && <>{t.people.team.batonHolder}<br /></>}
            {beside(member)}
            {member.isUnit && <>. {t.people.unit.count(peopleIn(view.members, member.id).length)}</>}
            {head.verb && head.until && <>{beside(member) && <br />}{t.people.mayUntil(mayWords(head.verb), untilDay(head.until))}</>}
          </p>
        </div>
        {open.length > 1 && <Act plain onPress={stopAll} about={t.people.stopAllFor(name)}>{t.people.stopAll}</Act>}
      </div>
      {held && open.length > 0 && <p class="note strong held">{held}</p>}
      <HeadSoon head={head} member={member} name={name} />
      <ul>
        {group.lines.map((line) => (
          <LineRow key={line.scope} plan={view} line={line} lines={lines} member={member} by="person" head={head} />
        ))}
      </ul>
      {agreements > 0 && <p class="note foot">{t.people.consents.agreement(name, agreements)}</p>}
    </li>
  );
}

function PartSheet({ view, group, lines }: { view: PlanView; group: Group<string>; lines: readonly Line[] }) {
  const sheet = useRef<HTMLLIElement>(null);
  const open = group.lines.filter((line) => line.state === "open");
  const part = partWords(view, group.of);
  const through = group.of.startsWith("dream:")
    ? view.members.filter((one) => lines.some((line) => line.member === one.id && line.scope === "dreams" && line.state === "open")
      && !group.lines.some((line) => line.member === one.id))
    : [];
  const stopAll = () => {
    void Promise.all(open.map((line) => write.withdraw(line.member, group.of))).then(() =>
      announceStop(t.people.consents.stoppedEveryoneSaid(part)),
    );
    sheet.current?.focus({ preventScroll: true });
  };
  return (
    <li class="sheet" ref={sheet} tabIndex={-1}>
      <div class="holder">
        <h2 class="grow"><Part plan={view} scope={group.of} /></h2>
        {open.length > 1 && <Act plain onPress={stopAll} about={t.people.stopEveryoneFor(part)}>{t.people.stopEveryone}</Act>}
      </div>
      <ul>
        {group.lines.map((line) => {
          const member = view.members.find((one) => one.id === line.member);
          return member && <LineRow key={line.member} plan={view} line={line} lines={lines} member={member} by="part" />;
        })}
      </ul>
      {through.length > 0 && <p class="note foot">{t.people.consents.throughDreams(joined(through.map((one) => callName(one, view.members))))}</p>}
    </li>
  );
}

/** Who may call whom: each with its own Stop, also without a network. Making one is a page of its own. */
function MayCall({ view }: { view: PlanView }) {
  const now = new Date();
  const { call } = t.people.parts;
  return (
    <section class="block">
      <h2>{t.people.consents.calls}</h2>
      <ul class="lines">
        {view.grants.filter((one) => isCall(one.scope) && (isOpen(one, now) || isStopping(one, now))).map((one) => {
          const who = view.person(one.member).name;
          const what = call(calledWhom(view, one.scope));
          const stop = () => void write.withdraw(one.member, one.scope).then(() => announceStop(t.people.consents.callStopped(who)));
          return (
            <li class="line" key={one.id}>
              <span class="grow">{who}: {what}<span class="note">{one.stopping ? <State of="saved" /> : t.people.until(untilDay(one.until))}</span></span>
              {!one.stopping && <Act onPress={stop} about={t.people.stopFor(who, what)}>{t.people.stop}</Act>}
            </li>
          );
        })}
      </ul>
      <Act plain href={`/calls/${view.id}`}>{t.people.consents.seeCalls}</Act>
    </section>
  );
}

/** What nobody else sees, said plainly. */
function OnlyMe({ view, order, lines }: { view: PlanView; order: readonly string[]; lines: readonly Line[] }) {
  const named = new Set(lines.map((line) => line.scope));
  const dreams = lines.some((line) => line.scope === "dreams" && line.state === "open");
  const mine = order.filter((scope) => scope !== "dreams" && !named.has(scope) && !(dreams && scope.startsWith("dream:")));
  return (
    <div class="after">
      <Rows>
        {mine.map((scope) => <Row key={scope} title={<Part plan={view} scope={scope} />} note={t.people.consents.onlyYou} />)}
        <Row title={t.people.parts.private} note={t.people.consents.never} end="lock" />
      </Rows>
    </div>
  );
}

/** Agreements that name the member: they see those while they are on the team, without any consent. */
export const agreementsWith = (view: PlanView, member: string): number =>
  view.all("agreement").filter(({ body }) => body.responsible === member && body.state !== "declined" && body.state !== "dropped").length;
