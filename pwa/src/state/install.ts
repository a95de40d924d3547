/** Putting the app on the home screen: the browser's own question is kept until the person wants it. */

import { computed, signal } from "@preact/signals";
import { mayHint, visited, type Visits, wayOf } from "../core/install";
import { kept } from "./account";
import { plan } from "./plans";
import { remember, remembered } from "./settings";

interface Question extends Event {
  prompt(): Promise<void>;
  userChoice: Promise<{ outcome: "accepted" | "dismissed" }>;
}

const VISITS = "stafet.visits";
const ANSWERED = "stafet.install";

const question = signal<Question | undefined>(undefined);
const installed = signal(false);
const answered = signal(remembered(ANSWERED) !== undefined);
const visits = signal<Visits | undefined>(undefined);

const way = computed(() => wayOf(navigator.userAgent, navigator.maxTouchPoints ?? 0, question.value !== undefined));

export const install = {
  installed,
  way,

  /** Said once on I dag. */
  hint: computed(() => mayHint({
    visits: visits.value,
    wrote: plan.value?.role === "citizen" && kept.value.some(({ edit }) => edit.act === "create"),
    answered: answered.value,
    installed: installed.value,
    way: way.value,
  })),

  /** Yes or no, the app does not say it again. It stands in the settings. */
  answer,

  /** The browser's own question. It can be asked once. */
  async ask(): Promise<void> {
    const asking = question.peek();
    if (!asking) return;
    answer();
    question.value = undefined;
    await asking.prompt();
    installed.value = (await asking.userChoice).outcome === "accepted";
  },
};

function answer(): void {
  answered.value = true;
  remember(ANSWERED, "answered");
}

/** Listen from the start: the browser offers its question once, early. */
export function followInstall(day: string): void {
  visits.value = visited(JSON.parse(remembered(VISITS) ?? "null") as Visits | undefined ?? undefined, day);
  remember(VISITS, JSON.stringify(visits.value));
  installed.value = globalThis.matchMedia?.("(display-mode: standalone)").matches === true || (navigator as { standalone?: boolean }).standalone === true;
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    question.value = event as Question;
  });
  addEventListener("appinstalled", () => {
    installed.value = true;
    question.value = undefined;
  });
}
