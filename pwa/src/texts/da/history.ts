/** Tidligere udgaver, det der er fjernet, nyt siden sidst, og hvad der er slettet på andres telefoner. */

const said: Record<string, string> = {
  dream: "en drøm", goal: "et mål", step: "et skridt", agreement: "en aftale", strength: "det, du kan", need: "det, du har brug for",
  warning_sign: "et tegn", coping: "det, du selv kan gøre", safe_place: "et trygt sted", safety_contact: "en kontakt", wish_if_ill: "et ønske",
  safe_surroundings: "det, der gør mere trygt", to_myself: "ord til dig selv", who5: "svar på fem spørgsmål",
  wellbeing: "om dagen", meeting: "om et møde", agenda_item: "et punkt", answer: "et svar", outcome: "det, I blev enige om",
};

export const history = {
  see: "Tidligere udgaver",
  removed: (name: string, when: string) => `${name} fjernede det ${when}`,
  youRemoved: (when: string) => `Du fjernede det ${when}`,
  someone: "En på holdet",
  lately: "Fjernet for nylig",
  bringBack: "Se og hent tilbage",

  news: {
    title: "Nyt siden sidst",
    all: "Se alt nyt",
    none: "Der er ikke noget nyt siden sidst.",
    joined: (name: string, unit: string, when: string) => `Ny i ${unit}: ${name}, siden ${when}. Du kan sige nej.`,
    left: (name: string) => `${name} er gået ud af dit hold. Det er ikke din skyld. Du kan invitere igen en dag.`,
    answered: (name: string) => `${name} svarede på`,
    answeredOnly: (name: string) => `${name} har svaret`,
    asked: (name: string) => `${name} spørger til`,
    offers: (name: string) => `${name} vil gøre noget ved`,
    proposesPoint: (name: string) => `${name} foreslår et punkt`,
    proposesAgreement: (name: string) => `${name} foreslår en aftale`,
    wrote: (name: string, kind: string) => `${name} skrev ${said[kind] ?? "noget"}`,
    changed: (name: string, kind: string) => `${name} rettede ${said[kind] ?? "noget"}`,
    replies: {
      yes: (name: string) => `${name} kommer til mødet`,
      no: (name: string) => `${name} kommer ikke til mødet`,
      maybe: (name: string) => `${name} ved ikke, om mødet passer`,
    },
  },

  copies: {
    phone: (whose: string) => `${whose} telefon`,
    tablet: (whose: string) => `${whose} tablet`,
    computer: (whose: string) => `${whose} computer`,
    removed: (device: string, when: string) => `Fjernet fra ${device} ${when}.`,
    silent: (device: string, since: string) => `${device} er ikke set siden ${since}. Den kan ikke læse efter 72 timer.`,
    locked: (device: string, since: string) => `${device} er ikke set siden ${since}. Der er gået 72 timer. Den kan ikke læse mere.`,
    known: (when: string) => `Sidst vi spurgte: ${when}.`,
  },
};
