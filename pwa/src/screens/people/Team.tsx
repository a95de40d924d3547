/** Mit hold: who waits for a yes, who holds the baton, the rest, who is invited. */

import { useEffect, useState } from "preact/hooks";
import { type MemberItem, type PlanView, api, go, linesTo, plan, roleName, sync } from "../../state";
import { day, t, today, upper } from "../../texts";
import { Act, Acts, ClosedToOthers, Dial, Empty, Face, Message, Row, Rows, Screen, Sheet, Tools, spaced } from "../../ui";
import { Lines } from "../safety/Lines";
import { Announcer, JustNow, asked, beside, callName, isHere, problemWords, say } from "./bits";
import { makeNewLink } from "./made";
import { peopleIn } from "./parts";
import "./people.css";

export default function Team() {
  const view = plan.value;
  // Somebody beside the citizen has just used the link: nobody waits a minute to see it.
  useEffect(() => void sync.now(), []);
  if (view?.role !== "citizen") return null;
  const members = [...view.members].sort((a, b) => a.name.localeCompare(b.name, "da"));
  const waiting = members.filter((one) => one.status === "awaiting_yes");
  // A unit stands as one; its people are on its own page.
  const own = members.filter((one) => !one.unit);
  const here = own.filter(isHere);
  const holder = here.find((one) => one.batonHolder);
  const local = holder && roleName(holder.organisation, "baton_holder");
  const others = here.filter((one) => one !== holder).sort((a, b) => Number(a.status === "paused") - Number(b.status === "paused"));
  const invited = own.filter((one) => one.status === "invited");
  const before = own.filter((one) => one.status === "ended");
  return (
    <Screen title={t.people.team.title} lead={t.people.team.lead}>
      <JustNow />
      {view.suspended && <ClosedToOthers />}
      {waiting.map((one) => <WaitsForYes key={one.id} view={view} member={one} />)}
      {own.length === before.length && <div class="block"><Empty>{t.people.team.empty}</Empty></div>}
      {here.length > 0 && (
        <section class="block">
          <h2>{t.people.team.holder}</h2>
          {holder ? <ul class="sheet rows"><Person view={view} member={holder} /></ul> : <><p>{t.baton.none}</p><p class="note after s">{t.baton.noneWhat}</p></>}
          {holder && <Away view={view} holder={holder} />}
          <div><Act plain href="/team/baton">{t.plan.today.seeBaton}</Act></div>
          {local && holder && <p class="note after s">{t.people.team.calledThere(holder.organisation, local)}</p>}
        </section>
      )}
      {others.length > 0 && (
        <section class="block">
          <h2>{holder ? t.people.team.others : t.people.team.all}</h2>
          <ul class="sheet rows">{others.map((one) => <Person key={one.id} view={view} member={one} />)}</ul>
        </section>
      )}
      {invited.length > 0 && (
        <section class="block">
          <h2>{t.people.team.invited}</h2>
          {invited.map((one) => <Invited key={one.id} view={view} member={one} />)}
        </section>
      )}
      <div class="after l stack">
        <Act main wide icon="plus" href="/invite">{t.people.team.invite}</Act>
        <Act wide icon="team" href="/invite/unit">{t.people.team.addUnit}</Act>
      </div>
      {linesTo("questions").length > 0 && (
        <section class="block">
          <h2>{t.people.team.questions}</h2>
          <div class="calls"><Lines to="questions" /></div>
        </section>
      )}
      <section class="block">
        <Rows>
          <Row href="/consents" icon="eye" title={t.people.team.who} />
          <Row href="/looks" icon="team" title={t.people.team.looked} />
        </Rows>
      </section>
      {before.length > 0 && (
        <details class="block">
          <summary>{t.people.team.before}</summary>
          <Rows>{before.map((one) => <Row key={one.id} href={`/team/${one.id}`} title={one.name} note={beside(one)} />)}</Rows>
        </details>
      )}
      <Announcer />
    </Screen>
  );
}

/** Away, and who takes over: said until the day comes, and then no more. */
function Away({ view, holder }: { view: PlanView; holder: MemberItem }) {
  if (!holder.awayUntil || holder.awayUntil <= today()) return null;
  const deputy = view.members.find((one) => one.standsInFor === holder.id);
  return (
    <p class="after s">
      {t.baton.away(callName(holder, view.members), day(holder.awayUntil))} {deputy ? t.baton.deputy(callName(deputy, view.members)) : t.baton.noDeputy}
    </p>
  );
}

const digits = (number: string): string => number.replace(/[^0-9]/g, "").replace(/^45(?=.{8}$)/, "");

