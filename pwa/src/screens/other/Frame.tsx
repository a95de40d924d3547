/**
 * The frame of the other side. A member's places stand below on a phone and at the left on a desktop; on a wide
 * screen the list stays beside the one thing that is open.
 */

import type { ComponentChildren } from "preact";
import { route, session, type PlanView } from "../../state";
import { t } from "../../texts";
import { Act, Icon, Mark, Note, Screen, type IconName } from "../../ui";
import { firstName } from "../meetings/words";
import { useSignOut } from "../settings/SignOut";
import "../meetings/meetings.css";
import "./desk.css";

export type Place = "waiting" | "people" | "meetings" | "agreements";
/** Where the menu says one is: at a list, or at what everybody has. */
export type At = Place | "me" | "help";
const PLACES: readonly { place: Place; icon: IconName }[] = [
  { place: "waiting", icon: "bell" },
  { place: "people", icon: "team" },
  { place: "meetings", icon: "meetings" },
  { place: "agreements", icon: "check" },
];
export const placePath = (place: Place): string => (place === "waiting" ? "/desk" : `/desk?show=${place}`);

/**
 * Beside the screen that is open: the list it was opened from. Only where there is room for both. The menu stands first
 * in the order of the keys, as it does on the glass; two links lead past it, and past the list.
 */
export function Desk({ at, list, hint, children }: { at: At; list?: ComponentChildren; hint?: boolean; children: ComponentChildren }) {
  const person = session.value?.signedIn ? session.value.person : undefined;
  // A relative of two people comes home here too. Help keeps its corner; what they have promised stands on each person's page.
  const isLay = person?.door === "citizen";
  const { press, busy, asking } = useSignOut();
  return (
    <div class="tabbed desk">
      <SkipTo id="main">{t.common.skip}</SkipTo>
      {list && <SkipTo id="pane">{t.desk.skipToList}</SkipTo>}
      <nav class="tabs" aria-label={t.desk.nav.label}>
        <p class="brand"><Mark /><span>Stafet</span></p>
        {PLACES.filter(({ place }) => !isLay || place !== "agreements").map(({ place, icon }) => (
          <a href={placePath(place)} aria-current={at === place ? (list ? "true" : "page") : undefined}><Icon name={icon} /><span>{t.desk.nav[place]}</span></a>
        ))}
        <a href="/settings" aria-current={at === "me" ? "page" : undefined}><Icon name="settings" /><span>{t.desk.nav.me}</span></a>
        {isLay && <a class="safe" href="/safety" aria-current={at === "help" ? "page" : undefined}><Icon name="lamp" /><span>{t.desk.help}</span></a>}
        {person && <div class="signed"><p><b>{person.name}</b></p><Act plain busy={busy && t.settings.signingOut} onPress={() => press("here")}>{t.desk.signOut}</Act></div>}
      </nav>
      <div class={`panes${list || hint ? "" : " alone"}`}>
        {list && at !== "me" && at !== "help" && <aside class="pane" id="pane" tabIndex={-1} aria-label={t.desk.nav[at]}><p class="pane-title">{t.desk.nav[at]}</p>{list}</aside>}
        {asking ? <Screen title={t.desk.signOut} tabs="none">{asking}</Screen> : children}
        {hint && <aside class="hint" aria-label={t.desk.open}><Note>{t.desk.choose}</Note></aside>}
      </div>
    </div>
  );
}

function SkipTo({ id, children }: { id: string; children: ComponentChildren }) {
  return <a class={`skip to-${id}`} href={`#${id}`} onClick={(event) => { event.preventDefault(); document.getElementById(id)?.focus(); }}>{children}</a>;
}

/** For a relative: what one person shares, oneself, and help, which keeps its corner. */
export function Kin({ plan, children }: { plan: PlanView; children: ComponentChildren }) {
  const { path } = route.value;
  const isShared = path === "/" || path.startsWith("/shared/");
  const isHelp = path.startsWith("/safety");
  return (
    <div class="tabbed kin">
      {children}
      <nav class="tabs" aria-label={t.desk.nav.label}>
        <p class="brand"><Mark /><span>Stafet</span></p>
        <a href={`/shared/${plan.id}`} aria-current={isShared ? "page" : undefined}><Icon name="team" /><span>{t.desk.fromCitizen(firstName(plan.citizen))}</span></a>
        <a href="/settings" aria-current={isShared || isHelp ? undefined : "page"}><Icon name="settings" /><span>{t.desk.nav.me}</span></a>
        <a class="safe" href="/safety" aria-current={isHelp ? "page" : undefined}><Icon name="lamp" /><span>{t.desk.help}</span></a>
      </nav>
    </div>
  );
}

/** Relatives, peers and volunteers hold a copy for some hours; professionals hold nothing beyond the tab. */
export const isKin = (plan: PlanView): boolean => plan.keep.kind === "lease";
