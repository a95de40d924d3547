/**
 * One sender per account: it decides when to talk, `round.ts` what is said. Never in anybody's way: callers may wait
 * for it, but no screen has to.
 */

import { Problem } from "../api/client";
import { waitAfter } from "./backoff";

export interface SenderStatus {
  sending?: boolean;
  /** The last try reached the server. */
  reached?: boolean;
  signedOut?: boolean;
  /** The server has no room: nothing is taken, and what waits here waits on. */
  full?: boolean;
}

export interface SenderDeps {
  converse: () => Promise<void>;
  /** Runs the work while no other tab of this account sends. */
  lock: (work: () => Promise<void>) => Promise<void>;
  status: (status: SenderStatus) => void;
  /** When the first held-back edit may go (ms), if there is one. */
  nextDue: () => number | undefined;
  now: () => number;
  random: () => number;
}

export interface Sender {
  /** Send and fetch now, unless the server has asked for patience. Never rejects. */
  now(): Promise<void>;
  /** The same in a moment: many edits in a row become one request. */
  soon(milliseconds?: number): void;
  stop(): void;
}

const A_MOMENT = 250;

export function createSender(deps: SenderDeps): Sender {
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  let failures = 0;
  let notBefore = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let timerAt = Number.POSITIVE_INFINITY;

  function soon(milliseconds = A_MOMENT): void {
    if (stopped) return;
    const at = Math.max(deps.now() + milliseconds, notBefore);
    if (at >= timerAt) return;
    clearTimeout(timer);
    timerAt = at;
    timer = setTimeout(() => {
      // Its moment has come: whoever asks from here on gets a moment of their own, also while a request is under way.
      timerAt = Number.POSITIVE_INFINITY;
      void now();
    }, at - deps.now());
  }

  function now(): Promise<void> {
    if (stopped) return Promise.resolve();
    if (deps.now() < notBefore) {
      soon(0);
      return running ?? Promise.resolve();
    }
    if (running) {
      // An edit made while a request is under way goes with the next one.
      again = true;
      return running;
    }
    clearTimeout(timer);
    timerAt = Number.POSITIVE_INFINITY;
    running = run();
    return running;
  }

  async function run(): Promise<void> {
    deps.status({ sending: true });
    try {
      do {
        again = false;
        await deps.lock(deps.converse);
      } while (again && !stopped);
      // From here on nobody looks at `again`: whoever asks now begins anew.
      running = undefined;
      failures = 0;
      deps.status({ sending: false, reached: true, signedOut: false, full: false });
    } catch (error) {
      running = undefined;
      failed(error);
    }
    const due = deps.nextDue();
    if (due !== undefined) soon(Math.max(0, due - deps.now()));
  }

  function failed(error: unknown): void {
    const problem = error instanceof Problem ? error : new Problem("unexpected", 0);
    if (problem.status === 401) {
      // Nothing is lost and nothing is retried: the person signs in again when it suits them.
      deps.status({ sending: false, reached: true, signedOut: true });
      return;
    }
    failures += 1;
    deps.status({ sending: false, reached: problem.status > 0, full: problem.code === "storage_full" });
    const wait = waitAfter(failures, problem.retryAfter, deps.random);
    if (problem.retryAfter !== undefined) notBefore = deps.now() + problem.retryAfter * 1000;
    soon(wait);
  }

  return {
    now,
    soon,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
