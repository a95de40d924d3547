/**
 * The REST client: online only. Every failure is a `Problem` with the server's stable code, so that a screen can
 * look its words up in the catalogue; no line is "network", a late answer "timeout".
 */

export class Problem extends Error {
  override readonly name = "Problem";

  constructor(
    readonly code: string,
    readonly status: number,
    readonly field?: string,
    /** Seconds the server asked us to wait. */
    readonly retryAfter?: number,
  ) {
    super(`${status} ${code}`);
  }
}

const PATIENCE = 30_000;

export interface RequestOptions {
  /** Whose request it is, when not that of the account that is open; "" is nobody's. */
  person?: string;
  fetcher?: typeof fetch;
  /** What nobody needs to keep secret may be asked for by the short name of what one has. */
  cache?: RequestCache;
}

export const guard: {
  /** While somebody sits beside the citizen: what has to be done before a write leaves, and what it then says. */
  ask?: (method: string, path: string, body: unknown) => Promise<unknown>;
  /** Whose screen this is. */
  person?: () => string | undefined;
} = {};

/** Every request says whose screen it comes from: under somebody else's session the server then does nothing. */
export function whose(person = guard.person?.()): Record<string, string> {
  return person ? { "X-Stafet-Person": person } : {};
}

/** Send one request and give the JSON of its answer (undefined when it has none). */
export async function request(method: string, path: string, body?: unknown, opts: RequestOptions = {}): Promise<unknown> {
  const headers: Record<string, string> = { Accept: "application/json", ...whose(opts.person) };
  const init: RequestInit = { method, headers, credentials: "same-origin", cache: opts.cache ?? "no-store" };
  if (method !== "GET") {
    // A header no form on another site can send: the server refuses writes without it.
    headers["X-Stafet"] = "1";
    headers["Content-Type"] = "application/json";
    init.body = JSON.stringify((guard.ask ? await guard.ask(method, path, body) : body) ?? {});
  }
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), PATIENCE);
  try {
    const answer = await (opts.fetcher ?? fetch)(path, { ...init, signal: abort.signal });
    const text = await answer.text();
    if (!answer.ok) throw problemOf(answer, text);
    return text ? JSON.parse(text) : undefined;
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem(abort.signal.aborted ? "timeout" : "network", 0);
  } finally {
    clearTimeout(timer);
  }
}

/** The server's no, by its code. */
export function problemOf(answer: Response, text: string): Problem {
  const said = parsed(text);
  const code = typeof said["code"] === "string" ? said["code"] : byStatus(answer.status);
  const field = typeof said["field"] === "string" ? said["field"] : undefined;
  return new Problem(code, answer.status, field, secondsToWait(answer.headers.get("Retry-After")));
}

/** A proxy in between answers in HTML: then the number is all there is. */
function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function byStatus(status: number): string {
  if (status === 401) return "signed_out";
  if (status === 404) return "not_found";
  if (status === 413) return "too_large";
  return status >= 500 ? "server" : `http_${status}`;
}

/** Retry-After, as seconds or as a date. */
export function secondsToWait(header: string | null, now = Date.now()): number | undefined {
  if (!header) return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds);
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - now) / 1000));
}

export const api = {
  get: <T>(path: string) => request("GET", path) as Promise<T>,
  post: <T = unknown>(path: string, body?: unknown) => request("POST", path, body) as Promise<T>,
  put: <T = unknown>(path: string, body?: unknown) => request("PUT", path, body) as Promise<T>,
  patch: <T = unknown>(path: string, body?: unknown) => request("PATCH", path, body) as Promise<T>,
  delete: <T = unknown>(path: string, body?: unknown) => request("DELETE", path, body) as Promise<T>,
};
