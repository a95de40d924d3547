/** The page of parts: the real parts over a state with nothing behind it. The production build never sees this folder. */

import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const state = here("./state.ts");

export default defineConfig({
  root: here("."),
  publicDir: false,
  cacheDir: here("../../node_modules/.vite-parts"),
  // The test that looks at it opens what was built.
  build: { outDir: here("../../dist-parts"), emptyOutDir: true },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  plugins: [
    {
      name: "nothing-behind",
      enforce: "pre",
      resolveId(source, importer) {
        return /(^|\/)state$/.test(source) && importer && !importer.includes("/dev/") ? state : undefined;
      },
    },
  ],
});
