import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Problem, secondsToWait } from "../../src/api/client";
import { waitAfter } from "../../src/sync/backoff";
import { createSender, type SenderStatus } from "../../src/sync/sender";

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

function aSender(converse: () => Promise<void>, nextDue: () => number | undefined = () => undefined) {
  const seen: SenderStatus[] = [];
  const sender = createSender({
    converse,
    lock: (work) => work(),
    status: (status) => seen.push(status),
    nextDue,
    now: Date.now,
    random: () => 0.5,
  });
  return { sender, seen };
}

test("many edits in a row are one request", async () => {
  const converse = vi.fn(async () => {});
  const { sender } = aSender(converse);

  sender.soon();
  sender.soon();
  await vi.advanceTimersByTimeAsync(200);
  sender.soon();
  await vi.advanceTimersByTimeAsync(1000);

  expect(converse).toHaveBeenCalledTimes(1);
});

test("an edit made while a request is under way goes with the next, not with a second one beside it", async () => {
  let running = 0;
  let most = 0;
  const converse = vi.fn(async () => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, 100));
    running -= 1;
  });
  const { sender } = aSender(converse);

  void sender.now();
  void sender.now();
  await vi.advanceTimersByTimeAsync(500);

  expect(converse).toHaveBeenCalledTimes(2);
  expect(most).toBe(1);
});

test("after a request that took long, what is written next is sent in a moment as always", async () => {
  let takes = 1000;
  const converse = vi.fn(() => new Promise<void>((resolve) => setTimeout(resolve, takes)));
  const { sender } = aSender(converse);

  void sender.now();
  sender.soon(); // its moment comes while the line is still busy
  await vi.advanceTimersByTimeAsync(5000);
  takes = 0;
  const before = converse.mock.calls.length;
  sender.soon(); // a stop, say
  await vi.advanceTimersByTimeAsync(300);

  expect(converse).toHaveBeenCalledTimes(before + 1);
});

test("whoever asks at the very moment a request has ended is heard", async () => {
  const converse = vi.fn(async () => {});
  const sender = createSender({
    converse,
    lock: (work) => work(),
    status: ({ reached }) => {
      if (reached && converse.mock.calls.length === 1) void sender.now();
    },
    nextDue: () => undefined,
    now: Date.now,
    random: () => 0.5,
  });

  await sender.now();
  await vi.advanceTimersByTimeAsync(100);

  expect(converse).toHaveBeenCalledTimes(2);
});

test("after a failure it tries again by itself, and says that it is offline until then", async () => {
  const converse = vi.fn<() => Promise<void>>().mockRejectedValueOnce(new Problem("network", 0)).mockResolvedValue();
  const { sender, seen } = aSender(converse);

  await sender.now();
  expect(seen.at(-1)).toEqual({ sending: false, reached: false, full: false });
  await vi.advanceTimersByTimeAsync(3000);

  expect(converse).toHaveBeenCalledTimes(2);
  expect(seen.at(-1)).toEqual({ sending: false, reached: true, signedOut: false, full: false });
});

test("a server without room is said as long as it has none, and is not called a missing network", async () => {
  const converse = vi.fn<() => Promise<void>>().mockRejectedValueOnce(new Problem("storage_full", 503, undefined, 60)).mockResolvedValue();
  const { sender, seen } = aSender(converse);

  await sender.now();
  expect(seen.at(-1)).toEqual({ sending: false, reached: true, full: true });
  await vi.advanceTimersByTimeAsync(100_000);

  expect(seen.at(-1)).toMatchObject({ reached: true, full: false });
});

test("it waits longer after each failure, but never longer than five minutes", () => {
  const waits = [1, 2, 3, 20].map((failures) => waitAfter(failures, undefined, () => 1));

  expect(waits).toEqual([2000, 4000, 8000, 300_000]);
});

test("two phones that failed together do not come back together", () => {
  expect(waitAfter(5, undefined, () => 0)).not.toBe(waitAfter(5, undefined, () => 0.9));
});

test("Retry-After is honoured, also when somebody presses 'now'", async () => {
  const converse = vi.fn<() => Promise<void>>().mockRejectedValueOnce(new Problem("slow_down", 429, undefined, 60)).mockResolvedValue();
  const { sender } = aSender(converse);
  await sender.now();

  await sender.now();
  await vi.advanceTimersByTimeAsync(59_000);
  expect(converse).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(20_000);

  expect(converse).toHaveBeenCalledTimes(2);
});

test("Retry-After is understood as seconds and as a date", () => {
  expect(secondsToWait("120")).toBe(120);
  expect(secondsToWait("Tue, 01 Dec 2026 12:00:30 GMT", Date.parse("2026-12-01T12:00:00Z"))).toBe(30);
  expect(secondsToWait("soon")).toBeUndefined();
  expect(secondsToWait(null)).toBeUndefined();
});

test("signed out: nothing is retried, and the screen is told", async () => {
  const converse = vi.fn(async () => {
    throw new Problem("signed_out", 401);
  });
  const { sender, seen } = aSender(converse);

  await sender.now();
  await vi.advanceTimersByTimeAsync(600_000);

  expect(converse).toHaveBeenCalledTimes(1);
  expect(seen.at(-1)).toMatchObject({ sending: false, signedOut: true });
});

test("an edit that was held back for an undo goes when its time has come", async () => {
  const due = Date.now() + 10_000;
  const converse = vi.fn(async () => {});
  const { sender } = aSender(converse, () => (Date.now() < due ? due : undefined));

  await sender.now();
  await vi.advanceTimersByTimeAsync(11_000);

  expect(converse).toHaveBeenCalledTimes(2);
});

test("a closed account sends nothing more", async () => {
  const converse = vi.fn(async () => {});
  const { sender } = aSender(converse);
  sender.soon();

  sender.stop();
  await vi.advanceTimersByTimeAsync(60_000);
  await sender.now();

  expect(converse).not.toHaveBeenCalled();
});
