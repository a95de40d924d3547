/** One person: how to reach them, what they may see, and their place on the team. */

import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { type MemberItem, type PlanView, type ScreenProps, api, net, plan, sync, write } from "../../state";
import { day, daysAway, moment, t, today, upper } from "../../texts";
import { Act, Acts, Call, Face, Field, Message, Row, Rows, Screen } from "../../ui";
import { Announcer, HeadSoon, JustNow, LineRow, Part, announceStop, beside, callName, currentLines, dayWithYear, giveHref, goSaying, isHere, mayWords, partWords, problemWords, receiptHref, say, untilDay } from "./bits";
import { agreementsWith, holdsBack } from "./Consents";
import { useCopies } from "../history/Devices";
import { closedScopes, earlier, headOf } from "./lines";
import { partsOf, peopleIn } from "./parts";
import "./people.css";

export default function Member({ params }: ScreenProps) {
  const view = plan.value;
  if (view?.role !== "citizen") return null;
  const member = view.members.find((one) => one.id === params["member"]);
  if (!member) {
    return (
      <Screen title={t.people.team.title} back={{ href: "/team", label: t.people.team.title }}>
        <p class="after">{t.people.member.notFound}</p>
        <Acts><Act href="/team">{t.people.member.toTeam}</Act></Acts>
      </Screen>
    );
  }
  return <Person key={member.id} view={view} member={member} />;
}

function Person({ view, member }: { view: PlanView; member: MemberItem }) {
  const name = callName(member, view.members);
  const here = `/team/${member.id}`;
  const ended = member.status === "ended";
  return (
    <Screen title={member.name} back={{ href: "/team", label: t.people.team.title }} lead={
      <>{member.batonHolder && <>{t.people.team.batonHolder}. </>}{beside(member)}</>
    }>
      <JustNow />
      {(!ended || member.phone) && (
        <section class="block near">
          {member.phone
            ? <Call name={t.common.call(name)} number={member.phone} note={upper(member.hours)} />
            : <p class="note">{t.people.member.noPhone}</p>}
        </section>
      )}
      {ended && <LeftBehind view={view} member={member} name={name} />}
      <MaySee view={view} member={member} name={name}>{member.isUnit && !ended && <Inside view={view} unit={member} />}</MaySee>
      {!ended && <Place view={view} member={member} name={name} here={here} />}
      <Earlier view={view} member={member} />
      <Announcer />
    </Screen>
  );
}

/** What somebody who has left was to do: nobody inherits it, and nobody's eyes go with it. */
function LeftBehind({ view, member, name }: { view: PlanView; member: MemberItem; name: string }) {
  const held = view.all("agreement").filter(({ body }) => body.responsible === member.id && body.state === "agreed");
  if (held.length === 0) return null;
  return (
    <section class="block near">
      <h2>{t.baton.heldBy(name)}</h2>
      <p class="note">{t.baton.heldWhat(name)}</p>
      <div class="after s"><Rows>{held.map((item) => <Row key={item.id} href={`/write?item=${item.id}`} title={item.body.what} note={<>{item.body.why && <>{name}: {item.body.why}<br /></>}{t.baton.handOn}</>} />)}</Rows></div>
    </section>
  );
}

