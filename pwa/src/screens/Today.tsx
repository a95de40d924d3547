/** I dag: the dream first, then the day's own thread. One main action: the next meeting's, or the first dream's. */

import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { api, badge, daysOff, draft, install, knownUntil, net, plan as current, push, session, type Item, type Looks, type PlanView } from "../state";
import { away, clock, day, dayNear, daysAway, joined, moment, monthName, t, today, upper, weekday } from "../texts";
import { Act, Call, ClosedToOthers, Face, Faces, Knot, Message, Note, Row, Rows, Screen, Thread, voiceClass } from "../ui";
import { ASK, isAsked } from "../core/ask";
import { isParked, quietSince } from "../core/parked";
import FirstDay from "./FirstDay";
import { waitsAlready } from "./history/news";
import { NewsLines } from "./history/NewsLines";
import { openProposals, proposedLine } from "./meetings/proposed";
import { isOpenOffer, nextMeeting } from "./plan/chain";
import { DoneBy } from "./plan/entries";
import { placeOf } from "./plan/kinds";
import { called, firstName } from "./plan/readers";
import { hoursNow } from "./safety/hours";
import { useMinute } from "./safety/minute";

/** How many have looked since yesterday: asked once a visit, remembered while the tab lives. */
const lookers = signal<Looks | undefined>(undefined);

export default function Today() {
  const plan = current.value;
  const id = plan?.id;
  const now = useMinute();
  useEffect(() => {
    if (id) void countLookers(id);
  }, [id, net.value.online]);
  if (!plan) return <FirstDay />;
  const dreams = plan.all("dream");
  const dream = dreams[0];
  if (!dream && isEmpty(plan)) return <FirstDay />;

  const meeting = nextMeeting(plan);
  const agreement = nextAgreement(plan);
  const waits = [...parked(plan), ...waitingFor(plan)];
  const since = quiet(plan);
  const contact = plan.items("safety", "safety_contact").find((item) => item.body.phone);
  const hours = contact && hoursNow(contact.body.hours, daysOff.value, now);

  return (
    <Screen title={t.plan.today.title} hideTitle>
      <Thread fromMark>
        {dream ? (
          <Knot kind="dream">
            <p class="kind">{t.plan.myDream}</p>
            <p class="dream-now"><a href={`/dream/${dream.id}`}>{dream.body.text}</a></p>
            {dreams.length > 1 && <Act plain href="/plan">{t.plan.seeDreams(dreams.length)}</Act>}
          </Knot>
        ) : (
          <Knot kind="dream">
            <p class="kind">{t.plan.myDream}</p>
            <p>{t.plan.first.here}</p>
            <Act plain href="/write?kind=dream">{t.plan.writeDream}</Act>
          </Knot>
        )}
        {meeting ? <NextMeeting plan={plan} meeting={meeting} /> : (
          <Knot kind="agenda_item">
            <p class="kind">{t.plan.today.nextMeeting}</p>
            <p>{since ? t.plan.today.quiet(day(since)) : t.plan.today.noMeeting}</p>
            <Act plain href="/meetings/new">{t.plan.today.planMeeting}</Act>
          </Knot>
        )}
        {agreement && (
          <Knot kind="agreement">
            <p class="kind">{agreementKind(agreement)}</p>
            <p class={voiceClass(agreement)}>{agreement.body.what}</p>
            <DoneBy plan={plan} item={agreement} brief />
          </Knot>
        )}
        {waits.length > 0 && (
          <Knot kind="slack">
            <p class="kind">{t.plan.today.waits}</p>
            {waits.map((wait) => (
              <div class="waits"><p>{wait.words}</p><Act plain href={wait.href}>{wait.act}</Act></div>
            ))}
          </Knot>
        )}
      </Thread>

      <section class="block near">
        <h2>{t.plan.today.safetyContact}</h2>
        {contact
          ? <Call name={[contact.body.name, contact.body.who].filter(Boolean).join(", ")} number={contact.body.phone} note={(hours?.words ?? contact.body.hours) || undefined} open={hours?.open} brief face={contact.body.name} />
          : <Rows><Row href="/safety" icon="lamp" lamp title={t.plan.today.noContact} /></Rows>}
        {/* Unrest that is met: one tap, and the sentence is begun (mission, row 64). */}
        <div class="acts"><Act href="/write?kind=agenda_item&worry=1">{t.plan.worry} ...</Act></div>
      </section>

      <Badge count={waits.length} />
      {install.hint.value && (
        <section class="block near">
          <Message edge title={t.plan.today.install} acts={<>
            {install.way.value === "ask" ? <Act onPress={() => void install.ask()}>{t.plan.today.installYes}</Act> : <Act href="/install" onPress={() => install.answer()}>{t.plan.today.installHow}</Act>}
            <Act onPress={() => install.answer()}>{t.common.noThanks}</Act>
          </>}>{t.plan.today.installNote}</Message>
        </section>
      )}
      {plan.suspended && <ClosedToOthers />}
      <NewDevice />
      {push.lost.value && <section class="block near"><Message edge title={t.plan.today.unreached} acts={<Act href="/settings/reminders">{t.plan.today.seeUnreached}</Act>} /></section>}
      <NewsLines plan={plan} quiet={waitsAlready} />

      <section class="block">
        <h2>{t.plan.today.yours}</h2>
        <Rows>
          <Row href="/looks" icon="eye" title={lookers.value ? t.plan.today.looks(lookers.value.peopleSinceYesterday ?? 0) : t.plan.today.whoLooked} note={monthNote(lookers.value)} />
          <Row href="/consents" icon="lock" title={t.plan.today.whoMaySee} />
          <Row href="/settings" icon="settings" title={t.plan.today.settings} />
        </Rows>
      </section>
    </Screen>
  );
}

