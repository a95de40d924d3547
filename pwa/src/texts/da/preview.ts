/** The plan as somebody else sees it. */

export const preview = {
  title: (name: string) => `Sådan ser ${name} din plan`,
  note: (name: string) => `Du ser lige nu det samme som ${name}. Kun du ser siden her.`,
  paused: (name: string) => `${name} er på pause og ser ikke noget nu.`,
  notYet: (name: string) => `${name} er ikke helt med endnu og ser ikke noget nu.`,
  nothing: (name: string) => `${name} ser ikke noget af din plan.`,
  offline: "Det her kræver net. Prøv igen, når du er på.",
  end: (name: string) => `Det er alt, ${name} ser.`,
  change: (name: string) => `Ret, hvad ${name} må se`,
};
