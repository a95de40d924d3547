/** A unit's door: who is in it, by name, and a link for a colleague. For the citizen, and for whom they trust with it. */

import { useEffect, useState } from "preact/hooks";
import { type InvitationMade, type PlanView, type ScreenProps, type UnitAnswer, api, clearDraft, draft, mustProve, net, plan, plans, sync } from "../../state";
import { t } from "../../texts";
import { Act, Acts, Face, Field, Fold, Message, Row, Rows, Screen } from "../../ui";
import { firstName } from "../plan/readers";
import { ListOf } from "../other/Lists";
import { Desk } from "../other/Frame";
import { Announcer, JustNow, announce, callName, problemWords, say } from "./bits";
import { DoorPicks, doorkeepers } from "./Invite";
import { LinkMade } from "./link";
import { Waiting } from "./Looks";
import { made } from "./made";
import { inviting } from "./words";
import "./people.css";

/** The citizen's own. */
export function Unit({ params }: ScreenProps) {
  const view = plan.value;
  const unit = view?.members.find((one) => one.id === params["member"] && one.isUnit && one.status !== "ended");
  if (view?.role !== "citizen") return null;
  if (!unit) return <None back={{ href: "/team", label: t.people.team.title }} />;
  return <Door view={view} unit={unit.id} back={{ href: `/team/${unit.id}`, label: unit.name }} />;
}

/** A doorkeeper's. It shows who is in the unit, and nothing of the plan. */
export function Doorkeeper({ params }: ScreenProps) {
  const view = plans.value.find((one) => one.id === params["plan"] && one.role === "member");
  const back = view ? { href: `/shared/${view.id}`, label: inviting.unit.back } : { href: "/", label: t.common.tabs.today };
  if (!view?.me?.keepsDoor) return <None back={back} />;
  return <Desk at="people" list={<ListOf place="people" />}><Door view={view} unit={view.me.keepsDoor} back={back} /></Desk>;
}

function None({ back }: { back: { href: string; label: string } }) {
  return <Screen title={inviting.unit.none} back={back}><Acts><Act href={back.href}>{back.label}</Act></Acts></Screen>;
}

function Door({ view, unit, back }: { view: PlanView; unit: string; back: { href: string; label: string } }) {
  const words = inviting.unit;
  const path = `/api/plans/${view.id}/units/${unit}`;
  const mine = view.role === "citizen";
  const citizen = firstName(view.citizen);
  const here = mine ? `/team/${unit}/unit` : `/shared/${view.id}/unit`;
  const [told, setTold] = useState<UnitAnswer | undefined>();
  const [busy, setBusy] = useState("");
  const [error, setError] = useState<unknown>();
  const online = net.value.online;
  const fetch = () => api.get<UnitAnswer>(path).then(setTold);
  const act = (which: string, doing: () => Promise<unknown>) => {
    setBusy(which);
    setError(undefined);
    doing()
      .then(async () => {
        await sync.now().catch(() => undefined);
        await fetch();
      })
      .catch((problem: unknown) => { if (!mustProve(problem)) setError(problem); })
      .finally(() => setBusy(""));
  };
  useEffect(() => { if (online) act("", () => Promise.resolve()); }, [online]);

  const link = made.value;
  if (link?.unit === unit) {
    return <LinkMade back={{ href: here, label: told ? words.whoIsIn(told.name) : back.label }} close={(member) => `${path}/people/${member}`}
      {...(mine ? {} : { steps: (name: string) => words.stepsDoor(name, citizen) })} />;
  }
  const takeOff = (member: string, name: string) => act(member, async () => {
    await api.delete(`${path}/people/${member}`);
    say(words.takenOff(name), here);
    announce(words.takenOff(name));
  });
  return (
    <Screen title={told ? words.whoIsIn(told.name) : back.label} lead={mine ? words.leadMine : words.leadTheirs(citizen)} back={back} quiet {...(mine ? {} : { tabs: "none" as const })}>
      <JustNow />
      {!online && <div class="after"><Message title={t.common.states.offline}>{words.offline}</Message></div>}
      {error !== undefined && online && (
        <div class="after"><Message alert title={t.common.failed} acts={<Act onPress={() => act("", () => Promise.resolve())}>{t.common.tryAgain}</Act>}>{problemWords(error)}</Message></div>
      )}
      {!told && online && error === undefined && <Waiting />}
      {told && (told.people.length === 0 ? <p class="after">{words.nobody}</p> : (
        <div class="after">
          <Rows>
            {told.people.map((one) => (
              <Row key={one.member} face={<Face name={one.name} paused={one.status !== "active"} />} title={one.name}
                note={one.status === "awaiting_yes" ? (mine ? t.people.team.waits : words.status.waits(citizen)) : words.status[one.status]}
                action={<Act busy={busy === one.member && t.people.working} onPress={() => takeOff(one.member, one.name)} about={words.takeOffOf(one.name)}>{words.takeOff}</Act>} />
            ))}
          </Rows>
        </div>
      ))}
      {told && online && <Add whose={mine ? "mine" : "theirs"} unit={unit} path={path} busy={busy} act={act} />}
      {told && online && mine && <Keeper view={view} unit={unit} path={path} busy={busy} here={here} act={act} />}
      <Announcer />
    </Screen>
  );
}

