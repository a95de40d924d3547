import { expect, test } from "vitest";
import { announce, open, ownPath, read } from "../../src/sw/reminders";

const ORIGIN = "https://stafet.test";
const arriving = (text: string) => ({ json: () => JSON.parse(text) as unknown }) as PushMessageData;
const PAYLOAD = {
  web_push: 8030,
  notification: { title: "Stafet", body: "Du har et møde.", lang: "da", navigate: `${ORIGIN}/r/abc` },
};

test("a notification says what the server said, to the letter", () => {
  expect(read(arriving(JSON.stringify(PAYLOAD)), ORIGIN)).toEqual({ title: "Stafet", body: "Du har et møde.", lang: "da", path: "/r/abc", tag: "/r/abc", silent: false });
});

test("whatever cannot be read becomes the neutral words", () => {
  const neutral = { title: "Stafet", body: "Du har en påmindelse.", path: "/" };

  for (const text of ["", "not json", "null", "[]", '{"notification":{"title":7}}', '{"notification":null}']) {
    expect(read(arriving(text), ORIGIN), text).toMatchObject(neutral);
  }
  expect(read(null, ORIGIN)).toMatchObject(neutral);
});

test("a notification never leads to another site", () => {
  expect(ownPath(`${ORIGIN}/r/abc`, ORIGIN)).toBe("/r/abc");
  for (const target of ["https://evil.test/r/abc", "javascript:alert(1)", "//evil.test", undefined, "http://"]) {
    expect(ownPath(target, ORIGIN), String(target)).toBe("/");
  }
});

/** A worker with these open pages, that remembers what it did. */
function aWorker(pages: { visibilityState: string }[]) {
  const did: string[] = [];
  const windows = pages.map((page, index) => ({
    ...page,
    postMessage: (message: { type: string; path?: string }) => did.push(`${index} ${message.type} ${message.path ?? ""}`.trim()),
    focus: async () => did.push(`${index} focus`),
  }));
  const worker = {
    location: new URL(ORIGIN),
    navigator: { setAppBadge: async (count?: number) => did.push(`badge ${count ?? "without a number"}`) },
    clients: { matchAll: async () => windows, openWindow: async (path: string) => did.push(`window ${path}`) },
    registration: {
      showNotification: async (title: string, options: NotificationOptions) => did.push(`${title}: ${options.body}`),
    },
  };
  return { worker: worker as unknown as ServiceWorkerGlobalScope, did };
}
const tapped = (data: unknown) => ({ notification: { close: () => {}, data } }) as NotificationEvent;

test("a push is always shown, and open pages fetch what is new", async () => {
  const { worker, did } = aWorker([{ visibilityState: "hidden" }]);

  await announce(worker, { data: arriving("garbage") } as PushEvent);

  expect(did).toEqual(["Stafet: Du har en påmindelse.", "badge without a number", "0 sync"]);
});

test("a tap goes to the open page and lets it turn the page itself", async () => {
  const { worker, did } = aWorker([{ visibilityState: "hidden" }, { visibilityState: "visible" }]);

  await open(worker, tapped("/r/abc"));

  expect(did).toEqual(["1 open /r/abc", "1 focus"]);
});

test("a tap without an open page opens one", async () => {
  const { worker, did } = aWorker([]);

  await open(worker, tapped("https://evil.test/"));

  expect(did).toEqual(["window /"]);
});

test("the same reminder twice is one notification, and one in quiet hours makes no sound", () => {
  const said = { ...PAYLOAD, notification: { ...PAYLOAD.notification, tag: "abc", silent: true } };

  const notice = read(arriving(JSON.stringify(said)), ORIGIN);

  expect([notice.tag, notice.silent]).toEqual(["abc", true]);
});
