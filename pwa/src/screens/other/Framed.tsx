/** A member's own menu around a screen that everybody has: settings, help, paper. Nobody gets lost by going there. */

import type { ComponentChildren } from "preact";
import { route, session } from "../../state";
import { Desk, isKin, Kin } from "./Frame";
import { ListOf } from "./Lists";
import { others } from "./on-desk";

export default function Framed({ children }: { children: ComponentChildren }) {
  const [only, another] = others.value;
  const professional = session.value?.signedIn === true && session.value.person.door === "professional";
  if (only && !another && isKin(only)) return <Kin plan={only}>{children}</Kin>;
  if (!only && !professional) return <>{children}</>;
  const { path } = route.value;
  if (path.startsWith("/shared/")) return <Desk at="people" list={<ListOf place="people" />}>{children}</Desk>;
  return <Desk at={path.startsWith("/safety") ? "help" : "me"}>{children}</Desk>;
}
