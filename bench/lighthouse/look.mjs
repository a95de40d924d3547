/**
 * Lighthouse's eyes on screens of somebody who is signed in. Told on standard input, answered on standard output, as JSON.
 *
 * Each look has a browser of its own, as a phone has that opens the app for the first time; only the session is there.
 */

import lighthouse from "lighthouse";
import { launch } from "puppeteer-core";

const { chromium, flags, cookies, screens, looks } = JSON.parse(await new Response(process.stdin).text());

/** One look at one screen: the four scores, and what took points away. */
async function look(url) {
  const browser = await launch({ executablePath: chromium, args: flags, headless: "shell" });
  try {
    const page = await browser.newPage();
    await browser.setCookie(...cookies.map((one) => ({ ...one, domain: new URL(url).hostname, path: "/" })));
    // Nobody's plan is for a search engine: the answer says so, and this audit alone wants the opposite.
    const wanted = { output: "json", logLevel: "error", skipAudits: ["is-crawlable"] };
    const { lhr } = await lighthouse(url, wanted, undefined, page);
    if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
    return { scores: scoresOf(lhr), lost: lostOf(lhr), times: timesOf(lhr) };
  } finally {
    await browser.close();
  }
}

function scoresOf(lhr) {
  return Object.fromEntries(Object.values(lhr.categories).map(({ id, score }) => [id, Math.round(score * 100)]));
}

/** The audits that count and are not full. */
function lostOf(lhr) {
  return Object.values(lhr.categories).flatMap(({ id, auditRefs }) =>
    auditRefs
      .filter(({ weight }) => weight > 0)
      .map((ref) => lhr.audits[ref.id])
      .filter(({ score }) => score !== null && score < 0.9)
      .map((audit) => `${id}: ${audit.title} ${audit.displayValue ?? ""} ${JSON.stringify(audit.details?.items?.slice(0, 3) ?? "")}`),
  );
}

function timesOf(lhr) {
  const named = ["first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift", "speed-index"];
  return Object.fromEntries(named.map((name) => [name, lhr.audits[name].numericValue]));
}

const told = {};
for (const [name, url] of Object.entries(screens)) {
  told[name] = [];
  for (let turn = 0; turn < looks; turn++) told[name].push(await look(url));
}
console.log(JSON.stringify(told));
