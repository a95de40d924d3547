/**
 * The files the app comes in, and the screens of each: this list is the only place where that is chosen. A screen stands
 * here once. What a screen needs follows it; what two of them need goes where the earlier one is.
 *
 * `online` says why a chunk is of no use without a network. Such a chunk is fetched when somebody opens one of its
 * screens, and is not kept on the phone beforehand (docs/decisions/0020-online-chunks.md).
 *
 * `of` says whose chunk it is: nobody pays for it before they have signed in as that, and from then on it is on their
 * phone, also where there is no coverage (`src/state/keep.ts`).
 */
export interface Chunk {
  screens: readonly string[];
  online?: string;
  of?: Role;
}

export type Role = "citizen" | "member";

export const CHUNKS: Readonly<Record<string, Chunk>> = {
  plan: {
    screens: [
      "Today", "Plan", "Section", "Thread", "Write", "Safety", "FirstDay", "Welcome", "NotFound", "Settings", "Waiting",
      "News", "Reminder",
    ],
  },
  lock: { screens: ["Lock"] },
  meetings: { screens: ["Meetings", "Meeting"] },
  // Only a citizen makes a meeting, and a series of them.
  booking: { screens: ["NewMeeting", "Series"], of: "citizen" },
  // Choosing a code comes after a sign-in; whoever stays on a phone beside others is a citizen who has one.
  code: { screens: ["Code", "Accounts"], of: "citizen" },
  guide: { screens: ["SafetyGuide"], of: "citizen" },
  wellbeing: { screens: ["Wellbeing", "FiveQuestions", "FiveAnswers"], of: "citizen" },
  people: { screens: ["Team", "Member", "Consents", "Looks"] },
  // Every stop and every look is at hand at once; what proves them is fetched when a citizen has signed in.
  receipts: { screens: ["Receipt", "Receipts"], of: "citizen" },
  // A relative holds a copy for 72 hours, of two plans perhaps: the list of them opens without a network too.
  shared: { screens: ["SharedPlan", "SharedMeeting", "AgendaItem", "Desk", "Framed"], of: "member" },
  invite: {
    screens: ["GiveConsent", "Details", "Invite", "Invitation", "Unit", "Door"],
    online: "The exact words of a consent and the link are made by the server; stopping one needs neither.",
  },
  signin: {
    screens: ["SignIn"],
    online: "Who somebody is, is asked elsewhere; without a network there is nobody to ask.",
  },
  calls: {
    screens: ["Calls"],
    online: "A question, its exact words and a yes are the server's; that one waits stands on I dag, and a stop is with Hvem må se hvad.",
  },
  baton: {
    screens: ["Baton"],
    online: "An offer, a yes and an absence are put in order by the server; that they are open stands on the desk.",
  },
  propose: {
    screens: ["Propose"],
    online: "A proposal goes to the citizen and waits there: nobody can send one, or take it back, without a network.",
  },
  asked: {
    screens: ["Asked"],
    online: "What somebody answers about the course goes to the citizen alone: it is sent at once and not kept here.",
  },
  // What a text was, and choosing between two: only a citizen is asked to.
  history: { screens: ["History", "TwoVersions"], of: "citizen" },
  helped: { screens: ["Helped"], of: "citizen" },
  install: {
    screens: ["Install"],
    online: "The app is put on the home screen from where it is fetched; the phone needs the network for that.",
  },
  check: {
    screens: ["CheckLog"],
    online: "Every line is read anew from the server; how the last check went stands under Hvem har kigget.",
  },
  own: {
    screens: ["Proof", "Devices", "Reminders", "Export", "Erase", "Calendar"],
    online: "Who somebody is, and what the server holds of them, only the server can tell.",
  },
  paper: {
    screens: ["Paper"],
    online: "Paper is drawn by the server, which writes into the log that it was; the same words open offline where they stand.",
  },
  // What a hard word means is asked where the word stands, also without coverage.
  dictionary: { screens: ["Dictionary"], of: "citizen" },
  accessibility: { screens: ["Accessibility"], online: "It leads to those who answer when something cannot be used, and they are on the phone or the net." },
  preview: {
    screens: ["Preview"],
    online: "What a member would be sent now is the server's to say; a phone that guesses could be wrong.",
  },
};

/** Where chunks of no use without a network are built to. What lies here is not precached. */
export const ONLINE = /^\/assets\/online\//;

/** The chunks of a role. */
export const KEPT_FOR: Readonly<Record<Role, readonly string[]>> = { citizen: keptFor("citizen"), member: keptFor("member") };

function keptFor(role: Role): string[] {
  return Object.keys(CHUNKS).filter((name) => CHUNKS[name]?.of === role);
}

/** Not precached, but once somebody has chosen one, or is who it is for, it stays on that phone, through new versions too. */
export const WHEN_CHOSEN: readonly string[] = ["en", ...KEPT_FOR.citizen, ...KEPT_FOR.member];
export const CHOSEN = /^\/assets\/chosen\//;

/** The folder that a chunk is built to. */
export function folderOf(name: string): string {
  return CHUNKS[name]?.online ? "assets/online/" : WHEN_CHOSEN.includes(name) ? "assets/chosen/" : "assets/";
}

/** The chunk of a screen, by its file: `src/screens/Team.tsx`. */
export function chunkOf(module: string): string | undefined {
  const screen = /\/src\/screens\/(\w+)\.tsx$/.exec(module)?.[1];
  return screen && Object.keys(CHUNKS).find((name) => CHUNKS[name]?.screens.includes(screen));
}

/** For the bundler: what every screen needs comes first, what is of no use without a network last, so that it takes no more than is its own. */
export function groups(): { name: string; test: RegExp | ((module: string) => boolean); priority: number }[] {
  const names = Object.keys(CHUNKS);
  const offline = names.filter((name) => !CHUNKS[name]?.online);
  const online = names.filter((name) => CHUNKS[name]?.online);
  return [
    { name: "ui", test: /\/src\/(ui|texts)\/index\.ts$/ },
    { name: "words", test: /\/src\/texts\/da\/rest\.ts$/ },
    { name: "en", test: /\/src\/texts\/en\/index\.ts$/ },
    ...[...offline, ...online].map((name) => ({ name, test: (module: string) => chunkOf(module) === name })),
  ].map((group, place, all) => ({ ...group, priority: all.length - place }));
}