/** The row leads to the person; the round button beside it calls. */
function Person({ view, member }: { view: PlanView; member: MemberItem }) {
  const safe = member.phone !== "" && view.all("safety_contact").some(({ body }) => digits(body.phone) === digits(member.phone));
  const inside = member.isUnit && t.people.unit.count(peopleIn(view.members, member.id).length);
  const onlyYou = member.isUnit && !view.members.some((one) => one.keepsDoor === member.id && isHere(one)) && t.people.unit.onlyYou.replace(".", "");
  const away = member.awayUntil > today() && t.baton.away(callName(member, view.members), day(member.awayUntil)).replace(".", "");
  const what = [member.batonHolder && t.people.team.batonHolder, beside(member), inside, onlyYou, !member.batonHolder && away, safe && t.people.team.safetyContact].filter(Boolean);
  return (
    <li class="split">
      <a class="row top grow" href={`/team/${member.id}`}>
        <Face name={member.name} baton={member.batonHolder} paused={member.status === "paused"} />
        <span class="grow">
          <b>{member.name}</b>
          <span class="note">{what.join(". ")}</span>
          {member.status === "paused" ? <span class="note">{t.people.team.paused}{member.resumeOn && ` ${t.people.team.pausedUntil(day(member.resumeOn))}`}</span> : (
            <>
              {member.hours && <span class="note">{upper(member.hours)}</span>}
              {member.phone && <span class="note">{spaced(member.phone)}</span>}
            </>
          )}
        </span>
      </a>
      {member.phone && <Dial name={member.name} number={member.phone} lamp={safe} />}
    </li>
  );
}

/** First on the page: is it really the one who was invited? Two equal answers. */
function WaitsForYes({ view, member }: { view: PlanView; member: MemberItem }) {
  const [busy, setBusy] = useState<"yes" | "no" | undefined>();
  const [error, setError] = useState<unknown>();
  const name = member.signedInAs || member.name;
  const answer = (yes: boolean) => {
    setBusy(yes ? "yes" : "no");
    setError(undefined);
    const path = `/api/plans/${view.id}/members/${member.id}`;
    (yes ? api.post(`${path}/yes`) : api.delete(path))
      .then(() => {
        say(yes ? t.people.team.saidYes(name) : t.people.team.saidNo, "/team");
        document.getElementById("main")?.focus({ preventScroll: true });
        return sync.now();
      })
      .catch(setError)
      .finally(() => setBusy(undefined));
  };
  return (
    <div class="after">
      <Sheet as="section" edge>
        <p class="kind">{t.people.team.waits}</p>
        <div class="holder asks"><Face name={name} /><h2 class="grow">{t.people.team.isIt(name, asked(member))}</h2></div>
        <p class="note">{t.people.team.opened(name)} {t.people.team.invitedAs(member.name)} {t.people.team.nothingYet}</p>
        <Acts>
          <Act busy={busy === "yes" && t.people.working} onPress={() => answer(true)}>{t.people.team.yesItIs(member.name)}</Act>
          <Act busy={busy === "no" && t.people.working} onPress={() => answer(false)} about={t.people.team.noOf(member.name)}>{t.people.team.no}</Act>
        </Acts>
        {error !== undefined && <p class="note strong after s" role="alert">{problemWords(error)}</p>}
      </Sheet>
    </div>
  );
}

function Invited({ view, member }: { view: PlanView; member: MemberItem }) {
  const [busy, setBusy] = useState<"new" | "close" | undefined>();
  const [error, setError] = useState<unknown>();
  const alive = member.invitedUntil !== null && new Date(member.invitedUntil) > new Date();
  const act = (which: "new" | "close", doing: () => Promise<unknown>) => {
    setBusy(which);
    setError(undefined);
    doing().catch(setError).finally(() => setBusy(undefined));
  };
  const renew = () => act("new", async () => {
    await makeNewLink(view.id, member.id, member.name);
    go("/invite?link=1");
  });
  const close = () => act("close", async () => {
    await api.delete(`/api/plans/${view.id}/members/${member.id}`);
    say(t.people.team.closed(member.name), "/team");
    await sync.now();
  });
  return (
    <Sheet stopped>
      <h3><a href={`/team/${member.id}`}>{member.name}</a></h3>
      <p class="note">
        {beside(member) && `${beside(member)}. `}
        {alive && member.invitedUntil ? t.people.team.notOpened(day(member.invitedUntil)) : t.people.team.linkOver}
      </p>
      <Tools>
        <Act plain busy={busy === "new" && t.people.working} onPress={renew} about={t.people.team.newLinkTo(member.name)}>{t.people.team.newLink}</Act>
        <Act plain busy={busy === "close" && t.people.working} onPress={close} about={t.people.team.closeLinkTo(member.name)}>{t.people.team.closeLink}</Act>
      </Tools>
      {error !== undefined && <Message alert title={t.common.failed}>{problemWords(error)}</Message>}
    </Sheet>
  );
}