type Acting = (which: string, doing: () => Promise<unknown>) => void;

/** A name, and a link. The name is a draft: who is asked to show that it is them comes back to it. */
function Add({ whose, unit, path, busy, act }: { whose: "mine" | "theirs"; unit: string; path: string; busy: string; act: Acting }) {
  const words = inviting.unit;
  const name = draft(`colleague:${unit}`);
  const [missing, setMissing] = useState(false);
  const add = () => {
    const said = name.value.trim();
    setMissing(!said);
    if (!said) return;
    act("add", async () => {
      const answer = await api.post<InvitationMade>(`${path}/people`, { name: said });
      clearDraft(`colleague:${unit}`);
      made.value = { ...answer, name: said, unit };
    });
  };
  return (
    <form class="block" onSubmit={(event) => { event.preventDefault(); add(); }}>
      <h2>{words.add[whose]}</h2>
      <Field label={words.name[whose]} note={words.nameHelp} value={name.value} maxLength={200} missing={missing && !name.value.trim() ? words.nameMissing : undefined} onInput={(value) => { name.value = value; }} />
      <Acts column><Act main wide submit busy={busy === "add" && t.people.working}>{words.makeLink}</Act></Acts>
    </form>
  );
}

/** Who lets people in beside the citizen. */
function Keeper({ view, unit, path, busy, here, act }: { view: PlanView; unit: string; path: string; busy: string; here: string; act: Acting }) {
  const words = inviting.unit;
  const now = view.members.find((one) => one.keepsDoor === unit && one.status !== "ended")?.id ?? "";
  const [door, setDoor] = useState(now);
  const [open, setOpen] = useState(false);
  const keepers = doorkeepers(view, view.members.find((one) => one.id === unit)?.role, unit);
  if (keepers.length === 0) return <section class="block"><h2>{words.door}</h2><p class="note after s">{words.nobodyCan}</p></section>;
  const keeper = keepers.find((one) => one.id === now);
  if (!open) {
    return <section class="block"><Fold question={words.door} answer={keeper ? callName(keeper, view.members) : words.onlyMe} onEdit={() => setOpen(true)} /></section>;
  }
  const save = () => act("door", async () => {
    await api.put(`${path}/doorkeeper`, { member: door || null });
    setOpen(false);
    say(words.savedDoor, here);
    announce(words.savedDoor);
  });
  return (
    <section class="block">
      <DoorPicks view={view} keepers={keepers} door={door} onPick={setDoor} />
      <div class="after"><Act wide busy={busy === "door" && t.people.working} onPress={save}>{words.saveDoor}</Act></div>
    </section>
  );
}
