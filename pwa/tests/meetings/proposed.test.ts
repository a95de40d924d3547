import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { PlanView } from "../../src/state";
import { openProposals, proposedLine, type Proposal } from "../../src/screens/meetings/proposed";

beforeEach(() => { vi.useFakeTimers({ now: new Date("2026-12-01T08:00:00Z") }); });
afterEach(() => { vi.useRealTimers(); });

const proposal = (id: string, startsAt: string, state = "waiting", meetingKind = "discharge"): Proposal =>
  ({ id, kind: "meeting_proposal", by: "m", body: { kind: "meeting_proposal", state, meeting: { startsAt, meetingKind } } }) as unknown as Proposal;

test("what waits for the citizen is what has not been answered and whose day has not come, on Danish walls", () => {
  const all = [proposal("past", "2026-12-01T08:59"), proposal("now", "2026-12-01T09:00"), proposal("soon", "2026-12-01T09:01"), proposal("no", "2026-12-03T10:00", "ended")];
  const plan = { all: () => all } as unknown as PlanView;
  expect(openProposals(plan).map(({ id }) => id)).toEqual(["soon"]);
});

test.each([["discharge", "en udskrivnings\u00adsamtale"], ["network", "et netværks\u00admøde"], ["follow_up", "en opfølgning"], ["other", "et møde"]])(
  "a %s is said in a sentence: %s", (kind, said) => {
    const plan = { person: () => ({ name: "Ida Krogh", isCitizen: false }) } as unknown as PlanView;
    expect(proposedLine(plan, proposal("p", "2026-12-03T10:00", "waiting", kind))).toBe(`Ida foreslår ${said} torsdag 3.\u00a0december.`);
  });
