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

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
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
  server: { proxy: { "/api": "http://localhost:8000", "/health": "http://localhost:8000" } },
  test: {
    include: ["tests/**/*.test.ts", "tests/**/*.test.tsx"],
    environment: "node",
  },
});
