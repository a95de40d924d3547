/** Whose an agreement is: a choice nobody has to make. The words come with the screens that show agreements. */

export const whose = {
  ask: "Hvis aftale er det?",
  owners: { "": "", municipality: "Kommunens aftale", psychiatry: "Psykiatriens aftale (regionen)", shared: "Fælles aftale" },
};
