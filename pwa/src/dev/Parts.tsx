/** Every part that screens are made of, with its states, in one place. A test sees to "every". */

import type { ComponentChildren } from "preact";
import {
  Act, Acts, Branch, Call, ClosedToOthers, Dial, Empty, Face, Faces, Field, Filled, Fold, Folds, From, Gap, HelpNow, Hide, Icon, Kind, Knot, Mark,
  Message, Note, Own, Pick, Picks, Proposal, Reply, Row, Rows, Screen, Sees, Sheet, State, Tabs, Thread, Tools, Until, Ways, Words,
  type IconName, type KnotKind, type StateOf,
} from "../ui";

const ICONS: Record<IconName, string> = {
  today: "I dag", plan: "Min plan", meetings: "Møder", team: "Mit hold", lamp: "Tryghedsplan", menu: "Gå til", back: "Tilbage", go: "Fører videre", eye: "Må læse",
  lock: "Kun for mig", phone: "Ring", saved: "Gemt på telefonen", check: "Sendt", fork: "To udgaver", refused: "Blev ikke sendt", offline: "Ikke på nettet", undo: "Fortryd",
  pen: "Skriv", plus: "Tilføj", copy: "Kopiér", down: "Hent", place: "Sted", video: "Video", settings: "Indstillinger", bell: "Beskeder", share: "Del", print: "Print", up: "Op",
  erase: "Slet", lower: "Ned",
};
const STATES: StateOf[] = ["saved", "sending", "sent", "all_sent", "works_offline", "two", "refused", "offline", "signed_out"];
const KNOTS: [KnotKind, string, string][] = [
  ["dream", "Drøm", "Åben ring: nålens øje"], ["goal", "Mål", "Ring med en kerne"], ["step", "Skridt", "Lille ring"], ["agenda_item", "Punkt på dagsordenen", "Et sting"],
  ["answer", "Svar", "Et sting, der rækker ud"], ["agreement", "Aftale", "Bundet: en rund knude"], ["slack", "Intet endnu", "Tråden hænger løst"],
];
const COLOURS = ["paper", "sheet", "sunk", "ink", "ink-soft", "hairline", "edge", "action", "action-soft", "on-action", "thread", "lamp", "lamp-soft", "danger", "danger-edge", "on-danger"];
const SIZES = ["hello", "dream", "title", "point", "own", "body", "note", "sign", "tab"];
const noop = () => {};

function Part({ name, children }: { name: string; children: ComponentChildren }) {
  return <section class="part-of-all"><h2>{name}</h2>{children}</section>;
}

