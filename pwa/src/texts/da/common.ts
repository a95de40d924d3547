/** Words every screen shares. \u00ad is a soft hyphen, \u00a0 a space that does not break. */
export const common = {
  tabs: { today: "I dag", plan: "Min plan", meetings: "Møder", team: "Mit hold", safety: "Trygheds\u00adplan" },
  mainMenu: "Hovedmenu",
  goTo: "Gå til",
  skip: "Gå til indholdet",
  states: {
    saved: "Gemt på telefonen", sent: "Sendt", all_sent: "Alt er sendt", sending: "Sender ...", two: "To udgaver", refused: "Blev ikke sendt",
    offline: "Ikke på nettet", works_offline: "Virker uden net", signed_out: "Du er logget ud",
  },
  offlineLine: "Du kan læse og skrive som før. Vi sender det, når du er på igen.",
  fullLine: "Der er ikke plads hos Stafet lige nu. Det, du skriver, er gemt her. Vi prøver igen.",
  signedOutLine: "Du er logget ud. Det, du skriver, er her stadig. Log ind, så sender vi det.",
  signIn: "Log ind",
  needsNet: "Det her kræver net. Prøv igen, når du er på.",
  saving: "Gemmer ...",
  fetching: "Henter ...",
  save: "Gem",
  done: "Færdig",
  undo: "Fortryd",
  edit: "Ret",
  remove: "Fjern",
  cancel: "Fortryd",
  copy: "Kopiér",
  copied: "Kopieret",
  tryAgain: "Prøv igen",
  close: "Luk",
  yes: "Ja",
  no: "Nej",
  noThanks: "Nej tak",
  you: "du",
  me: "Mig",
  call: (name: string) => `Ring til ${name}`,
  fromDream: "Fra drømmen",
  fromGoal: "Fra målet",
  onlyIfYes: "Det kommer kun med, hvis du siger ja.",
  /** The last act, beside Fortryd. */
  did: (act: string, kind: string | undefined, along: number) => {
    const what: Record<string, string> = {
      dream: "Drømmen", goal: "Målet", step: "Skridtet", agreement: "Aftalen", agenda_item: "Punktet", answer: "Svaret", meeting: "Mødet",
      safety_contact: "Kontakten", invitee: "Dit svar",
    };
    if (act === "resolve") return "Du har valgt en udgave";
    const done: Record<string, string> = { create: "er gemt", delete: "er fjernet", place: "er flyttet" };
    if (along > 0) return `${what[kind ?? ""] ?? "Teksten"} og ${along} ting på den er fjernet`;
    return `${what[kind ?? ""] ?? "Teksten"} ${done[act] ?? "er rettet"}`;
  },
  newVersion: "Der er en ny udgave af Stafet",
  newVersionNote: "Alt, du har skrevet, bliver her.",
  switchNow: "Skift nu",
  later: "Senere",
  failed: "Det gik ikke",
  failedNote: "Din tekst er gemt på din telefon. Prøv igen om lidt.",
  failedOnline: "Det gik ikke. Prøv igen om lidt.",
  lost: "Siden kom ikke frem",
  lostNote: "Det, du har skrevet, er her stadig. Prøv igen om lidt.",
  lostOffline: "Du er ikke på nettet, og siden her kræver net. Det, du har skrevet, er her stadig.",
  lostOld: "Siden her kræver den nye udgave. Det, du har skrevet, er her stadig.",
  nothingHere: "Her er ikke noget at se",
  nothingHereNote: "Måske er linket brugt. Spørg den, der sendte det.",
  toToday: "Gå til I dag",
  and: "og",
  helpNow: "Hjælp lige nu",
  helpNowNote: "Ring 112, eller se andre numre",
  roles: {
    relative: "pårørende", gp: "egen læge", psychiatry: "psykiatrien", municipality: "kommunen", job_centre: "jobcenteret",
    residential_home: "bostedet", peer: "peer", volunteer: "frivillig", other: "",
  },
};