/** The number on the app's picture follows what waits here. */
function Badge({ count }: { count: number }) {
  useEffect(() => badge(count), [count]);
  return null;
}

/** Somebody came in as me on a device not used before: me, or not. Told until I say that it was. */
function NewDevice() {
  const devices = session.value?.signedIn ? session.value.newDevices : [];
  const newest = devices.find((device) => device.at > knownUntil.value);
  if (!newest) return null;
  const [browser, system] = newest.label.split(", ");
  const name = browser && system ? t.plan.today.deviceOn(browser, system) : t.plan.today.device;
  return (
    <section class="block near">
      <Message edge title={t.plan.today.newDevice(name)} acts={<>
        <Act onPress={() => { knownUntil.value = devices.at(-1)?.at ?? ""; }}>{t.plan.today.itWasMe}</Act>
        <Act href="/devices">{t.plan.today.seeDevices}</Act>
      </>}>{t.plan.today.newDeviceNote(upper(moment(newest.at)))}</Message>
    </section>
  );
}

function NextMeeting({ plan, meeting }: { plan: PlanView; meeting: Item<"meeting"> }) {
  const points = plan.items(meeting.scope, "agenda_item").filter((item) => item.body.state === "on");
  const answered = new Set(plan.items(meeting.scope, "answer").map((answer) => answer.from?.item));
  const invited = plan.items(meeting.scope, "invitee").filter((item) => item.body.reply !== "no").map((item) => item.body.member);
  const faces = plan.members.filter((member) => invited.includes(member.id));
  const { startsAt, meetingKind } = meeting.body;
  const near = daysAway(startsAt) < 7;
  return (
    <Knot kind="agenda_item" reach>
      <div class="sheet reached">
        <p class="kind">{t.plan.today.nextMeeting}</p>
        <h2 class="meeting-when">{upper(near && daysAway(startsAt) > 1 ? weekday(startsAt) : dayNear(startsAt))} {clock(startsAt)}</h2>
        <Note>{t.plan.today.meetingKinds[meetingKind]}, {away(startsAt)}</Note>
        {faces.length > 0 && <Faces>{faces.slice(0, 6).map((member) => <Face name={member.name} baton={member.batonHolder} paused={member.status === "paused"} />)}</Faces>}
        <p class="note after s">{t.plan.today.points(points.length, points.filter((point) => answered.has(point.id)).length)}</p>
        <Act main wide href={`/meetings/${meeting.id}`}>{daysAway(startsAt) < 1 ? t.plan.today.goThere : t.plan.today.prepare}</Act>
      </div>
    </Knot>
  );
}

