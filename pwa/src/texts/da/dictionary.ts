/**
 * Ordbog: hard words that the app or its people use, each with what it means. `also` says what others call the same
 * thing. Every word under "hard" in tests/repository/danish_terms.toml stands here.
 */

export const dictionary = {
  title: "Ordbog",
  lead: "Her kan du se, hvad et svært ord betyder.",
  missing: "Mangler et ord? Spørg en på dit hold.",
  words: {
    accessibility_statement: { word: "Tilgængelighedserklæring", means: "En side om, hvad der virker for alle, og hvad der ikke gør. Loven siger, at den skal være der." },
    agenda: { word: "Dagsorden", means: "En liste over det, I skal tale om på et møde. Du bestemmer, hvad der står på den." },
    baton_holder: {
      word: "Stafetholder",
      means: "Den på dit hold, der holder styr på næste skridt. Du vælger selv hvem. Stafetten giver ikke lov til at læse mere.",
      also: "Fagfolk siger “tovholder” eller “koordinator”.",
    },
    consent: {
      word: "At give lov",
      means: "Du siger ja til, at en anden må læse noget i din plan. Du vælger hvad og hvor længe. Du kan altid stoppe det.",
      also: "Fagfolk kalder det “samtykke”.",
    },
    coordination_meeting: { word: "Koordinationsmøde", means: "Et møde med alle, der hjælper dig. I aftaler, hvem der gør hvad." },
    coordination_plan: {
      word: "Koordinationsplan",
      means: "En plan, som sygehuset laver, når en skal hjem. Sygehuset skal lave den, også hvis personen ikke vil være med.",
    },
    device: { word: "Enhed", means: "En telefon, en tablet eller en computer." },
    discharge_agreement: {
      word: "Udskrivningsaftale",
      means: "En aftale om, hvad der skal ske, når du kommer hjem fra sygehuset. Sygehuset laver den sammen med dig.",
    },
    discharge_meeting: { word: "Udskrivningssamtale", means: "En snak, før du tager hjem fra sygehuset. I taler om, hvad der skal ske, når du er hjemme." },
    follow_up: { word: "Opfølgning", means: "Et møde, hvor I ser på, hvordan det er gået siden sidst." },
    journal: { word: "Journal", means: "Det, lægen og andre fagfolk skriver om dig og gemmer. Din plan i Stafet er ikke en journal." },
    kip: {
      word: "Koordinerende indsatsplan",
      means: "En plan med mål og aftaler fra alle, der hjælper dig. Fagfolk fra sygehus og kommune laver den sammen med dig.",
      also: "Nogle siger “KIP”.",
    },
    log: { word: "Log", means: "En liste over det, der er sket. Du kan se, hvem der har læst i din plan, og hvornår." },
    mitid: { word: "MitID", means: "Sådan viser du på nettet, at det er dig. Du bruger det også i din bank." },
    network_meeting: {
      word: "Netværksmøde",
      means: "Et møde med de mennesker, der betyder noget for dig. Det kan være familie, venner og fagfolk. Du kan selv bede om et.",
    },
    peer: { word: "Peer", means: "En, der selv har haft det svært og har det bedre nu. Personen støtter andre." },
    psychiatric_law: { word: "Psykiatriloven", means: "Den lov, der siger, hvad psykiatrien må, og hvad du har ret til." },
    qr: { word: "QR-kode", means: "En lille firkant med et mønster. Peg på den med kameraet, så åbner linket." },
    receipt: { word: "Kvittering", means: "Her står, hvad du sagde ja til, og hvornår. Du kan altid finde den igen." },
    relative: { word: "Pårørende", means: "En, der er tæt på dig. Det kan være din mor, din kæreste eller en ven." },
    safety_contact: { word: "Tryghedskontakt", means: "En, du kan ringe til, når det er svært. Du vælger selv hvem." },
    safety_plan: {
      word: "Tryghedsplan",
      means: "Din egen plan til når det er svært. Her står, hvad du kan gøre, og hvem du kan ringe til.",
      also: "Fagfolk siger “sikkerhedsplan” eller “kriseplan”.",
    },
    seal: { word: "Segl", means: "Et tegn på hver linje i din log. Laver nogen linjen om, passer tegnet ikke mere." },
    server: { word: "Server", means: "En computer, der altid er tændt. Her ligger din plan, så dit hold kan læse det, du deler." },
    signature: { word: "Underskrift", means: "Et tegn fra Stafet, som ingen kan lave efter. Din telefon kan se, om det er ægte." },
    unit: { word: "Afsnit", means: "Et sted på et sygehus, hvor de samme mennesker arbejder sammen." },
    version: { word: "Udgave", means: "Sådan stod en tekst på et bestemt tidspunkt. Er der to udgaver, vælger du, hvilken der gælder." },
  },
};