/** What the member may see, each with its own Stop; then what they cannot see. */
function MaySee({ view, member, name, children }: { view: PlanView; member: MemberItem; name: string; children?: ComponentChildren }) {
  const section = useRef<HTMLElement>(null);
  const lines = currentLines(view);
  useCopies(view);
  const order = partsOf(view, new Date());
  const mine = lines.filter((line) => line.member === member.id).sort((a, b) => order.indexOf(a.scope) - order.indexOf(b.scope));
  const open = mine.filter((line) => line.state === "open");
  const unit = view.members.find((one) => one.id === member.unit && one.status === "active");
  const shared = unit ? lines.filter((line) => line.member === unit.id && line.state === "open") : [];
  const reached = [...open, ...shared].map((line) => line.scope);
  const closed = closedScopes(lines, member.id, order)
    .filter((scope) => !reached.includes(scope) && !(scope.startsWith("dream:") && reached.includes("dreams")));
  const held = holdsBack(member, name);
  const head = headOf(mine);
  const ended = member.status === "ended";
  const stopAll = () => {
    void write.withdraw(member.id).then(() => announceStop(t.people.consents.stoppedAllSaid(name)));
    section.current?.focus({ preventScroll: true });
  };
  return (
    <>
      <section class="block" ref={section} tabIndex={-1}>
        <h2>{t.people.member.maySee(name)}</h2>
        {held && <p class="note strong held">{held}</p>}
        {unit && shared.length > 0 && (
          <div class="sheet held">
            <p>{t.people.unit.readsWith(name, unit.name)}</p>
            <Act plain href={`/team/${unit.id}`}>{t.people.unit.see(unit.name)}</Act>
          </div>
        )}
        {mine.length === 0 ? shared.length === 0 && <p>{t.people.member.seesNothing(name)}</p> : (
          <div class="sheet">
            {head.verb && head.until && <p class="note held">{t.people.mayUntil(mayWords(head.verb), untilDay(head.until))}</p>}
            <HeadSoon head={head} member={member} name={name} />
            <ul class={head.verb ? undefined : "lines"}>
              {mine.map((line) => <LineRow key={line.scope} plan={view} line={line} lines={lines} member={member} by="person" head={head} />)}
            </ul>
          </div>
        )}
        {member.status === "active" && agreementsWith(view, member.id) > 0 && <p class="note after s">{t.people.member.alsoAgreements(name)}</p>}
        {!ended && <div class="after"><Act main wide icon="eye" href={`/consents/preview/${member.id}`}>{t.people.member.asSeen(name)}</Act></div>}
      </section>
      {children}
      {!ended && (
        <section class="block">
          <h2>{t.people.member.cannotSee(name)}</h2>
          <Rows>
            {closed.map((scope) => (
              <Row key={scope} title={<Part plan={view} scope={scope} />} action={
                <Act plain href={giveHref(member.id, scope)} about={t.people.giveLeaveTo(partWords(view, scope))}>{t.people.giveLeave}</Act>
              } />
            ))}
            <Row title={t.people.parts.private} note={t.people.member.neverShared} end="lock" />
          </Rows>
          {open.length > 0 && (
            <>
              <p class="note after">{t.people.stopAnytime}</p>
              <div class="after s"><Act wide onPress={stopAll}>{t.people.stopAllForLong(name)}</Act></div>
            </>
          )}
        </section>
      )}
    </>
  );
}

/** Who reads with a unit, by name, the newest first. Whoever came on a colleague's word is said to be new for two weeks. */
function Inside({ view, unit }: { view: PlanView; unit: MemberItem }) {
  const words = t.people.unit;
  const people = peopleIn(view.members, unit.id);
  const invited = view.members.filter((one) => one.unit === unit.id && (one.status === "invited" || one.status === "awaiting_yes"));
  const keeper = view.members.find((one) => one.keepsDoor === unit.id && isHere(one));
  const by = (one: MemberItem) => {
    const who = view.members.find((other) => other.id === one.invitedBy);
    return who ? ` ${words.letIn(callName(who, view.members))}` : "";
  };
  return (
    <section class="block">
      <h2>{words.inside(unit.name)}</h2>
      {people.length + invited.length === 0 && <p>{words.nobody}</p>}
      <Rows>
        {people.map((one) => (
          <Row key={one.id} href={`/team/${one.id}`} face={<Face name={one.name} paused={one.status === "paused"} />} title={one.name}
            note={one.joinedAt && `${(daysAway(one.joinedAt) > -14 ? words.newSince : words.since)(moment(one.joinedAt))}${by(one)}`} />
        ))}
        {invited.map((one) => (
          <Row key={one.id} href={`/team/${one.id}`} face={<Face name={one.name} paused />} title={one.name}
            note={one.status === "invited" ? words.invited : t.people.team.waits} />
        ))}
        <Row href={`/team/${unit.id}/unit`} icon="plus" title={words.door} note={keeper ? words.keeper(callName(keeper, view.members)) : words.onlyYou} />
      </Rows>
    </section>
  );
}