function agreementKind(agreement: Item<"agreement">): string {
  const { byOn } = agreement.body;
  if (!byOn || daysAway(byOn) < 0) return t.plan.today.agreementLoose;
  return daysAway(byOn) <= 1 ? t.plan.today.agreement(dayNear(byOn)) : t.plan.today.agreementBy(dayNear(byOn));
}

/** The nearest day ahead. One whose day has gone by waits for a new day instead. */
function nextAgreement(plan: PlanView): Item<"agreement"> | undefined {
  return plan.all("agreement").filter((item) => item.body.state === "agreed" && daysAway(item.body.byOn ?? "2000-01-01") >= 0)
    .sort((a, b) => ((a.body.byOn ?? "") < (b.body.byOn ?? "") ? -1 : 1))[0];
}

/** Nobody may be parked: what has no day ahead any more, and what somebody left behind. It goes when it is mended. */
function parked(plan: PlanView): Waits[] {
  const words = t.plan.today;
  const waits: Waits[] = [];
  const paused = new Set(plan.members.filter((member) => member.status === "paused").map((member) => member.id));
  const gone = new Set(plan.members.filter((member) => member.status === "ended").map((member) => member.id));
  const agreements = plan.all("agreement");
  for (const item of agreements) {
    if (gone.has(item.body.responsible) || !isParked(item.body, today(), paused)) continue;
    const href = item.scope.startsWith("dream:") ? `/dream/${item.scope.slice(6)}` : "/plan/agreements";
    waits.push({ words: words.parked(item.body.what, day(item.body.byOn ?? "")), act: words.newDay, href });
  }
  for (const member of plan.members) {
    if (gone.has(member.id) && agreements.some(({ body }) => body.state === "agreed" && body.responsible === member.id)) {
      waits.push({ words: words.leftBehind(firstName(member.name)), act: words.handOn, href: `/team/${member.id}` });
    }
    if (member.status === "paused" && member.resumeOn && member.resumeOn <= today()) {
      waits.push({ words: words.pauseOver(firstName(member.name)), act: words.seeMember(firstName(member.name)), href: `/team/${member.id}` });
    }
  }
  const holder = plan.members.find((member) => member.batonHolder);
  const asked = plan.members.find((member) => member.batonOfferedBy);
  if (asked && (asked.batonAcceptedAt || asked.batonOfferedBy === asked.id)) {
    waits.push({ words: asked.batonAcceptedAt ? words.batonYes(firstName(asked.name)) : words.batonOn(firstName(asked.name)), act: words.seeBaton, href: "/team/baton" });
  } else if (!holder && !asked && plan.members.some((member) => member.held.length > 0)) {
    waits.push({ words: words.noBaton, act: words.seeTeam, href: "/team" });
  }
  return waits;
}

/** Since when no meeting has been, when that is too long ago to say nothing. */
function quiet(plan: PlanView): string | undefined {
  const since = plan.members.find((member) => member.batonHolder)?.held.at(-1)?.since;
  return quietSince(plan.all("meeting").map((item) => item.body), since && today(since), today());
}

interface Waits { words: string; act: string; href: string }

