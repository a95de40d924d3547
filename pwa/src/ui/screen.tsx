/** The frame of every screen: bar, main, tabs. One h1; the tabs keep the lamp in its corner on every screen. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { signal } from "@preact/signals";
import { isGuest, net, plans, route, session, update } from "../state";
import { t } from "../texts";
import { Act } from "./act";
import { Icon, Mark, type IconName } from "./icons";
import { Message, Undo } from "./sheets";
import { State, Until, type StateOf } from "./words";

export interface ScreenProps {
  title: string;
  /** A link back, named after the place it leads to. Without it the mark stands there. */
  back?: { href: string; label: string } | undefined;
  /** The h1 is for those who hear the page; something else stands in its place on the screen. */
  hideTitle?: boolean | undefined;
  /** Above the title: a kind or a date. */
  kind?: ComponentChildren;
  lead?: ComponentChildren;
  /** On somebody else's plan: what, until when, and that reading is seen. */
  until?: ComponentChildren;
  /** The state word in the bar when it is not the general one. */
  state?: StateOf | undefined;
  /** The safety plan's own bar. */
  lamp?: boolean | undefined;
  /** "citizen" has five tabs; "none" has no tabs (signed out, other people's plans). Left out: what the person is. */
  tabs?: "citizen" | "none" | undefined;
  /** A screen for writing: Fortryd and Færdig stand above the keys. */
  keys?: ComponentChildren;
  /** No offline line (the screen says it in its own words). */
  quiet?: boolean | undefined;
  /** Questions one by one: Fortryd stands below them, and never over the way on. */
  asks?: boolean;
  /** False where the screen itself leads to the new version. */
  offers?: boolean;
  /** On a wide screen, a second column: after the first in the document. */
  beside?: ComponentChildren;
  children: ComponentChildren;
}

const TABS: { href: string; icon: IconName; words: () => string; under: RegExp }[] = [
  { href: "/", icon: "today", words: () => t.common.tabs.today, under: /^\/($|settings|waiting|looks|news|words|accessibility)/ },
  { href: "/plan", icon: "plan", words: () => t.common.tabs.plan, under: /^\/(plan|dream|write|versions|history|agreement)/ },
  { href: "/meetings", icon: "meetings", words: () => t.common.tabs.meetings, under: /^\/(meetings|r)(\/|$)/ },
  { href: "/team", icon: "team", words: () => t.common.tabs.team, under: /^\/(team|invite|consents)/ },
];

/** The path without its query and fragment. */
function here(): string {
  return route.value.path;
}

export function Tabs() {
  const path = here();
  const safe = path.startsWith("/safety");
  return (
    <nav class={`tabs${menu.value ? " unfolded" : ""}`} aria-label={t.common.mainMenu}>
      <p class="brand"><Mark /><span>Stafet</span></p>
      <button type="button" class="small" aria-expanded={menu.value} onClick={() => { menu.value = !menu.value; }}>
        <Icon name="menu" /><span>{t.common.goTo}</span>
      </button>
      {TABS.map((tab) => (
        <a href={tab.href} aria-current={!safe && tab.under.test(path) ? "page" : undefined}><Icon name={tab.icon} /><span>{tab.words()}</span></a>
      ))}
      <a class="safe" href="/safety" aria-current={safe ? "page" : undefined}><Icon name="lamp" /><span>{t.common.tabs.safety}</span></a>
    </nav>
  );
}

/** The general state, worst first. */
export function generalState(): StateOf {
  const now = net.value;
  if (now.signedOut) return "signed_out";
  if (now.refused > 0) return "refused";
  if (!now.online) return "offline";
  if (now.waiting > 0) return now.sending ? "sending" : "saved";
  return "all_sent";
}

/** At night nothing else than the plan itself is spoken of on its page. */
const SAFETY_KINDS = ["warning_sign", "coping", "safe_place", "safety_contact", "safe_surroundings", "wish_if_ill", "to_myself"];

let opened = false;
const later = signal(false);
/** With very large letters the four places fold behind "Gå til". */
const menu = signal(false);

