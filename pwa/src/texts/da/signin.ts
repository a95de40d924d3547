/** Når det ikke lykkedes at logge ind. */

export const signin = {
  tooYoung: "Du skal være 15 år for at bruge Stafet. Tal med en voksen, du stoler på. Du kan også ringe til BørneTelefonen: 116 111.",
  title: "Du blev ikke logget ind",
  lead: "Der er ikke sket noget med din plan. Prøv igen, når du vil.",
  again: "Prøv igen",
  home: "Til forsiden",
};
