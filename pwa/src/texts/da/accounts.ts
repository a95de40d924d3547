/** Flere planer på en telefon. */

export const accounts = {
  title: "Hvem er du?",
  lead: "Hver har sin egen plan og sin egen kode.",
  none: "Der er ikke andre planer på telefonen.",
  opens: "Åbner med kode, også uden net",
  opening: "Et øjeblik ...",
  signIn: "Log ind som en anden",
  offline: "Du kan logge ind, når telefonen er på nettet.",
  stays: "Du har en kode. Derfor bliver din egen plan på telefonen, låst. Det, andre deler med dig, går væk, til du logger ind igen.",
  goes: "Du har ikke valgt en kode. Derfor går alt, du kan læse nu, væk fra telefonen. Log ind, så kommer det igen.",
  out: "Du bliver logget ud her. Det, du ikke har sendt, venter på telefonen.",
  outBefore: "Den, der var her før, bliver logget ud. Det, der ikke er sendt, venter på telefonen.",
  back: "Tilbage",
};
