/** Whose task an agreement is: a choice nobody has to make. The words come with the screens that show agreements. */

export const whose = {
  ask: "Hvis opgave er det?",
  tasks: { "": "", municipality: "Kommunens opgave", psychiatry: "Psykiatriens opgave (regionen)", shared: "Fælles opgave" },
};
