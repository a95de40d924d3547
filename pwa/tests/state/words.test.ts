import { beforeEach, expect, test } from "vitest";
import { reopened, signedIn } from "./anna";
import { editsSent, newServer, server } from "./browser";
import { account, closeAccount, held, kept } from "../../src/state/account";
import { clearDraft, draft, formDraft, recallDrafts, saveDrafts } from "../../src/state/drafts";
import { net, outbox } from "../../src/state/outbox";
import { plan, plans } from "../../src/state/plans";
import { signOut } from "../../src/state/leaving";
import { refreshSession, session } from "../../src/state/session";
import { attend, sync } from "../../src/state/sync";
import type { Item } from "../../src/state/types";
import { letGo, write } from "../../src/state/write";
import { anItem, id } from "../core/make";

const strengths = () => plan.value?.items("strengths", "strength") ?? [];
const theItem = () => {
  const item = plan.value?.items("strengths", "strength")[0];
  if (!item) throw new Error("no item");
  return item;
};

beforeEach(() => {
  closeAccount();
  session.value = undefined;
  newServer();
});

test("signing in brings the plan", async () => {
  await signedIn();

  expect(session.value).toMatchObject({ signedIn: true, remembered: false });
  expect(strengths().map((item) => item.body.text)).toEqual(["text 1"]);
});

test("without a network the citizen's plan opens from the phone, with the person it belongs to", async () => {
  await signedIn();
  server.isDown = true;

  await reopened();
  await refreshSession();

  expect(session.value).toMatchObject({ signedIn: true, remembered: true, person: { name: "Anna" } });
  expect(strengths()).toHaveLength(1);
  expect(net.value.online).toBe(false);
});

test("words written offline are on the screen at once, survive the app, and are sent when the line is back", async () => {
  await signedIn();
  server.isDown = true;

  const made = await write.create("strengths", { kind: "strength", text: "I can cook" });
  await reopened();
  expect(plan.value?.item(made)).toMatchObject({ state: "waiting", body: { text: "I can cook" } });
  expect(net.value.waiting).toBe(1);
  server.isDown = false;
  await attend();

  expect(editsSent().map((edit) => edit.id)).toEqual([made]);
  expect(net.value.waiting).toBe(0);
});

test("a new item stands last in its list", async () => {
  await signedIn();

  await write.create("strengths", { kind: "strength", text: "new" });

  expect(strengths().at(-1)?.body.text).toBe("new");
});

test("a dream lives in a scope named after itself", async () => {
  await signedIn();

  const dream = await write.create("dream:", { kind: "dream", text: "A job" });

  expect(plan.value?.item(dream)?.scope).toBe(`dream:${dream}`);
});

test("a change is based on the words that were on the screen, also when those were not sent yet", async () => {
  await signedIn();
  server.isDown = true;

  await write.change(theItem(), { text: "one" });
  await write.change(theItem(), { text: "two" });

  const [first, second] = outbox.value.map((one) => one.edit);
  expect(first).toMatchObject({ base: { text: id(1) } });
  expect(second).toMatchObject({ base: { text: first?.id } });
  expect(theItem().body.text).toBe("two");
});

test("writing what already stands is no edit", async () => {
  await signedIn();

  await write.change(theItem(), { text: "text 1" });

  expect(outbox.value).toEqual([]);
});

test("a deletion can be undone before anybody has heard of it", async () => {
  await signedIn();
  await write.remove(theItem());
  await sync.now();
  expect(strengths()).toEqual([]);
  expect(write.lastAct.value).toMatchObject({ act: "delete", words: "text 1" });

  await write.undo();

  expect(strengths()).toHaveLength(1);
  expect(editsSent()).toEqual([]);
  expect(write.lastAct.value).toBeUndefined();
});

test("a change that holds is told to nobody while it can be undone: a member cannot open again what they closed", async () => {
  await signedIn();
  await write.change(theItem() as Item<"strength">, { text: "a slip" }, { holds: true });
  await sync.now();
  expect(editsSent()).toEqual([]);

  await write.undo();
  await sync.now();

  expect(editsSent()).toEqual([]);
  expect(theItem().body).toMatchObject({ text: "text 1" });
});

