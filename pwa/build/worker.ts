/**
 * A Vite plugin that builds the service worker after everything else is written, with the list of all that was
 * written inside it. A file that is built but not listed would break the first offline start, so nothing is left out
 * but what chunks.ts says is of no use without a network, or is kept from the day somebody chooses it.
 */

import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import { build, type Plugin, type Rolldown } from "vite";
import { CHOSEN, ONLINE } from "./chunks.ts";

/** Not listed: the worker itself, the one that stops it, and pictures that only the system fetches, once, when the app is put on the home screen. */
export const UNLISTED = /^\/(sw\.js|stop\.js|apple-touch-icon\.png|icons\/.*-512\.png)$/;

export function serviceWorker(entry: string): Plugin {
  let out = "";
  return {
    name: "stafet-service-worker",
    apply: "build",
    configResolved(config) {
      out = resolve(config.root, config.build.outDir);
    },
    generateBundle(_options, bundle) {
      for (const needed of unheld(Object.values(bundle))) this.error(`${needed}: build/chunks.ts`);
    },
    async writeBundle() {
      const all = await listed(out);
      const files = all.filter(([path]) => !CHOSEN.test(path));
      const chosen = all.filter(([path]) => CHOSEN.test(path)).map(([path]) => path);
      const version = hash(Buffer.from(JSON.stringify(all)));
      await build({
        configFile: false,
        logLevel: "warn",
        publicDir: false,
        define: { __PRECACHE__: JSON.stringify(files), __CHOSEN__: JSON.stringify(chosen), __VERSION__: JSON.stringify(version) },
        build: {
          outDir: out,
          emptyOutDir: false,
          target: "es2022",
          modulePreload: false,
          // A classic script: not every browser runs modules as workers.
          rolldownOptions: { input: entry, output: { format: "iife", entryFileNames: "sw.js" } },
        },
      });
    },
  };
}

/** Files of the phone that need a file which may not be on it: they would not open without a network. */
export function unheld(files: readonly (Rolldown.OutputChunk | Rolldown.OutputAsset)[]): string[] {
  return files.flatMap((file) => {
    if (file.type !== "chunk" || ONLINE.test(`/${file.fileName}`)) return [];
    return file.imports.filter((needed) => ONLINE.test(`/${needed}`) || CHOSEN.test(`/${needed}`)).map((needed) => `${file.fileName} is precached and needs ${needed}, which is not`);
  });
}

/** Every built file with a hash of its content; "" where the name already carries one. */
async function listed(folder: string): Promise<[path: string, hash: string][]> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const rows = await Promise.all(
    files.map(async (file): Promise<[string, string]> => {
      const path = `/${relative(folder, file).split(sep).join("/")}`;
      return [path, path.startsWith("/assets/") ? "" : hash(await readFile(file))];
    }),
  );
  return rows.filter(([path]) => !UNLISTED.test(path) && !ONLINE.test(path)).sort(([one], [other]) => (one < other ? -1 : 1));
}

function hash(content: Buffer): string {
  return createHash("sha256").update(content).digest("base64url").slice(0, 10);
}
