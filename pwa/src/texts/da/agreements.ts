/** Who does what, by when; and how it went. */
export const agreements = {
  verb: "Hvad bliver der gjort?",
  verbs: ["ringer", "skriver", "sender", "taler med", "undersøger", "tager", "bestiller", "finder", "henviser", "følger", "møder", "hjælper"],
  otherVerb: "Et andet ord",
  ownVerb: "Skriv ordet",
  ownVerbNote: "Et eller to ord, som ringer eller tager med.",
  rest: "Og hvad mere?",
  missingVerb: "Vælg et ord, så vi ved, hvad der skal ske.",
  missingDate: (name: string) => `${name} skal have en dato at gå efter.`,

  done: "Det er gjort",
  move: "Flyt",
  drop: "Drop",
  again: "Åbn aftalen igen",
  newDay: "Hvilken dag?",
  why: "Hvorfor?",
  whyDone: "Hvordan gik det?",
  whyNote: "Kun hvis du har lyst. I kan begge læse det.",
  pickDay: "Vælg en ny dag.",
};