test("a dream goes with all that hangs on it, and one undo brings all of it back", async () => {
  await signedIn([anItem(1), anItem(2), anItem(3)]);
  const [dream, ...hanging] = strengths();

  await write.remove(dream as Item, hanging);
  await sync.now();
  expect(strengths()).toEqual([]);
  expect(write.lastAct.value).toMatchObject({ along: 2 });
  await write.undo();

  expect(strengths()).toHaveLength(3);
  expect(outbox.value).toEqual([]);
  expect(editsSent()).toEqual([]);
});

test("a deletion goes with the next act, and then it can no longer be undone", async () => {
  await signedIn([anItem(1), anItem(2)]);
  await write.remove(theItem());

  await write.create("strengths", { kind: "strength", text: "next" });
  await sync.now();

  expect(editsSent().map((edit) => edit.act)).toEqual(["delete", "create"]);
  expect(write.lastAct.value).toMatchObject({ act: "create" });
});

test("a deletion goes when the phone is put away, and undo is not promised any more", async () => {
  await signedIn();
  await write.remove(theItem());

  await letGo();
  await sync.now();

  expect(editsSent().map((edit) => edit.act)).toEqual(["delete"]);
  expect(write.lastAct.value).toBeUndefined();
});

test("a deletion that was held back when the app was closed goes when it opens again", async () => {
  await signedIn();
  await write.remove(theItem());

  await reopened();
  await expect.poll(() => outbox.value.length).toBe(1);
  await expect.poll(() => kept.value.some((one) => one.holdUntil !== undefined)).toBe(false);
  await sync.now();

  expect(editsSent().map((edit) => edit.act)).toEqual(["delete"]);
});

test("undoing a change that was sent writes the old words on top of it", async () => {
  await signedIn();
  await write.change(theItem(), { text: "new" });
  const [change] = outbox.value;
  await sync.now();

  await write.undo();
  await sync.now();

  expect(editsSent().at(-1)).toMatchObject({ act: "change", fields: { text: "text 1" }, base: { text: change?.id } });
});

test("undoing a new item that was never sent leaves no trace", async () => {
  await signedIn();
  server.isDown = true;
  await write.create("strengths", { kind: "strength", text: "oops" });

  await write.undo();

  expect(outbox.value).toEqual([]);
});

test("a stopped consent is sent before older words", async () => {
  await signedIn();
  server.isDown = true;
  await write.create("strengths", { kind: "strength", text: "older" });
  await write.withdraw("membermembermembermem2", "safety");
  server.isDown = false;

  await sync.now();

  expect(editsSent().map((edit) => edit.act)).toEqual(["withdraw", "create"]);
});

test("refused words are listed with the reason, can be sent again under a new id, and thrown away", async () => {
  await signedIn();
  const apply = server.sync;
  server.sync = (request) => ({
    ...apply(request),
    results: request.edits.map((edit) => ({ edit: edit.id, outcome: "refused", code: "not_allowed" })),
  });
  const made = await write.create("strengths", { kind: "strength", text: "my words" });
  await sync.now();
  expect(outbox.value).toMatchObject([{ state: "refused", code: "not_allowed", words: "my words", scope: "strengths" }]);
  expect(net.value).toMatchObject({ refused: 1, waiting: 0 });

  await write.retry(made);
  expect(outbox.value).toMatchObject([{ state: "waiting", tried: false }]);
  expect(outbox.value[0]?.id).not.toBe(made);
  await sync.now();
  await write.discard(outbox.value[0]?.id ?? "");

  expect(outbox.value).toEqual([]);
});

test("what hangs on a refused dream follows it to its new id", async () => {
  await signedIn();
  const apply = server.sync;
  server.sync = (request) => ({
    ...apply(request),
    results: request.edits.map((edit) => ({ edit: edit.id, outcome: "refused", code: "invalid_field" })),
  });
  const dream = await write.create("dream:", { kind: "dream", text: "A job" });
  await write.create(`dream:${dream}`, { kind: "goal", text: "Write to Bo" }, { from: { scope: `dream:${dream}`, item: dream } });
  await sync.now();

  await write.retry(dream);

  const [again, goal] = outbox.value;
  expect(again?.scope).toBe(`dream:${again?.id}`);
  expect(goal?.edit).toMatchObject({ scope: `dream:${again?.id}`, from: { item: again?.id } });
});

test("a session that has ended loses nothing: the plan stays open, and the words wait", async () => {
  await signedIn();
  server.status = 401;
  await write.create("strengths", { kind: "strength", text: "new" });

  await sync.now();

  expect(net.value).toMatchObject({ signedOut: true, waiting: 1, refused: 0 });
  expect(strengths()).toHaveLength(2);
});

