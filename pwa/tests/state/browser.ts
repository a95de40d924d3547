/** As much of a browser as the state needs, and a server of our own. Import before anything from `src/state`. */

import "fake-indexeddb/auto";
import type { MeAnswer } from "../../src/api/rest";
import type { SyncAnswer, SyncRequest } from "../../src/api/wire";

const memory = new Map<string, string>();
/** What only this tab remembers. */
export const tab = new Map<string, string>();
const page = new EventTarget();

Object.assign(globalThis, {
  location: new URL("https://stafet.test/"),
  history: { state: null, pushState: () => {}, replaceState: () => {} },
  localStorage: {
    getItem: (key: string) => memory.get(key) ?? null,
    setItem: (key: string, value: string) => void memory.set(key, value),
    removeItem: (key: string) => void memory.delete(key),
  },
  sessionStorage: {
    getItem: (key: string) => tab.get(key) ?? null,
    setItem: (key: string, value: string) => void tab.set(key, value),
    removeItem: (key: string) => void tab.delete(key),
  },
  document: Object.assign(page, { documentElement: { lang: "", dataset: {} }, visibilityState: "visible" }),
  addEventListener: page.addEventListener.bind(page),
  scrollTo: () => {},
});

/** What the server says, and what it was asked. */
export const server = {
  me: { signedIn: false, demo: true } as MeAnswer,
  sync: (_request: SyncRequest): SyncAnswer => ({ now: new Date().toISOString(), plans: [] }),
  /** What any other address answers. */
  answer: (_path: string): unknown => ({}),
  isDown: false,
  status: 200,
  asked: [] as { path: string; method: string; body: unknown; headers: Record<string, string> }[],
};

globalThis.fetch = async (input: RequestInfo | URL, init: RequestInit = {}) => {
  if (server.isDown) throw new TypeError("Failed to fetch");
  const path = String(input);
  const body: unknown = init.body ? JSON.parse(String(init.body)) : undefined;
  server.asked.push({ path, method: init.method ?? "GET", body, headers: init.headers as Record<string, string> });
  const said = (init.headers as Record<string, string>)?.["X-Stafet-Person"];
  // As the server: what comes from one person's screen is not done under another's session.
  if (said && server.me.person && said !== server.me.person.id) return Response.json({ code: "signed_out" }, { status: 401 });
  if (path === "/api/me") return Response.json(server.me);
  if (path === "/api/sync") {
    if (server.status !== 200) return Response.json({ code: "signed_out" }, { status: server.status });
    return Response.json(server.sync(body as SyncRequest));
  }
  return Response.json(server.answer(path));
};

/** The edits of every sync so far. */
export function editsSent() {
  return server.asked.flatMap((one) => (one.path === "/api/sync" ? (one.body as SyncRequest).edits : []));
}

export function newServer(): void {
  Object.assign(server, { me: { signedIn: false, demo: true }, isDown: false, status: 200, asked: [] });
  server.answer = () => ({});
  server.sync = () => ({ now: new Date().toISOString(), plans: [] });
  memory.clear();
  tab.clear();
}
