/** Who comes home to what: the dream for a citizen, what waits for a professional, what is shared for a relative. */

import { OWN, PUBLIC, type ScreenName } from "./routes";
import type { PlanView, SignedIn, SignedOut } from "./state/types";

export interface Home {
  screen: ScreenName;
  params: Record<string, string>;
}

/**
 * The first screen. Undefined while nothing is known yet: then nothing is drawn, rather than the wrong thing.
 * `asked`: the server was asked in this session, with or without luck.
 */
export function home(
  session: SignedIn | SignedOut | undefined,
  plans: readonly PlanView[],
  asked: boolean,
): Home | undefined {
  if (session === undefined) return undefined;
  if (!session.signedIn) return { screen: "Welcome", params: {} };
  if (plans.some((plan) => plan.role === "citizen")) return { screen: "Today", params: {} };
  if (session.plans.some((plan) => plan.role === "citizen")) return { screen: "Today", params: {} };
  if (session.person.door === "professional") return { screen: "Desk", params: {} };
  const [only, ...others] = plans;
  if (only && others.length === 0) return { screen: "SharedPlan", params: { plan: only.id } };
  if (only || session.plans.length > 0) return { screen: "Desk", params: {} };
  if (!session.remembered) return { screen: "FirstDay", params: {} };
  // A relative whose lease has ended, without a network: the list of plans is empty, and says so.
  return asked ? { screen: "Desk", params: {} } : undefined;
}

/**
 * Where an address leads this person: to the screen it names, or home. A page about one's own plan has nothing to show
 * to somebody who has none, and must never show somebody else's.
 */
export function landing(
  screen: ScreenName | "*",
  params: Record<string, string>,
  session: SignedIn | SignedOut | undefined,
  plans: readonly PlanView[],
  asked: boolean,
): Home | undefined {
  const isOutside = session?.signedIn === false && !PUBLIC.has(screen);
  const lacksPlan = session?.signedIn === true && (OWN.has(screen)
    ? !plans.some((plan) => plan.role === "citizen")
    : screen === "Meetings" && plans.length + session.plans.length === 0);
  if (screen !== "*" && !isOutside && !lacksPlan) return { screen, params };
  return home(session, plans, asked);
}
