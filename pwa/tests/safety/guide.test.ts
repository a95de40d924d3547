/** The set-up of the safety plan: small steps, left and resumed, with nothing that must be answered. */

import { expect, test } from "vitest";
import { fromTeam, kindOf, numberOf, passedOver, stepAfter, stepBefore, stepOf, STEPS } from "../../src/screens/safety/guide";

test("the steps are Stanley and Brown's, in their order, and then the citizen's own", () => {
  expect(STEPS).toEqual(["warning_sign", "coping", "safe_place", "people", "professionals", "safe_surroundings", "wish_if_ill", "to_myself"]);
});

test("one step leads to the next and back, from the first to the last", () => {
  expect(STEPS.map(stepAfter)).toEqual([...STEPS.slice(1), undefined]);
  expect(STEPS.map(stepBefore)).toEqual([undefined, ...STEPS.slice(0, -1)]);
  expect(STEPS.map(numberOf)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});

test("somebody who comes back stands where they stopped, and where the address says when it says so", () => {
  expect(stepOf(null, "")).toBe("warning_sign");
  expect(stepOf(null, "people")).toBe("people");
  expect(stepOf("coping", "people")).toBe("coping");
  // A step of another version is no dead end.
  expect(stepOf("medicine", "also gone")).toBe("warning_sign");
});

test("what was passed over is named at the end; people to call are one question there", () => {
  expect(passedOver([])).toEqual(STEPS.filter((step) => step !== "professionals"));
  expect(passedOver(["safety_contact", "coping"])).toEqual(["warning_sign", "safe_place", "safe_surroundings", "wish_if_ill", "to_myself"]);
  expect(passedOver(STEPS.map(kindOf))).toEqual([]);
});

test("whom the team has a number for can be chosen, once, each where they belong", () => {
  const one = (name: string, role: string, phone: string, status = "active") => ({ name, role, phone, status, organisation: "", hours: "" });
  const team = [one("Karen", "relative", "20 30 40 50"), one("Sanne", "municipality", "23456789"), one("Tove", "peer", ""), one("Ida", "psychiatry", "31313131", "ended"), one("Lars", "other", "+45 26 27 28 29")];
  expect(fromTeam("people", team, []).map(({ name }) => name)).toEqual(["Karen", "Lars"]);
  expect(fromTeam("professionals", team, []).map(({ name }) => name)).toEqual(["Sanne"]);
  expect(fromTeam("people", team, [{ phone: "+4520304050" }, { phone: "26272829" }])).toEqual([]);
  expect(fromTeam("coping", team, [])).toEqual([]);
});
