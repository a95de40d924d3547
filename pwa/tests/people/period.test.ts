import { describe, expect, it } from "vitest";
import { afterFollowUp, dayOfUntil, daysLeft, isSoon, lastDay, latestDay, meetingCanBeShared, meetingLastDay, untilMoment } from "../../src/screens/people/period";

const at = (moment: string) => new Date(moment);

describe("how long a consent lasts", () => {
  it("counts months from today in Denmark, also when it is still yesterday in UTC", () => {
    expect(lastDay("month", "", at("2026-11-17T23:30:00Z"))).toBe("2026-12-18");
    expect(lastDay("months3", "", at("2026-11-18T09:00:00Z"))).toBe("2027-02-18");
  });

  it("uses the last day of a month that is shorter", () => {
    expect(lastDay("month", "", at("2027-01-31T10:00:00Z"))).toBe("2027-02-28");
    expect(lastDay("months3", "", at("2026-11-30T10:00:00Z"))).toBe("2027-02-28");
  });

  it("takes an own date from today to a year ahead, and nothing else", () => {
    const now = at("2026-11-18T09:00:00Z");
    expect(latestDay(now)).toBe("2027-11-17");
    expect(lastDay("year", "", now)).toBe("2027-11-17");
    expect(lastDay("own", "2026-11-18", now)).toBe("2026-11-18");
    expect(lastDay("own", "2027-11-17", now)).toBe("2027-11-17");
    expect(lastDay("follow_up", afterFollowUp("2026-12-04T10:00"), now)).toBe("2026-12-18");
    expect(lastDay("own", "2027-11-18", now)).toBeUndefined();
    expect(lastDay("own", "2026-11-17", now)).toBeUndefined();
    expect(lastDay("own", "", now)).toBeUndefined();
    expect(lastDay("own", "2027-02-30", now)).toBeUndefined();
  });

  it("ends when the day ends in Copenhagen, in winter and in summer", () => {
    const now = at("2026-11-18T09:00:00Z");
    expect(untilMoment("2027-02-18", now).toISOString()).toBe("2027-02-18T22:59:59.000Z");
    expect(untilMoment("2027-06-18", now).toISOString()).toBe("2027-06-18T21:59:59.000Z");
    // The days the clock changes.
    expect(untilMoment("2027-03-27", now).toISOString()).toBe("2027-03-27T22:59:59.000Z");
    expect(untilMoment("2027-03-28", now).toISOString()).toBe("2027-03-28T21:59:59.000Z");
    expect(untilMoment("2027-10-31", now).toISOString()).toBe("2027-10-31T22:59:59.000Z");
  });

  it("is never more than 365 days, and still says the day that was chosen", () => {
    for (const moment of ["2026-11-18T09:00:00Z", "2027-06-01T22:10:00Z", "2027-10-31T00:30:00Z", "2028-02-29T12:00:00Z"]) {
      const now = at(moment);
      const until = untilMoment(latestDay(now), now);
      expect(until.getTime() - now.getTime()).toBeLessThan(365 * 86_400_000);
      expect(dayOfUntil(until.toISOString())).toBe(latestDay(now));
    }
  });

  it("reads a consent that ends at midnight as ending the day before", () => {
    expect(dayOfUntil("2027-02-18T23:00:00Z")).toBe("2027-02-18");
    expect(dayOfUntil("2027-02-18T22:59:59Z")).toBe("2027-02-18");
  });

  it("says it ends soon from fourteen days before", () => {
    const now = at("2026-11-18T09:00:00Z");
    expect(daysLeft("2026-12-02T22:59:59Z", now)).toBe(14);
    expect(isSoon("2026-12-02T22:59:59Z", now)).toBe(true);
    expect(isSoon("2026-12-03T22:59:59Z", now)).toBe(false);
  });
});

describe("a consent on a meeting", () => {
  it("ends two weeks after the meeting, or earlier when the citizen chose less", () => {
    expect(meetingLastDay("2027-02-18", "2026-11-20T10:00", 60)).toBe("2026-12-04");
    expect(meetingLastDay("2026-11-25", "2026-11-20T10:00", 60)).toBe("2026-11-25");
    expect(meetingLastDay("2027-02-18", "2026-11-20T23:30", 60)).toBe("2026-12-05");
  });

  it("is offered until then", () => {
    expect(meetingCanBeShared("2026-11-20T10:00", 60, at("2026-12-04T20:00:00Z"))).toBe(true);
    expect(meetingCanBeShared("2026-11-20T10:00", 60, at("2026-12-05T01:00:00Z"))).toBe(false);
  });
});
