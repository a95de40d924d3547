/** A made-up plan for tests of what screens make of one. */

import type { Author, Body, Item, Kind, MemberItem, PlanView, Role } from "../../src/state/types";

let counter = 0;
const soon = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
export const dayFromNow = (days: number) => soon(days).slice(0, 10);
const id = () => `0190c0de-0000-7000-8000-${String(++counter).padStart(12, "0")}`;

export function make<K extends Kind>(scope: string, body: Body<K>, more: { by?: Author; voice?: Author; from?: { scope: string; item: string }; at?: string; id?: string } = {}): Item<K> {
  const own = more.id ?? id();
  const by = more.by ?? "citizen";
  return {
    id: own, plan: "plan", scope: scope.endsWith(":") ? `${scope}${own}` : scope, kind: body.kind as K, body, at: more.at ?? soon(-1), by, voice: more.voice ?? by,
    order: own, versions: {}, state: "sent", alternatives: [], ...(more.from ? { from: more.from } : {}),
  };
}

const member = (name: string, role: Role, organisation: string, phone: string, more: Partial<MemberItem> = {}): MemberItem => ({
  id: `member-${name.split(" ")[0]?.toLowerCase() ?? ""}`.padEnd(22, "x"), kind: "member", role, name, organisation, phone, hours: "hverdage 8 til 15", status: "active",
  batonHolder: false, isMe: false, invitedUntil: null, signedInAs: "", leftAt: null, isUnit: false, unit: "", keepsDoor: "", invitedBy: "", joinedAt: null, held: [], batonOfferedBy: "", batonAcceptedAt: null, awayUntil: "", resumeOn: "", standsInFor: "", courseAskedAt: null, ...more,
});

export const mads = member("Mads Lund", "psychiatry", "Afsnit 4, sygehuset", "12 34 56 78", { batonHolder: true });
export const jonas = member("Jonas Lind", "job_centre", "Jobcenteret", "34 56 78 90");
export const rikke = member("Rikke Bang", "municipality", "Rusmiddel\u00adcentret", "45 67 89 01");
export const sanne = member("Sanne Nør", "municipality", "Kommunen", "23 45 67 89");
export const holm = member("Dr. Holm", "gp", "", "56 78 90 12");
export const karen = member("Karen Møller", "relative", "", "67 89 01 23", { status: "awaiting_yes", signedInAs: "Karen Møller" });

