/**
 * Weighs what was built and fails when a budget breaks: bytes cost money on a bad line, a file that is not precached
 * breaks the first offline start, and a request to another host tells somebody else that you were here.
 */

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";

const pwa = join(dirname(fileURLToPath(import.meta.url)), "..");
// Another folder only for its own test, which makes each budget break.
const dist = process.argv[2] ?? join(pwa, "dist");
const chunks = readFileSync(join(pwa, "build", "chunks.ts"), "utf8");
const KB = 1024;
const failures = [];

const files = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => "/" + relative(dist, join(entry.parentPath, entry.name)).replaceAll("\\", "/"));
const read = (path) => readFileSync(join(dist, path));
// Already compressed formats are served as they are.
const onTheLine = (path) => (/\.(png|webp|woff2)$/.test(path) ? read(path).length : brotliCompressSync(read(path)).length);
const sum = (paths) => paths.reduce((total, path) => total + onTheLine(path), 0);

const html = read("/index.html").toString();
const entry = withImports([...html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map((match) => match[1]));
const styles = files.filter((path) => path.endsWith(".css"));
const worker = read("/sw.js");
const listed = new Set([...worker.toString().matchAll(/\[[`"'](\/[^`"']+)[`"'],\s*[`"'](?!\/)/g)].map((match) => match[1]));
// The same exception as in build/worker.ts: the system fetches these when the app is installed, the app never does.
const unlisted = /^\/(sw\.js|stop\.js|apple-touch-icon\.png|icons\/.*-512\.png)$/;
// Of no use without a network (build/chunks.ts): fetched when somebody opens one of its screens.
const online = files.filter((path) => path.startsWith("/assets/online/"));
// Kept from the day somebody chooses it: the language that most do not read.
const chosen = files.filter((path) => path.startsWith("/assets/chosen/"));
const precache = files.filter((path) => !unlisted.test(path) && !online.includes(path) && !chosen.includes(path));
// Every screen is drawn with it, so it counts as part of the entry although it is a file of its own.
const shared = files.filter((path) => /^\/assets\/ui-[^/]+\.js$/.test(path) && !entry.includes(path));

/** What a browser fetches before the first line runs, whether or not index.html names it. */
function withImports(paths) {
  const found = new Set(paths);
  for (const path of found) {
    for (const [, name] of read(path).toString().matchAll(/\b(?:from|import)\s*["'`](\.{1,2}\/[^"'`]+)["'`]/g)) {
      found.add(posix.join(dirname(path), name));
    }
  }
  return [...found];
}

/** Read, not imported: the oldest Node we run on knows no TypeScript. */
function of(role) {
  const names = [...chunks.matchAll(new RegExp(`^ {2}(\\w+): \\{[^}]*\\bof: "${role}"`, "gm"))].map((match) => match[1]);
  if (names.length === 0) failures.push(`build/chunks.ts names nothing of a ${role}`);
  return names.flatMap((name) => {
    const built = chosen.filter((path) => new RegExp(`/${name}-[\\w-]{8}\\.js$`).test(path));
    if (built.length !== 1) failures.push(`the chunk ${name} of a ${role} was built ${built.length} times`);
    return built;
  });
}

function weigh(what, bytes, limit) {
  const line = `${what.padEnd(22)} ${(bytes / KB).toFixed(1).padStart(7)} KB of ${(limit / KB).toFixed(0)}`;
  console.log(bytes > limit ? `${line}  TOO HEAVY` : line);
  if (bytes > limit) failures.push(what);
}

weigh("entry JS, brotli", sum([...entry, ...shared]), 43 * KB);
weigh("CSS, brotli", sum(styles), 8 * KB);
weigh("worker, gzip", gzipSync(worker, { level: 9 }).length, 3 * KB);
weigh("whole precache, brotli", sum(precache), 120 * KB);
// The heaviest phone: a citizen's, with the screens that only a citizen has (`of` in build/chunks.ts).
weigh("a citizen's, brotli", sum([...precache, ...of("citizen")]), 160 * KB);
weigh("a member's, brotli", sum([...precache, ...of("member")]), 135 * KB);
for (const path of online) weigh(`${path.slice(8, -12)}, brotli`, onTheLine(path), 15 * KB);
for (const path of chosen) weigh(`${path.slice(8, -12)}, brotli`, onTheLine(path), 25 * KB);

for (const path of files) if (/\.(woff2?|ttf|otf|eot)$/.test(path)) failures.push(`${path} is a font: the system's own is used`);
if (entry.length === 0) failures.push("index.html loads no script");
for (const path of precache) if (!listed.has(path)) failures.push(`${path} is not in the precache`);
for (const path of [...online, ...chosen]) if (listed.has(path)) failures.push(`${path} is precached, and is of no use there`);
for (const path of listed) if (!files.includes(path)) failures.push(`the precache names ${path}, which was not built`);
if (/export\s*[{*]/.test(worker.toString())) failures.push("sw.js is a module: browsers will not start it");
if (/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=/i.test(html)) failures.push("index.html has something inline");

// Namespaces and names that are never fetched.
const NAMES = /^https?:\/\/(www\.w3\.org\/|localhost(:\d+)?(\/|$))/;
for (const path of files.filter((name) => /\.(js|css|html|svg|webmanifest)$/.test(name))) {
  for (const [url] of read(path).toString().matchAll(/https?:\/\/[a-z0-9.-]+[^\s"'`)<>]*/gi)) {
    if (!NAMES.test(url) && isLoaded(path, url)) failures.push(`${path} loads from another host: ${url}`);
  }
}

/** A link a person may press is no load; what the browser fetches by itself is. */
function isLoaded(path, url) {
  if (path.endsWith(".css") || path.endsWith(".webmanifest")) return true;
  const text = read(path).toString();
  const at = text.indexOf(url);
  const before = text.slice(Math.max(0, at - 40), at);
  return /(src|fetch\(|import\(|importScripts\(|url\(|new Request\(|<link[^>]*href)[=:(\s"'`]*$/.test(before);
}

if (failures.length) {
  console.error(`\nBudget broken:\n- ${[...new Set(failures)].join("\n- ")}`);
  process.exit(1);
}
