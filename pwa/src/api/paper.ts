/** A paper from the server: a PDF, or the same as text. */

import { problemOf, Problem, whose } from "./client";
import type { components } from "./openapi.gen";

export type PaperAsked = components["schemas"]["PaperIn"];
export type PaperKind = PaperAsked["paper"];

export async function fetchPaper(plan: string, asked: PaperAsked, fetcher: typeof fetch = fetch): Promise<Blob> {
  const headers = { "X-Stafet": "1", "Content-Type": "application/json", Accept: "application/pdf, text/plain, application/problem+json", ...whose() };
  try {
    const init: RequestInit = { method: "POST", headers, body: JSON.stringify(asked), credentials: "same-origin", cache: "no-store" };
    const answer = await fetcher(`/api/plans/${plan}/papers`, { ...init, signal: AbortSignal.timeout(40_000) });
    if (!answer.ok) throw problemOf(answer, await answer.text());
    return await answer.blob();
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem("network", 0);
  }
}
