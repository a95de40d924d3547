/** Se tilbage: five questions about all of it, the citizen's own first, and then to whom on the team they want to ask. */

export const course = {
  title: "Se tilbage",
  rowNote: "5 spørgsmål om hjælpen. Til dig, og til dit hold, hvis du vil.",
  lead: "Hvordan har det været? Svar, når du synes, det er tid. Du må gerne springe over.",
  answer: "Svar på 5 spørgsmål",
  again: "Svar igen",
  yours: "Dine svar",
  first: (day: string) => `Første gang, ${day}`,
  last: (day: string) => `Sidst, ${day}`,
  nothing: "Sprunget over",
  onlyMe: "Kun du kan læse det her.",
  bring: "Tag det med til et møde",

  ask: "Spørg dit hold",
  askNote: "De får de samme 5 spørgsmål. Du kan se, hvem der svarer hvad. Ingen andre kan læse det. Det får de at vide.",
  who: "Hvem vil du spørge?",
  whoMissing: "Vælg en eller flere.",
  send: "Spørg dem",
  nobody: "Der er ingen på dit hold, du kan spørge nu.",
  asked: (name: string, day: string) => `Du spurgte ${name} ${day}. Der er ikke kommet et svar.`,
  takeBack: "Spørg ikke alligevel",
  offline: "Du kan spørge dem, når du er på nettet.",
  theirs: "Det svarede de",
  questions: {
    mattered: "Har det handlet om det, der er vigtigt for dig?",
    together: "Har de andre arbejdet sammen?",
    whoDoes: "Har du vidst, hvem der gør hvad?",
    kept: "Er aftalerne blevet til noget?",
    whoHelps: "Ved du, hvem der kan hjælpe nu?",
  },
};

/** The same five, as somebody on the team is asked them; and as the citizen reads that they were. */
export const courseOf = {
  questions: (name: string) => ({
    mattered: `Har det handlet om det, der er vigtigt for ${name}?`,
    together: "Har I arbejdet sammen?",
    whoDoes: "Har du vidst, hvem der gør hvad?",
    kept: "Er aftalerne blevet til noget?",
    whoHelps: `Ved ${name}, hvem der kan hjælpe nu?`,
  }),
  title: (name: string) => `${name} spørger: Hvordan har det været?`,
  lead: (name: string) => `5 korte spørgsmål. Du må gerne springe over. ${name} læser dit svar og kan se, at det er dit. Ingen andre kan læse det.`,
  send: (name: string) => `Send til ${name}`,
  no: "Jeg vil ikke svare",
  sent: (name: string) => `Tak. ${name} har fået dit svar. Du kan ikke læse det igen her.`,
  saidNo: (name: string) => `Det er i orden. ${name} kan se, at der ikke er et svar.`,
  nothing: (name: string) => `${name} venter ikke på et svar fra dig.`,
  offline: "Du kan sende det, når du er på nettet.",
  back: "Tilbage",
};