export function Screen({ title, back, hideTitle, kind, lead, until, state, lamp, tabs, keys, quiet, offers = true, asks, beside, children }: ScreenProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const signedIn = session.value?.signedIn === true;
  const tabbed = (tabs ?? (plans.value.some((plan) => plan.role === "citizen") ? "citizen" : "none")) === "citizen";
  const shown = state ?? generalState();
  const waits = signedIn && (net.value.waiting > 0 || net.value.refused > 0);

  useEffect(() => {
    menu.value = false;
    document.title = `${title.replaceAll("\u00ad", "")} · Stafet`;
    // A new screen is read from its title; the very first one is read by the browser itself.
    if (opened && !document.activeElement?.closest("main")) heading.current?.focus({ preventScroll: true });
    opened = true;
  }, [title]);

  const typing = useKeyboard(keys !== undefined);
  const h1 = <h1 ref={heading} tabIndex={-1} class={hideTitle ? "hide" : undefined}>{title}</h1>;
  const word = <State of={shown} />;
  return (
    <div class={`screen${tabbed ? " tabbed" : ""}${keys ? " writing" : ""}${typing ? " keys" : ""}${beside ? " paired" : ""}`}>
      <a class="skip" href="#main" onClick={(event) => { event.preventDefault(); document.getElementById("main")?.focus(); }}>{t.common.skip}</a>
      <header>
        <div class={lamp ? "bar" : "bar noprint"}>
        {lamp ? <div class="lit"><Icon name="lamp" />{h1}</div>
          : back ? <a class="back" href={back.href}><Icon name="back" />{back.href === "/" && isGuest.value ? t.common.toStart : back.label}</a>
          : <Mark />}
        {(signedIn || state) && (
          <span class="push noprint" role="status">{waits ? <a href="/waiting">{word}</a> : word}</span>
        )}
        </div>
      {until && <Until>{until}</Until>}
      {signedIn && net.value.signedOut && !quiet && (
          <div class="notice"><Icon name="lock" /><p>{t.common.signedOutLine} <a href={`/sign-in?return=${encodeURIComponent(here())}`}>{t.common.signIn}</a></p></div>
        )}
        {signedIn && net.value.full && net.value.waiting > 0 && <div class="notice"><Icon name="saved" /><p>{t.common.fullLine}</p></div>}
        {signedIn && !net.value.online && !net.value.signedOut && !quiet && <div class="notice"><Icon name="offline" /><p>{t.common.offlineLine}</p></div>}
      </header>
      <main id="main" tabIndex={-1}>
        {kind && <p class="kind">{kind}</p>}
        {!lamp && h1}
        {lead && <p class="lead">{lead}</p>}
        {beside ? <div class="first">{children}</div> : children}
        {beside}
        {!keys && <Undo below={asks} only={lamp ? SAFETY_KINDS : undefined} />}
      </main>
      {keys && <div class="over-keys"><div>{keys}</div></div>}
      {tabbed && <Tabs />}
      {!keys && offers && update.waiting.value && <NewVersion />}
    </div>
  );
}

/** Is the phone's keyboard open? Then the tabs give way, and Fortryd and Færdig stand right above the keys. */
function useKeyboard(listen: boolean): boolean {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const view = window.visualViewport;
    if (!listen || !view) return undefined;
    const look = () => {
      const covered = Math.max(0, Math.round(window.innerHeight - view.height - view.offsetTop));
      document.documentElement.style.setProperty("--keyboard", `${covered}px`);
      setOpen(covered > 120 || (matchMedia("(pointer: coarse)").matches && view.height < 0.62 * Math.max(screen.height, screen.width) && innerWidth < innerHeight * 1.4));
    };
    look();
    view.addEventListener("resize", look);
    view.addEventListener("scroll", look);
    return () => {
      view.removeEventListener("resize", look);
      view.removeEventListener("scroll", look);
      document.documentElement.style.removeProperty("--keyboard");
    };
  }, [listen]);
  return listen && open;
}

/** A new version waits above the tabs; it never forces itself. */
function NewVersion() {
  if (later.value) return null;
  return (
    <Message float title={t.common.newVersion} acts={<>
      <Act onPress={() => update.apply()}>{t.common.switchNow}</Act>
      <Act onPress={() => { later.value = true; }}>{t.common.later}</Act>
    </>}>{t.common.newVersionNote}</Message>
  );
}