/** What waits for the citizen, in words; the most personal first. */
function waitingFor(plan: PlanView): Waits[] {
  const waits: Waits[] = [];
  const name = (author: string) => firstName(plan.person(author).name);
  for (const member of plan.members) {
    if (member.status === "awaiting_yes") waits.push({ words: t.plan.today.waitsYes(firstName(member.name)), act: t.plan.today.seeWaitsYes, href: "/team" });
  }
  for (const one of openProposals(plan)) waits.push({ words: proposedLine(plan, one), act: t.plan.today.seeProposal, href: placeOf(one) });
  for (const { body } of plan.all("call")) {
    if (body.state === "asked" && body.askedBy !== "citizen") waits.push({ words: t.plan.today.asksToCall(name(body.askedBy)), act: t.plan.today.seeQuestion, href: `/calls/${plan.id}` });
  }
  for (const item of plan.all("agenda_item")) {
    if (item.body.state === "proposed") waits.push({ words: t.plan.today.proposesPoint(name(item.by)), act: t.plan.today.seeProposal, href: `/meetings/${item.scope.slice(8)}?see=${item.id}` });
  }
  for (const item of plan.all("agreement")) {
    if (item.body.state !== "proposed") continue;
    waits.push({
      words: t.plan.today.proposesAgreement(name(item.by)), act: t.plan.today.seeProposal,
      href: item.scope.startsWith("dream:") ? `/dream/${item.scope.slice(6)}` : "/plan/agreements",
    });
  }
  for (const answer of plan.all("answer")) {
    const meeting = plan.items(answer.scope, "meeting")[0];
    if (meeting?.body.state !== "cancelled" && isOpenOffer(plan, answer)) {
      waits.push({ words: t.plan.today.offers(name(answer.by)), act: t.plan.today.seeAnswer, href: `/meetings/${answer.scope.slice(8)}` });
    }
  }
  const [first, ...more] = endingSoon(plan);
  if (first) {
    const last = day(new Date(new Date(first.until).getTime() - 1).toISOString());
    const who = (one: { member: string }) => called(plan.members.find((other) => other.id === one.member) ?? { name: "", isUnit: false });
    waits.push({
      words: more.length ? t.plan.today.leavesEnd(joined([first, ...more].map(who)), last) : t.plan.today.leaveEnds(who(first), last),
      act: t.plan.today.seeLeave, href: more.length ? "/consents" : `/team/${first.member}`,
    });
  }
  for (const meeting of plan.all("meeting")) {
    const { state } = meeting.body;
    if (state === "held" && plan.items(meeting.scope, "outcome").some((one) => one.body.state === "draft")) {
      waits.push({ words: t.plan.today.agreedWaits, act: t.plan.today.seeAgreed, href: `/meetings/${meeting.id}/after` });
    }
  }
  if (isAsked(draft(ASK).value, plan.all("who5").map((one) => one.body.on).sort().at(-1), today())) {
    waits.push({ words: t.plan.today.howAreYou, act: t.plan.today.answerFive, href: "/plan/wellbeing/questions" });
  }
  const forked = plan.all("alternative")[0];
  if (forked) waits.push({ words: t.plan.today.twoVersions, act: t.plan.today.chooseVersion, href: `/versions/${forked.body.of}` });
  const held = plan.all("meeting").find((meeting) => meeting.body.state === "planned" && meeting.body.startsAt.slice(0, 10) < today() && daysAway(meeting.body.startsAt) > -8);
  if (held) waits.push({ words: t.plan.today.held, act: t.plan.today.writeHeld, href: `/meetings/${held.id}/after` });
  if (net.value.refused > 0) waits.push({ words: t.plan.today.refused(net.value.refused), act: t.plan.today.seeRefused, href: "/waiting" });
  return waits;
}

/** Consents that end within two weeks, once for each person, the first to end first. One on a meeting ends with the meeting, a leave to call with its matter: nothing to ask. */
function endingSoon(plan: PlanView): { member: string; until: string }[] {
  const now = Date.now();
  const soon = new Map<string, string>();
  for (const { member, scope, until, endedAt, stopping } of plan.grants) {
    const left = new Date(until).getTime() - now;
    if (endedAt || stopping || /^(meeting|call):/.test(scope) || left <= 0 || left > 14 * 86_400_000) continue;
    const before = soon.get(member);
    if (before === undefined || until < before) soon.set(member, until);
  }
  return [...soon].map(([member, until]) => ({ member, until })).sort((a, b) => (a.until < b.until ? -1 : 1));
}

function isEmpty(plan: PlanView): boolean {
  return plan.all("meeting").length === 0 && plan.members.length === 0 && plan.items("safety").length === 0;
}

/** In the first week of a month, how many looked in the last one: calm, and not only for who opens the list (T5). */
function monthNote(looks: Looks | undefined): string | undefined {
  const last = looks?.lastMonth;
  return last && Number(today().slice(8)) <= 7 ? t.plan.today.lookedIn(monthName(`${last.month}-01`), last.people ?? 0) : undefined;
}

async function countLookers(plan: string): Promise<void> {
  if (!net.peek().online) return;
  try {
    lookers.value = await api.get<Looks>(`/api/plans/${plan}/looks`);
  } catch {
    // Offline, or the log cannot be had now: the row then only says what it leads to.
  }
}
