/**
 * Draws the screen of the route. Screens come in a few files (build/chunks.ts): the first one opens without the others,
 * and only what is of no use without a network is not on the phone. A screen that cannot be had is never a white page.
 */

import { computed, effect, signal } from "@preact/signals";
import type { ComponentChildren, ComponentType } from "preact";
import { landing } from "./home";
import Lost from "./lost";
import { EVERYBODYS, type ScreenName } from "./routes";
import { helped, isGuest, lock, plans, route, session, type ScreenProps } from "./state";
import { followHelp } from "./state/helped";
import { asked } from "./state/session";
import { lookForNew, reloadOnce } from "./state/update";
import { allWords } from "./texts";

type Screen = ComponentType<ScreenProps>;
type Module = { default: Screen };

/** Screens whose words are in the file that starts the app (texts/da/first.ts). All others wait for theirs. */
export const FIRST: ReadonlySet<ScreenName> = new Set(["Today", "Plan", "Section", "Thread", "Write", "Safety", "FirstDay", "Welcome", "Lock", "Code", "Accounts"]);

const BEFORE_THE_LOCK: ReadonlySet<string> = new Set(["Safety", "Proof", "SignIn", "Accounts"]);

const files = import.meta.glob<Module>("./screens/*.tsx");
const loaded = new Map<ScreenName, Screen>();

const wanted = computed(() => {
  const { screen, params, query } = route.value;
  // Whoever does not know the code sees the lock, at any address, but for where help is and where one shows who one is.
  const isBefore = BEFORE_THE_LOCK.has(screen) && !(screen === "Safety" && query.has("code"));
  if (lock.closed.value && !isBefore) return { screen: "Lock" as const, params: {}, query };
  const instead = helped.instead;
  if (instead) return { screen: "Helped" as const, params: { instead }, query };
  const there = landing(screen, params, session.value, plans.value, asked.value);
  return there && { ...there, query };
});

/** What is on the glass: the last screen that was ready. It stays until the next one is, so nothing blinks. */
const shown = signal<{ screen: Screen; props: ScreenProps; key: string; name?: ScreenName } | undefined>(undefined);

/** A member's menu, around a screen that everybody has. It comes with their own screens. */
const frame = signal<ComponentType<{ children: ComponentChildren }> | undefined>(undefined);

async function getFrame(): Promise<void> {
  const file = files["./screens/Framed.tsx"] as (() => Promise<{ default: NonNullable<typeof frame.value> }>) | undefined;
  // Without a network, and without the file: the screen itself is worth more than what stands around it.
  const module = await Promise.all([file?.(), allWords()]).then(([one]) => one, () => undefined);
  if (module) frame.value = module.default;
}

const isFramed = (name: ScreenName): boolean => EVERYBODYS.has(name) && isGuest.value && !lock.closed.value;

/** What stands over every screen while somebody sits beside the citizen. */
type Beside = typeof import("./screens/Helped");
const beside = signal<Beside | undefined>(undefined);

async function fetchBeside(): Promise<Beside> {
  beside.value ??= (await files["./screens/Helped.tsx"]?.()) as unknown as Beside;
  return beside.value;
}

/** Follow the route for as long as the app lives. */
export function followRoute(): void {
  followHelp(async (method, path, body) => (await fetchBeside()).allow(method, path, body));
  effect(() => {
    // Without what says that somebody helps, and ends it, nobody does.
    if (helped.now.value) void Promise.all([fetchBeside(), allWords()]).catch(() => helped.end());
  });
  effect(() => {
    const target = wanted.value;
    const key = route.value.path;
    if (target) void show(target.screen, { params: target.params, query: target.query }, key);
  });
}

async function show(name: ScreenName, props: ScreenProps, key: string): Promise<void> {
  const screen = loaded.get(name) ?? (await load(name));
  // Help is not kept waiting for a menu.
  if (isFramed(name) && !frame.peek()) await (name === "Safety" ? void getFrame() : getFrame());
  // Another screen may have been wanted while this one was on its way.
  if (route.peek().path !== key || wanted.peek()?.screen !== name) return;
  shown.value = screen ? { screen, props, key, name } : { screen: () => <Lost again={() => show(name, props, key)} />, props, key };
}

async function load(name: ScreenName): Promise<Screen | undefined> {
  const file = files[`./screens/${name}.tsx`] ?? files["./screens/NotFound.tsx"];
  try {
    const [module] = await Promise.all([file?.(), FIRST.has(name) || allWords()]);
    const screen = module?.default;
    if (screen) loaded.set(name, screen);
    return screen;
  } catch {
    // No network, and the file is not kept here; or the server has a newer version, which this one offers and waits.
    if (await lookForNew()) return undefined;
    if (await reloadOnce()) return new Promise(() => undefined);
    return undefined;
  }
}

export function App() {
  const now = shown.value;
  if (!now) return null;
  const Screen = now.screen;
  const Frame = now.name && isFramed(now.name) ? frame.value : undefined;
  const screen = <Screen key={now.key} {...now.props} />;
  const framed = Frame ? <Frame>{screen}</Frame> : screen;
  if (!helped.now.value) return framed;
  const over = beside.value;
  return over ? <><over.Beside />{framed}</> : null;
}
