import { expect, test } from "vitest";
import type { ItemOut } from "../../src/api/wire";
import { changeOf, isUnheard, opposite } from "../../src/core/edits";
import type { HeldPlan, KeptEdit } from "../../src/core/types";
import { viewsOf } from "../../src/core/view";
import { anEdit, anItem, aPlan, creating, holding, id, MEMBER } from "./make";

function view(plan: HeldPlan, kept: KeptEdit[] = []) {
  const [only] = viewsOf(holding(plan), kept);
  if (!only) throw new Error("no plan");
  return only;
}
const aMember = (over: Record<string, unknown> = {}): ItemOut =>
  anItem(20, { id: MEMBER, body: { kind: "member", role: "gp", name: "Mette", ...over } });
const aGrant = (scope: string): ItemOut =>
  anItem(30, { body: { kind: "grant", member: MEMBER, scope, verb: "see", purpose: "support", from: "", until: "" } });

test("the citizen is told that the plan is closed to others, and a member with whom they read", () => {
  const suspended = view({ ...aPlan(), suspended: true });
  const inWard = view({ ...aPlan(), me: { role: "member", member: MEMBER, name: "Ida", unit: "Afsnit 4", keepsDoor: "ward" } });

  expect([suspended.suspended, view(aPlan()).suspended]).toEqual([true, false]);
  expect(inWard.me).toEqual({ member: MEMBER, name: "Ida", unit: "Afsnit 4", keepsDoor: "ward", baton: "" });
});

test("items come in their order, the citizen's own as the voice they are in", () => {
  const plan = aPlan({}, { strengths: [anItem(1, { order: "Z" }), anItem(2, { order: "A", by: MEMBER })] });

  const items = view(plan).items("strengths", "strength");

  expect(items.map((item) => [item.id, item.voice])).toEqual([[id(2), MEMBER], [id(1), "citizen"]]);
});

test("fields that were left out on the wire have their default on the screen", () => {
  const scope = `meeting:${id(1)}`;
  const meeting = anItem(1, { body: { kind: "meeting", meetingKind: "network", startsAt: "2026-12-04T10:00" } });

  expect(view(aPlan({}, { [scope]: [meeting] })).all("meeting")[0]?.body).toMatchObject({ minutes: 60, state: "planned", place: "" });
});

test("a kind of a newer version is kept but not shown", () => {
  const plan = aPlan({}, { strengths: [anItem(1, { body: { kind: "horoscope" as never } }), anItem(2)] });

  expect(view(plan).items("strengths").map((item) => item.id)).toEqual([id(2)]);
});

test("the other text stands with the item it belongs to", () => {
  const other = anItem(9, { body: { kind: "alternative", of: id(1), field: "text", value: "other" } });

  const item = view(aPlan({}, { strengths: [anItem(1), other] })).item(id(1));

  expect(item?.alternatives.map((one) => one.body.value)).toEqual(["other"]);
});

test("an item with an unsent change is waiting; the rest are sent", () => {
  const edit = anEdit({ act: "change", item: id(1), fields: { text: "new" }, base: { text: id(1) } });

  const items = view(aPlan({}, { strengths: [anItem(1), anItem(2)] }), [edit]).items("strengths");

  expect(items.map((item) => item.state)).toEqual(["waiting", "sent"]);
});

test("a new dream has a scope of its own before the server has heard of it", () => {
  const dream = id(77);
  const edit = anEdit({ act: "create", scope: `dream:${dream}`, body: { kind: "dream", text: "A job" } }, { id: dream });

  const seen = view(aPlan(), [edit]);

  expect(seen.all("dream")[0]).toMatchObject({ id: dream, state: "waiting" });
  expect(seen.may("edit", `dream:${dream}`)).toBe(true);
});

test("a member may do what the scope's verb says, and nothing where no scope is open", () => {
  const plan = aPlan({ me: { role: "member", member: MEMBER, name: "Mette" } });
  const seen = view({ ...plan, scopes: { needs: { verb: "respond", rev: 1, items: [] } } });

  expect(seen.may("see", "needs") && seen.may("respond", "needs")).toBe(true);
  expect(seen.may("edit", "needs") || seen.may("see", "safety")).toBe(false);
});

test("people have names: the citizen, the team, and those on the same items", () => {
  const plan = aPlan({ people: { peter: { name: "Peter", role: "peer", organisation: "Huset" } } }, { team: [aMember()] });

  const seen = view(plan);

  expect(seen.person("citizen")).toEqual({ name: "Anna", isCitizen: true });
  expect(seen.person(MEMBER)).toMatchObject({ name: "Mette", role: "gp", isCitizen: false });
  expect(seen.person("peter")).toMatchObject({ name: "Peter", organisation: "Huset" });
  expect(seen.person("unknown")).toEqual({ name: "", isCitizen: false });
});

test("a stopped consent is shown as stopping: that scope, or all of the member's", () => {
  const plan = aPlan({}, { consents: [aGrant("safety")] });
  const stopping = (edit: KeptEdit) => view(plan, [edit]).grants[0]?.stopping;

  expect(stopping(anEdit({ act: "withdraw", member: MEMBER, scope: "safety" }))).toBe(true);
  expect(stopping(anEdit({ act: "withdraw", member: MEMBER }))).toBe(true);
  expect(stopping(anEdit({ act: "withdraw", member: MEMBER, scope: "needs" }))).toBe(false);
});

test("a plan that is being left is not shown any more", () => {
  expect(viewsOf(holding(aPlan()), [anEdit({ act: "leave" })])).toEqual([]);
});

test("a change names only what changed, and for each field the edit whose words were on the screen", () => {
  const item = { id: id(1), versions: { text: id(5) }, body: { text: "old", more: "same", done: false } };

  expect(changeOf(item, { text: "new", more: "same", done: true })).toEqual({
    fields: { text: "new", done: true },
    base: { text: id(5), done: id(1) },
  });
  expect(changeOf(item, { text: "old" })).toBeUndefined();
});

test("undo: a new item is deleted, a change is changed back on top of itself, a move is moved back", () => {
  const made = creating("x").edit;
  const changed = anEdit({ act: "change", item: id(1), fields: { text: "new" }, base: { text: id(1) } }).edit;
  const moved = anEdit({ act: "place", item: id(1), order: "Z" }).edit;

  expect(opposite(made, {})).toEqual({ act: "delete", item: made.id });
  expect(opposite(changed, { fields: { text: "old" } })).toEqual({
    act: "change",
    item: id(1),
    fields: { text: "old" },
    base: { text: changed.id },
  });
  expect(opposite(moved, { order: "A" })).toEqual({ act: "place", item: id(1), order: "A" });
  expect(opposite(anEdit({ act: "withdraw", member: MEMBER }).edit, {})).toBeUndefined();
});

test("an edit that was tried once may be known to the server, whatever the line said", () => {
  expect(isUnheard(creating("x"))).toBe(true);
  expect(isUnheard(creating("x", { triedAt: 1 }))).toBe(false);
});

test("who comes to a meeting stands by name, whatever chance made of their ids", () => {
  const scope = `meeting:${id(1)}`;
  const members = [["Rikke", 21], ["Anne", 22], ["Mads", 23]].map(([name, number]) =>
    anItem(number as number, { body: { kind: "member", role: "gp", name } }));
  const invited = [21, 22, 23].map((number) => anItem(number + 10, { body: { kind: "invitee", member: id(number) } }));

  const seen = view(aPlan({}, { team: members, [scope]: invited }));

  expect(seen.items(scope, "invitee").map((one) => seen.person(one.body.member).name)).toEqual(["Anne", "Mads", "Rikke"]);
});
