/** What opens without a network is on the phone; what is not says why. Told by a build of its own. */

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Rolldown } from "vite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CHUNKS, WHEN_CHOSEN } from "../../build/chunks";
import { unheld } from "../../build/worker";
import { ROUTES } from "../../src/routes";

const pwa = fileURLToPath(new URL("../..", import.meta.url));
const screens = readdirSync(join(pwa, "src/screens")).filter((name) => name.endsWith(".tsx")).map((name) => name.slice(0, -4)).sort();
const placed = Object.values(CHUNKS).flatMap((chunk) => chunk.screens);

test("every screen stands in one chunk", () => {
  expect([...placed].sort()).toEqual(screens);
});

test("every route's screen is placed", () => {
  expect(ROUTES.map(([, screen]) => screen).filter((screen) => screen !== "*" && !placed.includes(screen))).toEqual([]);
});

test("a chunk that is not on the phone says why, in a sentence", () => {
  const reasons = Object.values(CHUNKS).flatMap((chunk) => (chunk.online === undefined ? [] : [chunk.online]));

  expect(reasons.length).toBeGreaterThan(0);
  for (const reason of reasons) expect(reason).toMatch(/^[A-Z].{30,}\.$/);
});

test("a file of the phone that needs one which is not there stops the build", () => {
  const chunk = (fileName: string, imports: string[]) => ({ type: "chunk", fileName, imports }) as Rolldown.OutputChunk;

  expect(unheld([chunk("assets/people-1.js", ["assets/ui-1.js", "assets/online/invite-1.js"])])).toEqual([
    "assets/people-1.js is precached and needs assets/online/invite-1.js, which is not",
  ]);
  expect(unheld([chunk("assets/online/invite-1.js", ["assets/people-1.js"])])).toEqual([]);
});

describe("In a build", () => {
  const out = mkdtempSync(join(tmpdir(), "stafet-build-"));
  let chunks: Rolldown.OutputChunk[] = [];
  let listed: Set<string>;

  beforeAll(async () => {
    const built = (await build({ root: pwa, mode: "production", logLevel: "error", build: { outDir: out, emptyOutDir: true } })) as Rolldown.RolldownOutput;
    chunks = built.output.filter((file) => file.type === "chunk");
    listed = new Set([...readFileSync(join(out, "sw.js"), "utf8").matchAll(/\[[`"'](\/[^`"']+)[`"'],\s*[`"'](?!\/)/g)].map((match) => match[1] ?? ""));
  }, 60_000);
  afterAll(() => rmSync(out, { recursive: true }));

  const fileOf = (screen: string) => chunks.find((chunk) => chunk.moduleIds.some((id) => id.endsWith(`/src/screens/${screen}.tsx`)))?.fileName ?? "";
  /** A file with all that it needs before it can start. */
  const needs = (file: string, met = new Set<string>()): Set<string> => {
    if (met.has(file)) return met;
    met.add(file);
    for (const other of chunks.find((chunk) => chunk.fileName === file)?.imports ?? []) needs(other, met);
    return met;
  };

  test.each(Object.entries(CHUNKS))("the screens of %s are on the phone unless they need a network, or are kept from their first use", (name, chunk) => {
    for (const screen of chunk.screens) {
      const files = [...needs(fileOf(screen))].map((file) => `/${file}`);
      expect(files.length).toBeGreaterThan(1);
      if (chunk.online || WHEN_CHOSEN.includes(name)) expect(listed.has(`/${fileOf(screen)}`)).toBe(false);
      else expect(files.filter((file) => !listed.has(file))).toEqual([]);
    }
  });

  const holding = (words: string) => chunks.find((chunk) => chunk.moduleIds.some((id) => id.endsWith(words)))?.fileName ?? "";

  test("Danish is on the phone", () => {
    expect([...needs(holding("/src/texts/da/rest.ts"))].filter((each) => !listed.has(`/${each}`))).toEqual([]);
  });

  test("English is one file, which the worker keeps when somebody chooses it", () => {
    const english = holding("/src/texts/en/index.ts");

    expect([...needs(english)].filter((each) => !listed.has(`/${each}`))).toEqual([english]);
    expect(readFileSync(join(out, "sw.js"), "utf8")).toContain(`/${english}`);
  });

  test("a screen that is kept from its first use needs nothing that is not on the phone", () => {
    for (const name of WHEN_CHOSEN) {
      for (const screen of CHUNKS[name]?.screens ?? []) {
        const own = fileOf(screen);
        expect([...needs(own)].filter((each) => !listed.has(`/${each}`))).toEqual([own]);
        expect(readFileSync(join(out, "sw.js"), "utf8")).toContain(`/${own}`);
      }
    }
  });
});

/** What a module imports of ours, and all that those import. */
function modules(file: string, met = new Set<string>()): Set<string> {
  if (met.has(file)) return met;
  met.add(file);
  for (const [, from] of readFileSync(file, "utf8").matchAll(/^(?:import|export)\b(?! type)[^;]*?from "(\.[^"]+)"/gms)) {
    const path = resolve(dirname(file), from ?? "");
    const found = [".tsx", ".ts", "/index.ts"].map((end) => path + end).find((name) => existsSync(name));
    if (found) modules(found, met);
  }
  return met;
}

test("the first screens say nothing that comes later", () => {
  const app = readFileSync(join(pwa, "src/app.tsx"), "utf8");
  const first = [...(/FIRST[^[]*\[([^\]]*)\]/.exec(app)?.[1] ?? "").matchAll(/"(\w+)"/g)].map((match) => match[1]);
  const later = [...readFileSync(join(pwa, "src/texts/da/rest.ts"), "utf8").matchAll(/import \{ (\w+) \}/g)].map((match) => match[1]);
  const said = new RegExp(`\\bt\\.(${later.join("|")})\\b`);

  expect(first.length).toBeGreaterThan(3);
  expect(later.length).toBeGreaterThan(2);
  for (const screen of first) {
    const file = join(pwa, `src/screens/${screen}.tsx`);
    expect([...modules(file)].filter((each) => said.test(readFileSync(each, "utf8")))).toEqual([]);
  }
});
