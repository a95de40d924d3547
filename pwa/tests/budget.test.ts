/** The budgets hold only if they can break: each of them is broken, in a copy of what was built. */

import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { appendFileSync, cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, it } from "vitest";

const pwa = fileURLToPath(new URL("..", import.meta.url));
const heavy = (kilobytes: number) => randomBytes(kilobytes * 1024).toString("base64");

function built(dist: string, name: RegExp): string {
  const found = readdirSync(join(dist, "assets")).find((file) => name.test(file));
  if (!found) throw new Error(`nothing is called ${String(name)}`);
  return join(dist, "assets", found);
}

/** Each with the words that tell of it. To weigh takes seconds, so all of it is weighed at once. */
const broken: [string, string, (dist: string) => void][] = [
  ["what the first script leans on, although no page names it", "\n- entry JS, brotli\n", (dist) => {
    writeFileSync(join(dist, "assets", "leaned-on.js"), `//${heavy(12)}`);
    appendFileSync(built(dist, /^index-.*js$/), '\nimport"./leaned-on.js";');
  }],
  ["heavy styles", "\n- CSS, brotli\n", (dist) => appendFileSync(built(dist, /css$/), `\n/*${heavy(4)}*/`)],
  ["a heavy phone", "\n- whole precache, brotli\n", (dist) => appendFileSync(built(dist, /^plan-.*js$/), `\n//${heavy(30)}`)],
  ["a font", "fine.woff2 is a font", (dist) => writeFileSync(join(dist, "assets", "fine.woff2"), "x")],
  ["a file no phone would have offline", "late.js is not in the precache", (dist) => writeFileSync(join(dist, "assets", "late.js"), "1")],
  ["a script from another host", "index.html loads from another host", (dist) => appendFileSync(join(dist, "index.html"), '<script src="https://example.org/x.js"></script>')],
  ["a script in the page", "index.html has something inline", (dist) => appendFileSync(join(dist, "index.html"), "<script>1</script>")],
];

let said = "";

beforeAll(() => {
  const dist = mkdtempSync(join(tmpdir(), "stafet-budget-"));
  cpSync(join(pwa, "dist"), dist, { recursive: true });
  for (const [, , change] of broken) change(dist);
  const done = spawnSync("node", [join(pwa, "scripts", "budget.mjs"), dist], { encoding: "utf8" });
  rmSync(dist, { recursive: true });
  expect(done.status).toBe(1);
  said = `${done.stderr}\n`;
}, 300_000);

it.each(broken)("stops %s", (_, words) => {
  expect(said).toContain(words);
});
