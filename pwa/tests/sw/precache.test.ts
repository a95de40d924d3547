import { beforeEach, expect, test, vi } from "vitest";
import { precached } from "../../src/sw/precache";

const ORIGIN = "https://stafet.test";
const stores = new Map<string, Map<string, Response>>();
const fetched: string[] = [];
let missing: string | undefined;

beforeEach(() => {
  stores.clear();
  fetched.length = 0;
  missing = undefined;
  vi.stubGlobal("caches", {
    open: async (name: string) => {
      const store = stores.get(name) ?? new Map<string, Response>();
      stores.set(name, store);
      return { match: async (key: string) => store.get(key)?.clone(), put: async (key: string, answer: Response) => void store.set(key, answer), keys: async () => [...store.keys()].map((key) => ({ url: ORIGIN + key })) };
    },
    match: async (key: string) => [...stores.values()].map((store) => store.get(key)).find(Boolean)?.clone(),
    keys: async () => [...stores.keys()],
    delete: async (name: string) => stores.delete(name),
  });
  vi.stubGlobal("fetch", async (wanted: string | Request) => {
    const path = typeof wanted === "string" ? wanted : new URL(wanted.url).pathname;
    fetched.push(path);
    return new Response(`content of ${path}`, { status: path === missing ? 404 : 200 });
  });
});

const get = (path: string, mode = "no-cors") => ({ url: ORIGIN + path, method: "GET", mode }) as Request;
const OLD = [["/assets/a-1.js", ""], ["/assets/b-1.js", ""], ["/index.html", "h1"]] as const;
const NEW = [["/assets/a-1.js", ""], ["/assets/b-2.js", ""], ["/index.html", "h2"]] as const;

test("a new version fetches only what has changed, and leaves one cache", async () => {
  await precached(OLD, "one", ORIGIN).fill();
  fetched.length = 0;
  const shell = precached(NEW, "two", ORIGIN);

  await shell.fill();
  await shell.dropOld();

  expect(fetched).toEqual(["/assets/b-2.js", "/index.html"]);
  expect([...stores.keys()]).toEqual(["stafet-two"]);
});

test("a version with a missing file is not taken", async () => {
  missing = "/assets/b-2.js";

  await expect(precached(NEW, "two", ORIGIN).fill()).rejects.toThrow("/assets/b-2.js 404");
});

test("any address of the app opens with the first page, without the network", async () => {
  const shell = precached(OLD, "one", ORIGIN);
  await shell.fill();
  fetched.length = 0;

  const answer = await shell.answer(get("/dream/abc", "navigate"));

  expect(await answer?.text()).toBe("content of /index.html");
  expect(fetched).toEqual([]);
});

test("the API, other hosts, writes and unknown files are none of its business", async () => {
  const shell = precached(OLD, "one", ORIGIN);

  expect(shell.answer(get("/api/me"))).toBeUndefined();
  expect(shell.answer(get("/api/sign-in", "navigate"))).toBeUndefined();
  expect(shell.answer(get("/health/live"))).toBeUndefined();
  expect(shell.answer(get("/unknown.js"))).toBeUndefined();
  expect(shell.answer({ ...get("/index.html"), method: "POST", url: `${ORIGIN}/index.html` } as Request)).toBeUndefined();
  expect(shell.answer({ url: "https://elsewhere.test/assets/a-1.js", method: "GET", mode: "cors" } as Request)).toBeUndefined();
});

const ENGLISH = "/assets/chosen/en-1.js";
const NEW_ENGLISH = "/assets/chosen/en-2.js";

test("what nobody has chosen is not fetched", async () => {
  await precached(OLD, "one", ORIGIN, [ENGLISH]).fill();

  expect(fetched).not.toContain(ENGLISH);
});

test("what somebody has chosen once is there without a network", async () => {
  const shell = precached(OLD, "one", ORIGIN, [ENGLISH]);
  await shell.fill();
  await shell.answer(get(ENGLISH));
  fetched.length = 0;

  expect(await (await shell.answer(get(ENGLISH)))?.text()).toBe(`content of ${ENGLISH}`);
  expect(fetched).toEqual([]);
});

test("what a role needs is fetched when it is named, and is there without a network", async () => {
  const shell = precached(OLD, "one", ORIGIN, [ENGLISH, "/assets/chosen/shared-1.js"]);
  await shell.fill();

  expect(await shell.keepNamed(["shared"])).toBe(true);
  expect(fetched).toContain("/assets/chosen/shared-1.js");
  expect(fetched).not.toContain(ENGLISH);
  fetched.length = 0;
  expect(await (await shell.answer(get("/assets/chosen/shared-1.js")))?.text()).toBe("content of /assets/chosen/shared-1.js");
  expect(fetched).toEqual([]);
});

test("a file of a role that cannot be had is told", async () => {
  const shell = precached(OLD, "one", ORIGIN, ["/assets/chosen/shared-1.js"]);
  missing = "/assets/chosen/shared-1.js";

  expect(await shell.keepNamed(["shared"])).toBe(false);
});

test("a new version brings along what was chosen in the old one, before it is taken", async () => {
  const old = precached(OLD, "one", ORIGIN, [ENGLISH]);
  await old.fill();
  await old.answer(get(ENGLISH));

  const shell = precached(NEW, "two", ORIGIN, [NEW_ENGLISH]);
  await shell.fill();
  await shell.dropOld();
  fetched.length = 0;

  expect(await (await shell.answer(get(NEW_ENGLISH)))?.text()).toBe(`content of ${NEW_ENGLISH}`);
  expect(fetched).toEqual([]);
});

test("a version whose chosen language is missing is not taken", async () => {
  const old = precached(OLD, "one", ORIGIN, [ENGLISH]);
  await old.fill();
  await old.answer(get(ENGLISH));
  missing = NEW_ENGLISH;

  await expect(precached(NEW, "two", ORIGIN, [NEW_ENGLISH]).fill()).rejects.toThrow(`${NEW_ENGLISH} 404`);
});

test("a refusal is not kept", async () => {
  const shell = precached(OLD, "one", ORIGIN, [ENGLISH]);
  missing = ENGLISH;
  await shell.answer(get(ENGLISH));
  missing = undefined;

  expect((await shell.answer(get(ENGLISH)))?.status).toBe(200);
});
