/** How the app is built: hashed files in /assets/, no inline script, and a worker that knows them all. */

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { serviceWorker } from "./build/worker.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const { version } = JSON.parse(readFileSync(here("package.json"), "utf8")) as { version: string };

/**
 * One chunk for what belongs together on a day: small files compress badly, and each costs a round trip the first
 * time. What is not named here follows whoever imports it.
 */
const GROUPS = [
  { name: "ui", test: /\/src\/(ui\/|texts\/(?!en\/))/, priority: 3 },
  { name: "en", test: /\/src\/texts\/en\//, priority: 3 },
  { name: "people", test: /\/src\/screens\/(people\/|(Team|Member|Invite|Invitation|Consents|GiveConsent|Preview|Looks|Receipt)\.)/, priority: 2 },
  { name: "meetings", test: /\/src\/screens\/(meetings\/|(Meetings|Meeting|NewMeeting)\.)/, priority: 2 },
  { name: "desk", test: /\/src\/screens\/(other\/|(Desk|SharedPlan|SharedMeeting|AgendaItem|SignIn)\.)/, priority: 2 },
  { name: "plan", test: /\/src\/screens\//, priority: 1 },
];

/** Where `make dev` runs the server. It takes writes from its own origin only, and the app's server is another. */
const api = process.env["STAFET_API"] ?? "http://localhost:8000";
const toServer = { target: api, headers: { origin: api } };

const jsx = { runtime: "automatic", importSource: "preact" } as const;

export default defineConfig({
  oxc: { jsx },
  // The look for dependencies at the start of `make dev` does not read the line above.
  optimizeDeps: { rolldownOptions: { transform: { jsx } } },
  define: { __STAFET_VERSION__: JSON.stringify(version) },
  plugins: [serviceWorker(here("src/sw/worker.ts"))],
  build: {
    target: "es2022",
    assetsDir: "assets",
    // An inlined file would need `data:` in the content security policy.
    assetsInlineLimit: 0,
    // The polyfill is an inline script in all but name; browsers without module preload simply load later.
    modulePreload: { polyfill: false },
    cssCodeSplit: false,
    reportCompressedSize: false,
    rolldownOptions: { output: { codeSplitting: { groups: GROUPS } } },
  },
  server: { proxy: { "/api": toServer, "/health": toServer } },
  test: {
    include: ["tests/**/*.test.ts", "tests/**/*.test.tsx"],
    environment: "node",
  },
});