export function samplePlan(): { items: Item[]; members: MemberItem[] } {
  const items: Item[] = [];
  const add = <K extends Kind>(...all: Parameters<typeof make<K>>): Item<K> => {
    const item = make<K>(...all);
    items.push(item as unknown as Item);
    return item;
  };
  const dream = add<"dream">("dream:", { kind: "dream", text: "Noget at stå op til", more: "" });
  const goal = add<"goal">(dream.scope, { kind: "goal", text: "Komme ud af lejligheden hver dag" }, { from: { scope: dream.scope, item: dream.id } });
  add<"step">(dream.scope, { kind: "step", text: "Tage skoene på efter kaffen", done: false }, { from: { scope: dream.scope, item: goal.id } });
  add<"agreement">(dream.scope, { kind: "agreement", verb: "", why: "", whyBy: "", what: "Sanne og jeg går en tur.", responsible: sanne.id, byOn: dayFromNow(1), myPart: "Jeg er klar kl. 14.", theirPart: "", state: "agreed" }, { from: { scope: dream.scope, item: goal.id } });

  const free = add<"dream">("dream:", { kind: "dream", text: "Ud af misbruget", more: "" });
  add<"goal">(free.scope, { kind: "goal", text: "Tale med Rikke hver uge" }, { from: { scope: free.scope, item: free.id } });
  add<"agreement">(free.scope, { kind: "agreement", verb: "", why: "", whyBy: "", what: "Du og Rikke mødes hver tirsdag kl. 13.", responsible: rikke.id, byOn: dayFromNow(4), myPart: "", theirPart: "Rikke ringer, hvis du ikke kommer.", state: "proposed" }, { by: mads.id, from: { scope: free.scope, item: free.id } });

  const work = add<"dream">("dream:", { kind: "dream", text: "Tilbage i arbejde", more: "Det behøver ikke være det samme som før." });
  const hours = add<"goal">(work.scope, { kind: "goal", text: "Et par timer om ugen, sammen med nogen jeg kender" }, { from: { scope: work.scope, item: work.id } });
  const meeting = add<"meeting">("meeting:", { kind: "meeting", meetingKind: "coordination", startsAt: `${dayFromNow(3)}T10:00`, zone: "Europe/Copenhagen", minutes: 60, place: "Afsnit 4, lokale 2", video: "", phone: "", state: "planned" });
  for (const each of [mads, jonas, rikke, holm]) add<"invitee">(meeting.scope, { kind: "invitee", member: each.id, reply: "yes", how: "in_person" });
  const point = add<"agenda_item">(meeting.scope, { kind: "agenda_item", text: "Kan jeg begynde i det små?", state: "on", asked: jonas.id }, { from: { scope: work.scope, item: hours.id } });
  add<"answer">(meeting.scope, { kind: "answer", verb: "", text: "Ja. Vi kan begynde med tre timer om ugen.", answerKind: "does", does: "Jeg finder et sted inden jul.", byOn: dayFromNow(14) }, { by: jonas.id, from: { scope: meeting.scope, item: point.id } });
  add<"agenda_item">(meeting.scope, { kind: "agenda_item", text: "Hvad må en ny arbejdsplads vide om dig?", state: "proposed", asked: "" }, { by: jonas.id });

  add<"strength">("strengths", { kind: "strength", text: "Jeg er god til at lytte." });
  add<"strength">("strengths", { kind: "strength", text: "Jeg kan lave mad til mange." });
  add<"need">("needs", { kind: "need", text: "At folk ringer, før de kommer." });
  add<"agreement">("agreements", { kind: "agreement", verb: "", why: "", whyBy: "", what: "Jeg ringer til tandlægen.", responsible: "citizen", byOn: dayFromNow(-5), myPart: "", theirPart: "", state: "agreed" });
  add<"wellbeing">("wellbeing", { kind: "wellbeing", on: dayFromNow(0), text: "Lidt lettere i dag. Jeg sov til klokken syv." });
  add<"private_note">("private", { kind: "private_note", text: "Det her er kun mit." });
  add<"warning_sign">("safety", { kind: "warning_sign", text: "Jeg sover ikke. Jeg går rundt i lejligheden." });
  for (const text of ["Tage et langt, varmt bad.", "Høre havvejret i radioen.", "Tage tæppet om mig i sofaen."]) add<"coping">("safety", { kind: "coping", text });
  add<"safe_place">("safety", { kind: "safe_place", text: "I køkkenet med lyset tændt." });
  add<"safety_contact">("safety", { kind: "safety_contact", name: "Sanne Nør", phone: "23456789", who: "bostøtte", hours: "hverdage 8 til 15" });
  add<"safety_contact">("safety", { kind: "safety_contact", name: "Lars", phone: "67890123", who: "", hours: "Du må gerne vække ham" });
  add<"wish_if_ill">("safety", { kind: "wish_if_ill", text: "Sig til Mads, at jeg gerne vil have enestue." });
  const alternative = make<"alternative">(work.scope, { kind: "alternative", of: hours.id, field: "text", value: "Et par timer om ugen, og ikke om morgenen" }, { by: mads.id, at: soon(-0.6) });
  items.push(alternative as unknown as Item);
  (hours as { alternatives: Item<"alternative">[] }).alternatives.push(alternative);
  return { items, members: [karen, mads, sanne, jonas, rikke, holm] };
}

export function viewOf({ items, members }: { items: Item[]; members: MemberItem[] }): PlanView {
  const sorted = [...items].sort((a, b) => (a.order < b.order ? -1 : 1));
  const grant = (who: MemberItem, scope: string) => ({
    id: `${who.id}${scope}`, kind: "grant" as const, member: who.id, scope, verb: "see" as const, purpose: "support" as const, from: soon(-30), until: soon(60), endedAt: null,
    words: "", textId: "", sha256: "", stopping: false,
  });
  const dreams = sorted.filter((item) => item.kind === "dream");
  return {
    id: "plan", role: "citizen", citizen: "Peter", keep: { kind: "all" }, scopes: new Map(), members,
    items: <K extends Kind>(scope: string, kind?: K) => sorted.filter((item) => item.scope === scope && (!kind || item.kind === kind)) as unknown as Item<K>[],
    all: <K extends Kind>(kind: K) => sorted.filter((item) => item.kind === kind) as unknown as Item<K>[],
    item: (wanted) => sorted.find((item) => item.id === wanted),
    grants: [
      ...(dreams[0] ? [grant(mads, dreams[0].scope), grant(sanne, dreams[0].scope)] : []),
      ...(dreams[1] ? [grant(rikke, dreams[1].scope)] : []),
      ...(dreams[2] ? [grant(jonas, dreams[2].scope), grant(mads, dreams[2].scope)] : []),
      ...[mads, sanne, jonas, rikke, holm].map((who) => grant(who, "strengths")), grant(mads, "needs"), grant(sanne, "safety"),
    ],
    person: (author) => {
      const found = members.find((each) => each.id === author);
      return found ? { name: found.name, role: found.role, organisation: found.organisation, isCitizen: false } : { name: "Peter", isCitizen: true };
    },
    may: () => true,
    suspended: false,
  };
}
