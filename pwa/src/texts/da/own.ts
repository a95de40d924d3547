/** Ens egne data og enheder. */

export const own = {
  proof: {
    title: "Vis, at det er dig",
    why: "Det, du vil nu, er vigtigt. Derfor spørger vi, om det er dig. Så kan andre ikke gøre det på din telefon.",
    kept: "Det, du har valgt, er gemt. Du kommer tilbage til det bagefter.",
    button: "Vis, at det er dig",
    demoButton: "Ja, det er mig",
    demoNote: "Her skal du bruge MitID, når det ikke er en prøve.",
    busy: "Et øjeblik ...",
    back: "Ikke nu",
    cancelled: "Du stoppede, før du var færdig",
    otherPerson: "Det var en anden person",
    failed: "Det gik ikke",
    failedNote: "Der er ikke sket noget. Du kan prøve igen.",
  },
};
