/** A file from the server, piece by piece, so that a person sees that something happens. */

import { problemOf, Problem, whose } from "./client";

/** Ask for it; `onPart` hears how much of it is here, from 0 to 1. */
export async function download(path: string, onPart: (part: number) => void, fetcher: typeof fetch = fetch): Promise<Blob> {
  const headers = { "X-Stafet": "1", "Content-Type": "application/json", Accept: "text/html, application/problem+json", ...whose() };
  try {
    const answer = await fetcher(path, { method: "POST", headers, body: "{}", credentials: "same-origin", cache: "no-store" });
    if (!answer.ok) throw problemOf(answer, await answer.text());
    const whole = Number(answer.headers.get("Content-Length")) || 0;
    const reader = answer.body?.getReader();
    const pieces: Uint8Array<ArrayBuffer>[] = [];
    let here = 0;
    for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
      pieces.push(next.value);
      here += next.value.length;
      if (whole) onPart(Math.min(1, here / whole));
    }
    if (whole && here < whole) throw new Problem("network", 0);
    return new Blob(pieces, { type: "text/html" });
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem("network", 0);
  }
}
