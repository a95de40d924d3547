/** How the app is built: hashed files in /assets/, no inline script, and a worker that knows them all. */

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { folderOf, groups, KEPT_FOR } from "./build/chunks.ts";
import { serviceWorker } from "./build/worker.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const { version } = JSON.parse(readFileSync(here("package.json"), "utf8")) as { version: string };

/** Where `make dev` runs the server. It takes writes from its own origin only, and the app's server is another. */
const api = process.env["STAFET_API"] ?? "http://localhost:8000";
const toServer = { target: api, headers: { origin: api } };

const jsx = { runtime: "automatic", importSource: "preact" } as const;

export default defineConfig({
  oxc: { jsx },
  // The look for dependencies at the start of `make dev` does not read the line above.
  optimizeDeps: { rolldownOptions: { transform: { jsx } } },
  define: { __STAFET_VERSION__: JSON.stringify(version), __KEPT_FOR__: JSON.stringify(KEPT_FOR) },
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
    rolldownOptions: {
      output: {
        codeSplitting: { groups: groups() },
        chunkFileNames: ({ name }) => `${folderOf(name)}[name]-[hash].js`,
      },
    },
  },
  server: { proxy: { "/api": toServer, "/health": toServer } },
  test: {
    // A guard against tests that hang, not a measure of a busy machine.
    testTimeout: 30_000,
    include: ["tests/**/*.test.ts", "tests/**/*.test.tsx"],
    environment: "node",
  },
});
