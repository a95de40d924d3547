/**
 * A supported session: somebody sits beside the citizen at the citizen's own phone. Pure: how long it lasts, what needs
 * the citizen's own code meanwhile, and what is only shown after one press more (docs/decisions/0048-helped.md).
 */

export interface Helped {
  /** What the citizen calls whoever helps. Nobody's account. */
  helper: string;
  /** When it began, and when the phone was last used (ms). */
  began: number;
  used: number;
}

const MINUTE = 60_000;
/** Without use. */
export const IDLE = 30 * MINUTE;
/** However much it is used. */
export const LONGEST = 120 * MINUTE;

export const endsAt = ({ began, used }: Helped): number => Math.min(used + IDLE, began + LONGEST);

/** A clock that was set back ends it: nobody can stretch it by turning the clock. */
export const isOver = (session: Helped, now: number): boolean => now >= endsAt(session) || now < session.used;

/** Writes that open nothing to anybody. Whatever is not named here asks for the code: also what is added later. */
const FREE: readonly RegExp[] = [
  /^\/api\/(sync|me|sign-out|reminder-choices|push(\/.*)?|demo\/.*)$/,
  /^\/api\/plans\/[^/]+\/(wording|papers|(meeting|proposal|call)s\/[^/]+\/wording)$/,
];

/** Whether an act waits for the citizen's own code. Stopping and taking away never does (C4): it only narrows. */
export function needsOwnCode(method: string, path: string, body: unknown): boolean {
  if (method === "GET" || method === "DELETE") return false;
  if (FREE.some((free) => free.test(path))) return false;
  // Facts about a member, and a pause, open nothing; the end of a pause does.
  if (method === "PATCH" && /^\/api\/plans\/[^/]+\/members\/[^/]+$/.test(path)) return (body as { status?: string } | undefined)?.status === "active";
  return true;
}

const TOLD = /^(POST (grants|members(\/[^/]+\/yes)?|units(\/[^/]+\/people)?|(meeting|proposal|call)s\/[^/]+\/(invitees|answer))|PATCH members\/[^/]+|PUT units\/[^/]+\/doorkeeper)$/;

/** Acts that give a consent or let somebody in: their line in the log says who sat beside. */
export const carriesHelper = (method: string, path: string): boolean => TOLD.test(`${method} ${path.replace(/^\/api\/plans\/[^/]+\//, "")}`);

/** What is only the citizen's: it lies behind one press more while somebody looks on. */
export function isPrivate(path: string, query: URLSearchParams): boolean {
  return /^\/(plan\/private|waiting|history\/.+|meetings(\/[^/]+)?\/how)$/.test(path) || (path === "/write" && query.get("kind") === "private_note");
}

/** Where the code itself is chosen: not while somebody helps. */
export const isAboutCode = (path: string): boolean => path === "/code";
