/** Tilgængelighedserklæringen, after the model of the European Commission (2018/1523), in plain words. docs/accessibility.md says what is behind it. */

export const accessibility = {
  title: "Tilgænge\u00adligheds\u00aderklæring",
  lead: "Alle skal kunne bruge Stafet. Her står, hvad der virker, og hvad vi ikke kan love.",
  status: "Sådan er det nu",
  statusText: "Stafet følger det meste af loven, men ikke alt. Reglerne hedder WCAG 2.2, og vi går efter trin A og AA.",
  can: "Det kan du",
  canLines: [
    "Bruge alt med fingeren eller med et tastatur.",
    "Gøre teksten dobbelt så stor, også på en lille skærm.",
    "Vælge lys eller mørk skærm.",
    "Tage dig god tid. Intet, du skriver, går tabt.",
    "Slå svære ord op i ordbogen.",
  ],
  gaps: "Det kan vi ikke love endnu",
  gapLines: [
    "Ingen, der bruger skærmlæser, har prøvet Stafet endnu. Det er kun maskiner og os selv.",
    "Vi har prøvet med Chrome. Vi har ikke prøvet med Safari og Firefox.",
    "Ingen med en svær sindslidelse har prøvet ordene af. Vi har talt og regnet på dem.",
    "En maskine har tjekket papirerne. Et menneske har ikke.",
    "MitID, video og din kalender er lavet af andre. Dem kan vi ikke rette.",
    "Det, andre skriver til dig, kan være svært at læse. Vi retter ikke i det.",
  ],
  ask: "Er der noget, du ikke kan bruge?",
  askText: "Sig det til dem, der driver Stafet hos dig. De skal svare dig inden 10 hverdage.",
  complain: "Får du ikke svar?",
  complainText: "Så kan du klage til Digitaliserings\u00adstyrelsen. Du kan ringe og sige, hvad der er galt.",
  complainCall: "Ring til Digitaliserings\u00adstyrelsen",
  made: "Sådan har vi tjekket",
  madeText: "Vi har selv tjekket siderne 26. november 2026. En maskine tjekker dem igen, hver gang vi laver noget om.",
  law: "Loven hedder “lov om tilgængelighed af offentlige organers websteder og mobilapplikationer”.",
};