/** The member's place: details, the baton, a pause, off the team. All of it needs the network; stopping does not. */
function Place({ view, member, name, here }: { view: PlanView; member: MemberItem; name: string; here: string }) {
  const [busy, setBusy] = useState("");
  const [error, setError] = useState<unknown>();
  const [asking, setAsking] = useState(false);
  const path = `/api/plans/${view.id}/members/${member.id}`;
  const act = (which: string, doing: () => Promise<unknown>, words: string, where = here) => {
    setBusy(which);
    setError(undefined);
    doing()
      .then(async () => {
        await sync.now().catch(() => undefined);
        if (where === here) say(words, here);
        else goSaying(words, where);
      })
      .catch(setError)
      .finally(() => setBusy(""));
  };
  const texts = t.people.member;
  const working = (which: string) => busy === which && t.people.working;
  return (
    <section class="block">
      <h2>{texts.place}</h2>
      {!net.value.online && <p class="note">{texts.placeOffline}</p>}
      <div class="stack">
        <div><Act wide icon="pen" href={`${here}/edit`}>{texts.editDetails}</Act></div>
        {member.status === "active" && !member.isUnit && (
          <div>
            {member.batonHolder
              ? <Act wide busy={working("baton")} onPress={() => act("baton", () => api.put(`/api/plans/${view.id}/baton`, { member: null }), texts.batonTaken)}>{texts.takeBaton}</Act>
              : member.batonOfferedBy ? <p>{t.baton.isAsked(name)}</p>
              : <Act wide busy={working("baton")} onPress={() => act("baton", () => api.put(`/api/plans/${view.id}/baton`, { member: member.id }), t.baton.askedNow(name))}>{t.baton.ask(name)}</Act>}
            <p class="note after s">
              {texts.batonWhat}
            </p>
          </div>
        )}
        {member.status === "active" && !member.isUnit && <div><Act wide href={`${here}/away`}>{awayWords(member, name)}</Act></div>}
        {isHere(member) && (member.status === "paused" ? (
          <div>
            <Act wide busy={working("pause")} onPress={() => act("pause", () => api.patch(path, { status: "active" }), texts.resumed(name))}>{texts.resume(name)}</Act>
            <p class="note after s">{texts.resumeWhat(name)}</p>
            <Field type="date" label={t.baton.pauseUntil} note={t.baton.pauseNote} min={today()} value={member.resumeOn}
              onInput={(resumeOn) => act("day", () => api.patch(path, { resumeOn: resumeOn || null }), t.people.saved)} />
          </div>
        ) : (
          <div>
            <Act wide busy={working("pause")} onPress={() => act("pause", () => api.patch(path, { status: "paused" }), texts.pausedNow(name))}>{texts.pause(name)}</Act>
            <p class="note after s">{texts.pauseWhat(name)}</p>
          </div>
        ))}
        {asking ? (
          <Leaving name={name} member={member} busy={busy === "off"}
            onYes={() => act("off", () => api.delete(path), texts.takenOff(name), "/team")} onNo={() => setAsking(false)} />
        ) : (
          <div><Act wide onPress={() => setAsking(true)}>{texts.takeOff(name)}</Act></div>
        )}
      </div>
      {error !== undefined && <div class="after"><Message alert title={t.common.failed}>{problemWords(error)}</Message></div>}
    </section>
  );
}

const awayWords = (member: MemberItem, name: string): string =>
  member.awayUntil && member.awayUntil > today() ? t.baton.away(name, day(member.awayUntil)) : t.people.member.away(name);

/** What taking somebody off the team means, before the answer. Two equal answers. */
function Leaving({ name, member, busy, onYes, onNo }: { name: string; member: MemberItem; busy: boolean; onYes: () => void; onNo: () => void }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  const texts = t.people.member;
  return (
    <div class="sheet edge" ref={box} tabIndex={-1}>
      <h3>{texts.takeOffAsk(name)}</h3>
      {texts.takeOffWhat(name).map((line) => <p class="note after s" key={line}>{line}</p>)}
      {member.batonHolder && <p class="note after s">{texts.takeOffBaton}</p>}
      {member.keepsDoor && <p class="note after s">{texts.takeOffDoor}</p>}
      <Acts column>
        <Act wide onPress={onNo}>{texts.takeOffNo(name)}</Act>
        <Act wide busy={busy && t.people.working} onPress={onYes}>{texts.takeOffYes}</Act>
      </Acts>
    </div>
  );
}

function Earlier({ view, member }: { view: PlanView; member: MemberItem }) {
  const before = earlier(view.grants, currentLines(view), member.id, new Date());
  if (before.length === 0) return null;
  return (
    <details class="block">
      <summary>{t.people.member.earlier}</summary>
      <Rows>
        {before.map((grant) => (
          <Row key={grant.id} href={receiptHref(grant.id)} title={<Part plan={view} scope={grant.scope} />}
            note={t.people.member.earlierSpan(dayWithYear(grant.from), grant.endedAt ? dayWithYear(grant.endedAt) : untilDay(grant.until, true))} />
        ))}
      </Rows>
    </details>
  );
}
