import { expect, test } from "vitest";
import { home, landing } from "../../src/home";
import { match } from "../../src/routes";
import type { PlanView, SignedIn } from "../../src/state/types";

const session = (door: "citizen" | "professional", plans: SignedIn["plans"] = []): SignedIn => ({
  signedIn: true,
  person: { id: "p", name: "Anna", door, lang: "da" },
  plans,
  demo: false,
  remembered: false,
  newDevices: [],
});
const view = (role: "citizen" | "member", id = "x") => ({ role, id }) as PlanView;

test("a word in an address beats a parameter", () => {
  expect(match("/meetings/new").screen).toBe("NewMeeting");
  expect(match("/meetings/abc")).toMatchObject({ screen: "Meeting", params: { id: "abc" } });
});

test("an address that means nothing has a screen of its own", () => {
  expect(match("/no/such/page").screen).toBe("NotFound");
});

test("a closing slash and broken escapes do no harm", () => {
  expect(match("/team/").screen).toBe("Team");
  expect(match("/team/%E0%A4%A").params).toEqual({ member: "%E0%A4%A" });
});

test("the citizen comes home to the dream, the professional to the desk, the relative to what is shared", () => {
  expect(home(session("citizen"), [view("citizen")], true)?.screen).toBe("Today");
  expect(home(session("professional"), [view("member")], true)?.screen).toBe("Desk");
  expect(home(session("citizen"), [view("member", "abc")], true)).toEqual({ screen: "SharedPlan", params: { plan: "abc" } });
});

test("somebody new is welcomed, and somebody signed in without a plan may begin one", () => {
  expect(home({ signedIn: false, demo: false }, [], true)?.screen).toBe("Welcome");
  expect(home(session("citizen"), [], true)?.screen).toBe("FirstDay");
});

test("nothing is drawn while nothing is known", () => {
  expect(home(undefined, [], true)).toBeUndefined();
  expect(home({ ...session("citizen"), remembered: true }, [], false)).toBeUndefined();
});

test("a page about one's own plan leads home when there is none", () => {
  const lands = (who: SignedIn, plans: PlanView[], asked = true) => landing("Team", {}, who, plans, asked)?.screen;

  expect(lands(session("citizen"), [view("citizen")])).toBe("Team");
  expect(lands(session("citizen"), [])).toBe("FirstDay");
  expect(lands(session("citizen"), [view("member")])).toBe("SharedPlan");
  expect(lands(session("professional"), [view("member")])).toBe("Desk");
  expect(lands(session("citizen", [{ plan: "x", role: "citizen", name: "Anna" }]), [])).toBe("Today");
  expect(lands({ ...session("citizen"), remembered: true }, [], false)).toBeUndefined();
});

test("signed out, only what anybody may see is shown at its address", () => {
  const lands = (screen: "Settings" | "Team" | "Safety") => landing(screen, {}, { signedIn: false, demo: false }, [], true)?.screen;

  expect(lands("Settings")).toBe("Settings");
  // Numbers to call: signed out, and behind the lock of a phone without a network, which does not know whose it is.
  expect(lands("Safety")).toBe("Safety");
  expect(lands("Team")).toBe("Welcome");
});

test("a relative whose lease has ended is not left with a white screen", () => {
  expect(home({ ...session("citizen"), remembered: true }, [], true)?.screen).toBe("Desk");
});