export default function Parts() {
  return (
    <Screen title="Parts and their states" lead="What every screen is made of. Nothing here is sent or kept." back={{ href: "/", label: "I dag" }} tabs="none">
      <div class="all-parts">
        <Part name="Mark"><Mark /></Part>
        <Part name="Icons, each with its word">
          <ul class="icons">{Object.entries(ICONS).map(([name, words]) => <li><Icon name={name as IconName} /> {words}</li>)}</ul>
        </Part>
        <Part name="Letters">
          {SIZES.map((size) => <p class={`size t-${size}`}>{size}: Noget at stå op til</p>)}
          <Own>Det, et menneske selv har skrevet om sit liv.</Own>
          <Own big>Større, på en liste over punkter.</Own>
          <p>Stafet siger: <Own inline>ordene inde i en sætning</Own></p>
          <Note>En bemærkning, en dato, en hjælp.</Note><Note strong>En bemærkning, der skal ses.</Note><Kind>Slags</Kind>
          <From>Tilbage i arbejde</From><Sees>Mads og Sanne må læse det</Sees><Until>Du må læse det her til 4. december. Peter kan se, at du læser.</Until><Hide>Kun for dem, der hører siden.</Hide>
        </Part>
        <Part name="Colours"><ul class="swatches">{COLOURS.map((name) => <li><i class={`is-${name}`} /> {name}</li>)}</ul></Part>
        <Part name="Actions: at rest, busy, with an icon, plain, round, pressed">
          <Acts><Act main onPress={noop}>Gør mødet klar</Act></Acts>
          <Acts><Act main busy onPress={noop}>Gem</Act></Acts>
          <Acts><Act onPress={noop}>Ja, tag det med</Act><Act onPress={noop}>Nej tak</Act></Acts>
          <Acts column><Act wide icon="pen" onPress={noop}>Skriv en drøm</Act><Act busy="Sender ..." onPress={noop}>Send</Act><Act pressed onPress={noop}>Valgt</Act></Acts>
          <Tools><Act plain onPress={noop}>Ret</Act><Act plain onPress={noop} about="drømmen">Fjern</Act></Tools>
          <div class="beside-each-other"><Act round icon="up" onPress={noop}><Hide>Op</Hide></Act><Dial name="Sanne" number="23456789" /><Dial name="Sanne" number="23456789" lamp /></div>
          <div class="as-focused"><Act main onPress={noop}>Her er du</Act></div>
        </Part>
        <Part name="State, always in words">{STATES.map((of) => <p><State of={of} /></p>)}</Part>
        <Part name="The thread and its knots">
          <Thread>{KNOTS.map(([kind, name, note]) => <Knot kind={kind}><Kind>{name}</Kind><Note>{note}</Note></Knot>)}</Thread>
        </Part>
        <Part name="The thread: from the mark, on to the next, reaching a sheet, in two">
          <Thread fromMark runsOn><Knot kind="dream"><Kind>Min drøm</Kind><Own>Noget at stå op til</Own></Knot><Knot kind="agenda_item" reach fresh><Sheet reached><b>Fredag kl. 10</b></Sheet></Knot></Thread>
          <Thread two><Knot kind="goal"><Kind>To udgaver</Kind></Knot><Branch><Sheet>Et par timer om ugen</Sheet></Branch><Branch><Sheet>Et par timer, <mark>ikke om morgenen</mark></Sheet></Branch></Thread>
        </Part>
        <Part name="An empty place"><Empty action="Skriv noget" onPress={noop}>Her er plads til det, du kan.</Empty></Part>
        <Part name="Sheets: plain, to be noticed, stopped, a document">
          <Sheet>Et ark</Sheet><Sheet edge>Et ark, der skal ses</Sheet><Sheet stopped>Du stoppede kl. 10.42. Karen kan ikke læse det mere.</Sheet><Sheet doc>Et dokument</Sheet>
        </Part>
        <Part name="Rows"><Rows>
          <Row href="#main" icon="eye" title="Hvem har kigget" note="2 siden i går" /><Row onPress={noop} icon="lamp" lamp title="Tryghedsplan" />
          <Row title="Mads Lund" note="Stafetholder" face={<Face name="Mads Lund" baton />} action={<Act onPress={noop}>Stop</Act>} /><Row title="Står der bare" />
        </Rows></Part>
        <Part name="People">
          <Faces><Face name="Mads Lund" baton /><Face name="Jonas Lind" /><Face name="Dr. Holm" paused /></Faces>
          <Reply name="Jonas Lind" role="Jobcenteret" when="i går"><p>Ja. Vi kan begynde med tre timer.</p></Reply>
        </Part>
        <Part name="The lamp: open, closed, not known, in danger, the way there">
          <div class="calls"><Call name="Sanne, bostøtte" number="23456789" note="Åbent nu, til kl. 15" open face="Sanne Nør" /><Call name="Lars" number="67890123" note="Åbner kl. 8" /><Call name="Lægevagten" number="1813" shown="18 13" /><Call name="Ring 112" number="112" note="Hvis du er i fare" danger /><HelpNow /></div>
        </Part>
        <Part name="Fields: empty, own words, needs a word, with help, a day">
          <Field label="Hvad hedder du?" value="" onInput={noop} /><Field label="Min drøm" own dream rows={2} value="Noget at stå op til" onInput={noop} />
          <Field label="Hvem gør det?" value="" missing="Skriv hvem, så kan vi gemme aftalen." onInput={noop} /><Field label="Telefon" type="tel" value="23 45 67 89" note="Holdet kan se det." onInput={noop} options={["112"]} />
          <Field label="Dag" type="date" value="2026-12-04" onInput={noop} />
        </Part>
        <Part name="Choices">
          <Picks legend="Hvor længe?" missing="Vælg, hvor længe."><Pick name="until" checked={false} onPick={noop} note="Til 30. december">1 måned</Pick><Pick name="until" checked onPick={noop}>3 måneder</Pick></Picks>
          <Picks legend="Hvad må Mads se?" layout="grid"><Pick type="checkbox" name="a" checked onPick={noop}>Det, jeg kan</Pick><Pick type="checkbox" name="b" checked={false} onPick={noop}>Aftaler</Pick></Picks>
          <Ways label="To måder" ways={[{ words: "Person", current: true, onPick: noop }, { words: "Del af planen", current: false, href: "#main" }]} />
          <Folds><Fold question="Hvem?" answer="Karen Møller" onEdit={noop} /></Folds>
        </Part>
        <Part name="Words of consent: with a gap, filled"><Words>Karen må læse <Filled>tryghedsplanen</Filled> til <Gap />.</Words></Part>
        <Part name="A proposal"><Proposal yes="Ja, tag det med" no="Nej tak" onYes={noop} onNo={noop}>Hvad må en ny arbejdsplads vide om dig?</Proposal></Part>
        <Part name="Messages">
          <Message title="Den nye udgave er klar" acts={<Act onPress={noop}>Skift nu</Act>}>Det, du skriver, bliver her.</Message><Message edge title="Mødet er aflyst">Din tekst er her stadig.</Message><Message alert title="Det kunne ikke gemmes">Prøv igen.</Message><ClosedToOthers />
        </Part>
        <Part name="Undo, until the next act: the frame draws it, at the end">{null}</Part>
      </div>
      <Tabs />
    </Screen>
  );
}