test("somebody else who signs in sees nothing of the one before, and sends nothing of theirs", async () => {
  await signedIn();
  server.status = 401;
  await write.create("strengths", { kind: "strength", text: "Anna's" });
  await sync.now();
  server.status = 200;
  server.asked = [];

  await signedIn([]);
  await sync.now();

  expect(editsSent()).toEqual([]);
  expect(strengths()).toEqual([]);
});

test("every sync says whose it is, and carries the header no other site can send", async () => {
  const person = await signedIn();

  expect(server.asked.find((one) => one.path === "/api/sync")?.headers).toMatchObject({
    "X-Stafet": "1",
    "X-Stafet-Person": person.id,
  });
});

test("signing out takes the plan off the phone, also without a network; unsent words wait for their writer", async () => {
  const person = await signedIn();
  server.isDown = true;
  await write.create("strengths", { kind: "strength", text: "unsent" });

  await signOut().catch(() => undefined);
  expect(held.value.size).toBe(0);
  await reopened();
  expect(session.value).toBeUndefined();
  server.isDown = false;
  server.me = { signedIn: true, demo: false, person };
  await refreshSession();

  expect(editsSent().at(-1)).toMatchObject({ body: { text: "unsent" } });
});

test("signing out without a network is not forgotten: the server is told before anything else is asked", async () => {
  await signedIn();
  server.isDown = true;
  await signOut().catch(() => undefined);
  server.isDown = false;
  server.asked = [];

  await refreshSession();

  expect(server.asked.slice(0, 2).map((one) => one.path)).toEqual(["/api/sign-out", "/api/me"]);
});

test("a professional's plan is in the open tab and nowhere else", async () => {
  await signedIn([anItem(1)], "tab");
  expect(strengths()).toHaveLength(1);

  await reopened();

  expect(plans.value).toEqual([]);
});

test("a professional's own unsent words survive the tab", async () => {
  await signedIn([anItem(1)], "tab");
  server.isDown = true;
  await write.create("strengths", { kind: "strength", text: "an answer" });

  await reopened();

  expect(outbox.value).toMatchObject([{ words: "an answer", state: "waiting" }]);
});

test("a session that ends closes a professional's tab", async () => {
  await signedIn([anItem(1)], "tab");
  server.me = { signedIn: false, demo: false };

  await refreshSession();

  expect(plans.value).toEqual([]);
  expect(session.value).toMatchObject({ signedIn: false });
});

test("a lease that ran out while the app was closed is gone before anything is drawn", async () => {
  await signedIn([anItem(1)], "lease");
  const open = account.value;
  const before = (await open?.store.load())?.held ?? new Map();
  const expired = new Map([...before].map(([key, one]) => [key, { ...one, keep: { kind: "lease" as const, until: "2020-01-01T00:00:00Z" } }]));
  await open?.store.saveRound(before, expired, (edits) => edits);
  server.isDown = true;

  await reopened();

  expect(plans.value).toEqual([]);
  expect((await account.value?.store.load())?.held.size).toBe(0);
});

test("half-written words are there after a reload, until they have become an edit", async () => {
  await signedIn();
  draft("dream-1").value = "I would lik";
  await saveDrafts();
  const store = account.value?.store;
  expect(await store?.drafts()).toMatchObject([{ key: "dream-1", text: "I would lik" }]);

  clearDraft("dream-1");
  await saveDrafts();
  await recallDrafts();

  expect(await store?.drafts()).toEqual([]);
  expect(draft("dream-1").value).toBe("");
});

test("sent words are kept for thirty days, for a server that is restored", async () => {
  await signedIn();
  await write.create("strengths", { kind: "strength", text: "kept" });

  await sync.now();

  expect(kept.value).toMatchObject([{ state: "sent", outcome: "applied" }]);
  expect(outbox.value).toEqual([]);
});

test("a half-written form survives the app: what was changed stands on top of what is there now", async () => {
  await signedIn();
  formDraft("move:m", { day: "2026-12-04", place: "" }).value = { day: "2026-12-04", place: "Room 4" };
  await saveDrafts();
  await reopened();
  await recallDrafts();

  const form = formDraft("move:m", { day: "2026-12-05", place: "" });
  expect(form.value).toEqual({ day: "2026-12-05", place: "Room 4" });
  form.value = { day: "2026-12-05", place: "" };
  expect(form.touched).toBe(false);
});
