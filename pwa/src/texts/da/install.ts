/** Stafet på hjemmeskærmen. */
export const install = {
  title: "Stafet på din skærm",
  lead: "Så åbner du Stafet med et tryk, også uden net.",
  done: "Stafet ligger på din skærm.",
  ask: "Læg Stafet på skærmen",
  asks: "Din telefon spørger dig først.",
  steps: "Sådan gør du",
  ios: [
    { words: "Tryk på “Del”. Det er firkanten med en pil op. Ser du den ikke? Tryk først på de tre prikker.", alt: "Knappen Del nederst i Safari" },
    { words: "Rul ned. Tryk på “Føj til hjemmeskærm”.", alt: "Linjen Føj til hjemmeskærm med et plus" },
    { words: "Tryk på “Tilføj”.", alt: "Knappen Tilføj øverst på skærmen" },
  ],
  iosNote: "Er “Del” der slet ikke? Åbn Stafet i Safari.",
  otherSteps: ["Åbn menuen i din browser. Den har ofte tre prikker eller streger.", "Vælg “Installér” eller “Føj til startskærm”."],
  otherNote: "Står det der ikke? Så kan browseren ikke. Du kan bruge Stafet her som før.",
  free: "Det koster ikke noget. Du kan altid tage den væk igen.",
  add: "Føj til hjemmeskærm", put: "Tilføj",
};
