/** The receipt of a consent: the exact words, what still holds, what was stopped. Prints black on white. */

import { useEffect, useState } from "preact/hooks";
import { type GrantItem, type PlanView, type ScreenProps, net, plan, write } from "../../state";
import { type Genuine, type ReceiptRow, check, keepReceipts, keys, placeOf, receipts } from "../../state/receipts";
import { clock, t } from "../../texts";
import { Act, Acts, Empty, Hide, Mark, Note, Screen, Sheet } from "../../ui";
import { WhatIsIt } from "../dictionary/WhatIsIt";
import { Announcer, Part, Sentences, announceStop, beside, callName, dayWithYear, partInside, partWords, untilDay } from "./bits";
import { isOpen, isStopping } from "./lines";
import { saveFile } from "./save";
import "./people.css";

export default function Receipt({ params }: ScreenProps) {
  const view = plan.value;
  if (view?.role !== "citizen") return null;
  const grant = view.grants.find((one) => one.id === params["grant"]);
  if (!grant) {
    return <Screen title={t.people.receipt.title} back={{ href: "/consents", label: t.people.consents.title }}><div class="after"><Empty action={t.log.receipts.title} href="/consents/receipts">{t.people.receipt.notFound}</Empty></div></Screen>;
  }
  return <Paper view={view} grant={grant} />;
}

/** One yes may have opened several parts: they share the words and the moment. */
const sameYes = (view: PlanView, grant: GrantItem): GrantItem[] =>
  view.grants.filter((one) => one.member === grant.member && one.sha256 === grant.sha256 && one.from === grant.from);

/** A new yes on the same part takes the place of the one before, in the same moment. */
const replaced = (view: PlanView, grant: GrantItem): boolean =>
  view.grants.some((one) => one.member === grant.member && one.scope === grant.scope && one.from === grant.endedAt);

const at = (when: string): string => t.people.receipt.at(dayWithYear(when), clock(when));

/** What the phone finds of their signatures, the worst first. Until it has looked, nothing is claimed. */
function useGenuine(files: readonly ReceiptRow[]): Genuine {
  const [found, setFound] = useState<Genuine>("cannot");
  useEffect(() => {
    void Promise.all(files.map(check)).then((all) => setFound(all.includes("no") ? "no" : all.every((one) => one === "yes") ? "yes" : "cannot"));
  }, [files.length, keys.value]);
  return found;
}

function Paper({ view, grant }: { view: PlanView; grant: GrantItem }) {
  const [saved, setSaved] = useState(false);
  const member = view.members.find((one) => one.id === grant.member);
  const name = member ? callName(member, view.members) : view.person(grant.member).name;
  const grants = sameYes(view, grant);
  const online = net.value.online;
  useEffect(() => void keepReceipts(view.id, online), [online, grant.endedAt]);
  const now = new Date();
  const open = grants.filter((one) => isOpen(one, now));
  const words = t.people.receipt;
  const holds = (one: GrantItem): string =>
    isStopping(one, now) ? words.stopping
    : one.endedAt && replaced(view, one) ? words.replaced
    : one.endedAt ? `${words.stopped} ${at(one.endedAt)}`
    : new Date(one.until) <= now ? `${words.ended} ${untilDay(one.until, true)}`
    : words.holdsUntil(untilDay(one.until, true));

  const ids = new Set(grants.map((one) => one.id));
  const files = receipts.value.filter((one) => ids.has(one.grant ?? ""));
  const own = files.find((one) => one.kind === "given" && one.grant === grant.id) ?? files[0];
  const genuine = useGenuine(files);
  const facts: [string, preact.ComponentChildren][] = [
    [words.to, member ? [member.name, beside(member)].filter(Boolean).join(", ") : name],
    ...(grant.purpose === "contact" ? [] : [
      [words.may, t.people.verbs[grant.verb]],
      [words.why, t.people.purposes[grant.purpose](name)],
    ] as [string, string][]),
    [words.holds, grants.map((one) => <span class="fact" key={one.id}><Part plan={view} scope={one.scope} />. {holds(one)}.</span>)],
    [words.text, <span class="mono">{grant.textId}</span>],
    ...(files.length ? [[words.number, words.inLog(files.map((one) => one.seq).join(", "))] as [string, string]] : []),
    [words.check, <span class="mono">{inFours(own ? (placeOf(own.file)?.hash ?? "") : grant.sha256)}</span>],
    [words.signature, own ? words.genuine[genuine] : words.unsigned],
  ];
  const save = async (file: ReceiptRow) => setSaved(await saveFile(`stafet-kvittering-${file.seq}.json`, file.file));
  return (
    <Screen title={words.title} hideTitle back={{ href: member ? `/team/${member.id}` : "/consents", label: member ? name : t.people.consents.title }}>
      <Sheet as="article" doc>
        <p class="doc-head" aria-hidden="true"><Mark />Stafet</p>
        <p class="doc-title" aria-hidden="true">{words.title}</p>
        <Note>{words.gave(view.citizen, at(grant.from))}</Note>
        <p class="own big doc-words"><Sentences>{grant.words}</Sentences></p>
        <dl>{facts.map(([term, fact]) => <><dt>{term}</dt><dd>{fact}</dd></>)}</dl>
        <p class="note foot">{words.foot}</p>
      </Sheet>
      <Acts>
        {own && <Act main icon="share" onPress={() => void save(own)}>{words.send}</Act>}
        <Act main={!own} icon="print" onPress={() => window.print()}>{words.print}</Act>
        {open.map((one) => (
          <Act wide key={one.id} onPress={() => void write.withdraw(one.member, one.scope).then(() => announceStop(t.people.consents.stoppedSaid(name, partWords(view, one.scope))))}>
            {words.stop(partInside(view, one.scope, "yours"))}<Hide>{t.people.stopAllFor(name)}</Hide>
          </Act>
        ))}
      </Acts>
      <p class="note after s" role="status">{saved && words.saved}</p>
      <div class="noprint"><WhatIsIt of="receipt" word={words.title} /><WhatIsIt of="signature" word={words.signature} /></div>
      {files.length > 1 && (
        <section class="block noprint">
          <h2>{words.more}</h2>
          {files.filter((one) => one !== own).map((one) => (
            <div key={one.seq}><Act plain onPress={() => void save(one)}>{words.saveOne(one.seq, partWords(view, one.scope ?? ""), one.kind === "given")}</Act></div>
          ))}
        </section>
      )}
      <Announcer />
    </Screen>
  );
}

/** "7F3A 91C2 ...": enough of it to compare by eye; the whole is in what one saves. */
const inFours = (sha256: string): string => (sha256.slice(0, 32).toUpperCase().match(/.{1,4}/g) ?? []).join(" ");
