/** WHO-5's egne ord, bogstav for bogstav (tests/golden/who5.json). Dem må ingen rette: så er det ikke WHO-5 mere. */

export const five = {
  statements: {
    cheerful: "I de sidste 2 uger har jeg været glad og i godt humør",
    calm: "I de sidste 2 uger har jeg følt mig rolig og afslappet",
    active: "I de sidste 2 uger har jeg følt mig aktiv og energisk",
    rested: "I de sidste 2 uger er jeg vågnet frisk og udhvilet",
    interested: "I de sidste 2 uger har min dagligdag været fyldt med ting der interesserer mig",
  },
  /** From 0 to 5. */
  answers: [
    "På intet tidspunkt", "Lidt af tiden", "Lidt mindre end halvdelen af tiden", "Lidt mere end halvdelen af tiden", "Det meste af tiden", "Hele tiden",
  ] as readonly string[],
  ofHundred: (number: number) => `${number} af 100`,
  /** What somebody takes to a meeting, for them to change. */
  bring: (day: string, number: number | undefined) => `Jeg vil tale om, hvordan jeg har det.${number === undefined ? "" : ` Mit tal var ${number} af 100 den ${day}.`}`,
};
