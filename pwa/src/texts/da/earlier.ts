/** Tidligere udgaver: words of the screen, which comes with it. */

export const earlier = {
  title: "Tidligere udgaver",
  lead: "Du kan bruge en af dem igen. Intet går tabt.",
  now: "Det står der nu",
  waits: "Det står her. Telefonen har ikke sendt det endnu.",
  wrote: (name: string, when: string) => `${name} skrev ${when}`,
  changed: (name: string, when: string) => `${name} rettede ${when}`,
  youWrote: (when: string) => `Du skrev ${when}`,
  youChanged: (when: string) => `Du rettede ${when}`,
  gone: "Væk:",
  before: (words: string) => `Før: ${words}`,
  nothing: "ikke noget",
  use: "Brug den igen",
  about: (when: string) => `fra ${when}`,
  only: "Der er kun den her udgave.",
  offline: "Tidligere udgaver kræver net",
  offlineNote: "Det, du har skrevet, er her stadig. Prøv igen, når du er på nettet.",
  fetching: "Henter ...",
  dreamFirst: "Det hang på en drøm, der er fjernet. Hent drømmen tilbage først.",
  fields: {
    more: "Mere", byOn: "Dato", on: "Dag", myPart: "Min del", theirPart: "Den andens del", responsible: "Hvem gør det?", does: "Vil gøre",
    phone: "Telefon\u00adnummer", who: "Hvem er det?", hours: "Hvornår kan du ringe?", state: "Tilstand", done: "Gjort", startsAt: "Tid", place: "Sted",
  } as Record<string, string>,
};
