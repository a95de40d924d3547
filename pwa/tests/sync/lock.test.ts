import { afterEach, expect, test, vi } from "vitest";
import { lockFor } from "../../src/sync/lock";

type Work = () => Promise<void>;
afterEach(() => {
  vi.unstubAllGlobals();
});

/** Web Locks as browsers have them, for one name. */
function someLocks(heldByASleeper = false) {
  let tail: Promise<unknown> = heldByASleeper ? new Promise(() => {}) : Promise.resolve();
  return {
    locks: {
      request: (_name: string, { signal }: { signal: AbortSignal }, work: Work) => {
        const given = new Promise((resolve, reject) => {
          signal.addEventListener("abort", () => reject(new DOMException("", "AbortError")));
          void tail.then(resolve);
        }).then(work);
        tail = given.catch(() => undefined);
        return given;
      },
    },
  };
}

test("two tabs never send at the same time", async () => {
  vi.stubGlobal("navigator", someLocks());
  let running = 0;
  let most = 0;
  const work: Work = async () => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, 5));
    running -= 1;
  };
  const [one, other] = [lockFor("anna"), lockFor("anna")];

  await Promise.all([one(work), other(work)]);

  expect(most).toBe(1);
});

test("a tab that sleeps with the lock in its hand does not keep the others from sending", async () => {
  vi.stubGlobal("navigator", someLocks(true));
  const work = vi.fn<Work>(async () => {});

  await lockFor("anna", 10)(work);

  expect(work).toHaveBeenCalledTimes(1);
});

test("a failure while sending is told, and the work is not done twice", async () => {
  vi.stubGlobal("navigator", someLocks());
  const work = vi.fn<Work>().mockRejectedValue(new Error("no line"));

  await expect(lockFor("anna")(work)).rejects.toThrow("no line");
  expect(work).toHaveBeenCalledTimes(1);
});

test("a browser without locks sends all the same", async () => {
  vi.stubGlobal("navigator", {});
  const work = vi.fn<Work>(async () => {});

  await lockFor("anna")(work);

  expect(work).toHaveBeenCalledTimes(1);
});
