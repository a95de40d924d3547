import { beforeEach, expect, test, vi } from "vitest";
import { reopened, signedIn } from "./anna";
import { editsSent, newServer, server, tab } from "./browser";
import { api } from "../../src/api/client";
import { kept } from "../../src/state/account";
import { followHelp, helped } from "../../src/state/helped";
import { lock } from "../../src/state/lock";
import { go } from "../../src/state/route";
import { sync } from "../../src/state/sync";
import { write } from "../../src/state/write";
import { together } from "../../src/screens/helped/together";
import { localVoice } from "../../src/screens/helped/voice";

const MINUTE = 60_000;
const asked: string[] = [];

// Every ten seconds it is asked whether the time is over. On a busy machine that would ring in the middle of a test, and
// write into a phone that is closed already: here a test asks when it means to.
const ring = vi.spyOn(globalThis, "setInterval").mockReturnValue(0 as unknown as ReturnType<typeof setInterval>);
followHelp(async (_method, path, body) => {
  asked.push(path);
  return body;
});
ring.mockRestore();

beforeEach(async () => {
  newServer();
  asked.length = 0;
  vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2026-11-26T09:00:00Z") });
  await signedIn();
});

async function coded() {
  let at = 0;
  await lock.set("824190", false, () => (at += 5000));
}

async function helpedByTove() {
  await coded();
  await helped.start("Tove");
}

const need = () => write.create("needs", { kind: "need", text: "Ro" });

test("without a code of one's own nobody can be let in to help", async () => {
  await helped.start("Tove");

  expect(helped.now.value).toBeUndefined();
});

test("what is written meanwhile says who sat there, also what was written without a network", async () => {
  await helpedByTove();
  server.isDown = true;
  await need();
  server.isDown = false;
  await sync.now();

  expect(editsSent().map((edit) => [edit.act, edit.helper])).toEqual([["show", "Tove"], ["create", "Tove"]]);
});

test("what is written before and after does not", async () => {
  await need();
  await helpedByTove();
  await helped.end();
  await lock.open("824190");
  await need();
  await sync.now();

  // An answer that comes while the phone locks is asked for again: the same words may leave twice.
  const said = new Map(editsSent().filter((edit) => edit.act === "create").map((edit) => [edit.id, edit.helper]));
  expect([...said.values()]).toEqual([undefined, undefined]);
});

test("when help ends the phone locks: only its owner goes on", async () => {
  await helpedByTove();
  await helped.end();

  expect([helped.now.value, lock.closed.value]).toEqual([undefined, true]);
});

test("a page that is loaded again is still helped", async () => {
  await helpedByTove();
  await reopened();

  expect(helped.now.value?.helper).toBe("Tove");
});

test("an app that was closed for half an hour is not, and asks for the code", async () => {
  await helpedByTove();
  vi.setSystemTime(Date.now() + 31 * MINUTE);
  await reopened();

  expect([helped.now.value, lock.closed.value]).toEqual([undefined, true]);
});

test("a phone that locks ends it", async () => {
  await helpedByTove();
  lock.close();
  await vi.waitFor(() => expect(helped.now.value).toBeUndefined());
  await lock.open("824190");

  expect(helped.now.value).toBeUndefined();
});

test("somebody else's tab is asked for the code, and helps nobody", async () => {
  await helpedByTove();
  tab.clear();
  await reopened();
  await vi.waitFor(() => expect(helped.now.value).toBeUndefined());

  expect(lock.closed.value).toBe(true);
});

test("use makes it last, for two hours and no longer", async () => {
  await helpedByTove();
  for (let minutes = 0; minutes < 119; minutes += 7) {
    vi.setSystemTime(Date.now() + 7 * MINUTE);
    helped.use();
    if (minutes < 105) expect(helped.now.value?.helper).toBe("Tove");
  }

  await vi.waitFor(() => expect(helped.now.value).toBeUndefined());
});

test("what leaves by another way than sync is asked about first, and only while somebody helps", async () => {
  await api.post("/api/plans/p/grants", {});
  await helpedByTove();
  await api.post("/api/plans/p/members", {});

  expect(asked.filter((path) => path !== "/api/sync")).toEqual(["/api/plans/p/members"]);
});

test("a private note lies behind one press more at every address that leads to it, and only while somebody helps", async () => {
  server.isDown = true;
  const note = await write.create("private", { kind: "private_note", text: "Kun mit" });
  const open = (path: string) => {
    go(path);
    return helped.instead;
  };
  expect(open(`/write?item=${note}`)).toBeUndefined();
  await helpedByTove();

  for (const path of [`/write?item=${note}`, `/write?kind=agenda_item&from=${note}`, `/versions/${note}`, "/plan/private"]) expect(open(path), path).toBe("private");
  expect(open("/code")).toBe("code");
  expect(open("/plan/needs")).toBeUndefined();
});

test("what was shown once asks again the next time", async () => {
  await helpedByTove();
  go("/plan/private");
  helped.show();
  expect(helped.instead).toBeUndefined();
  go("/plan");
  go("/plan/private");

  expect(helped.instead).toBe("private");
});

test("afterwards the citizen sees what was done together, each time by itself", async () => {
  await helpedByTove();
  await need();

  expect(together(kept.value)).toMatchObject([{ helper: "Tove", acts: [{ act: "show", words: "" }, { act: "create", words: "Ro" }] }]);
});

test("no voice reads aloud but one that lies on the phone and speaks the language", () => {
  const far = { lang: "da-DK", localService: false };
  const other = { lang: "sv_SE", localService: true };
  const here = { lang: "da_DK", localService: true };

  expect(localVoice([far, other], "da")).toBeUndefined();
  expect(localVoice([far, other, here], "da")).toBe(here);
});
