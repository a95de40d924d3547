/** Sådan har jeg det. Udsagn og svar står i `five.ts`. */

export const wellbeing = {
  title: "Sådan har jeg det",
  lead: "Skriv om dagen, eller svar på 5 spørgsmål. Kun hvis du har lyst.",
  five: "Svar på 5 spørgsmål",
  fiveNote: "Det tager 2 minutter. Du må gerne springe over.",
  goOn: "Gå videre med dine svar",
  today: "Skriv om i dag",
  empty: "Her er ikke skrevet noget endnu.",
  yours: "Dine svar og ord",
  noNumber: "Ikke alle svar",
  scale: "0 til 100. Højere er bedre. Små forskelle betyder ikke noget.",
  line: "Dine tal over tid",
  source: "De 5 spørgsmål hedder WHO-5 og er fra WHO. Ingen får besked om dine svar.",
  onlyMe: "Kun for mig",
  meetings: "Sådan var møderne",

  // The five questions
  progress: (number: number, of: number) => `Spørgsmål ${number} af ${of}`,
  choose: "Vælg det, der passer bedst.",
  skip: "Spring over",
  back: "Tilbage",
  chosen: "Det valgte du",

  // When they are answered
  doneTitle: "Dine svar",
  none: "Du sprang alle over. Det er helt i orden.",
  skipped: "Sprunget over",
  number: (number: number) => `Dit tal er ${number} af 100`,
  numberNote: "0 er lavest, og 100 er højest. Tallet siger kun noget om de sidste 2 uger.",
  firstTime: (day: string, number: number) => `Første gang, ${day}, var tallet ${number}.`,
  partly: "Du sprang noget over. Så er der ikke noget tal, men dine svar er her.",
  own: "Vil du skrive et par ord?",
  who: "Hvem må læse dine svar?",
  whoOnlyMe: "Kun mig",
  whoOnlyMeNote: "Du kan vise dem senere.",
  whoReaders: "Dem, der må læse Sådan har jeg det",
  whoMissing: "Vælg, hvem der må læse dem.",
  keep: "Gem mine svar",

  // One day's answers
  gone: "Svarene er her ikke mere",
  bring: "Tag det med til et møde",
  bringNote: "Du ser ordene, før andre gør. Du kan rette dem.",
  show: "Vis dem sammen med resten",
  hide: "Gør dem til mine egne igen",
  addWords: "Skriv et par ord",
  saveWords: "Gem ordene",

  // To be asked again
  ask: "Skal appen spørge dig igen?",
  askNote: "Så står det på I dag. Du får ikke en besked.",
  asks: [["", "Nej"], ["14", "Hver 14. dag"], ["30", "En gang om måneden"]] as readonly (readonly [string, string])[],
};
