/** Paper on paper, rows, proposals, messages. Paper lies flat: only what floats has a shadow. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { route, write } from "../state";
import { t } from "../texts";
import { Act, Acts } from "./act";
import { Icon, type IconName } from "./icons";

export function Sheet({ edge, stopped, doc, reached, as, children, label }: {
  edge?: boolean; stopped?: boolean; doc?: boolean; reached?: boolean; as?: "section" | "div" | "article" | "li"; children: ComponentChildren; label?: string;
}) {
  const Tag = as ?? "div";
  return (
    <Tag class={`sheet${edge ? " edge" : ""}${stopped ? " stopped" : ""}${doc ? " doc" : ""}${reached ? " reached" : ""}`} aria-label={label}>{children}</Tag>
  );
}

export function Rows({ children }: { children: ComponentChildren }) {
  return <ul class="sheet rows">{children}</ul>;
}

/** The whole row is the target when it leads somewhere; `action` stands at its end when it does not. */
export function Row({ href, onPress, title, note, icon, lamp, action, top, face, end, lang, hidden }: {
  href?: string | undefined; onPress?: (() => void) | undefined; title: ComponentChildren; note?: ComponentChildren; icon?: IconName | undefined;
  lamp?: boolean | undefined; action?: ComponentChildren; top?: boolean | undefined; face?: ComponentChildren; end?: IconName | undefined;
  lang?: string | undefined; hidden?: string | undefined;
}) {
  const leads = href !== undefined || onPress !== undefined;
  const inside = (
    <>
      {face}
      {icon && <Icon name={icon} lamp={lamp ?? false} />}
      <span class="grow">{title}{hidden && <span class="hide"> {hidden}</span>}{note && <span class="note">{note}</span>}</span>
      {action}
      {end ? <Icon name={end} small /> : leads && !action && <Icon name="go" small go />}
    </>
  );
  if (href !== undefined) return <li><a class="row" href={href} lang={lang}>{inside}</a></li>;
  if (onPress) return <li><button type="button" class="row" lang={lang} onClick={() => onPress()}>{inside}</button></li>;
  return <li class={`row${top ? " top" : ""}`}>{inside}</li>;
}

/** A proposal from somebody else lies outside the thread until yes: two equal answers. */
export function Proposal({ note, yes, no, onYes, onNo, yesHref, noHref, about, children }: {
  note?: ComponentChildren; yes: string; no: string; onYes?: () => void; onNo?: () => void; yesHref?: string; noHref?: string; about?: string; children: ComponentChildren;
}) {
  return (
    <div class="proposal">
      {children}
      <p class="note after s">{note ?? t.common.onlyIfYes}</p>
      <Acts><Act href={yesHref} onPress={onYes} about={about}>{yes}</Act><Act href={noHref} onPress={onNo} about={about}>{no}</Act></Acts>
    </div>
  );
}

/** What is so, that the words are safe, one or two ordinary actions. Never carries the baton. */
export function Message({ title, float, edge, alert, children, acts }: {
  title: ComponentChildren; float?: boolean; edge?: boolean; alert?: boolean; children?: ComponentChildren; acts?: ComponentChildren;
}) {
  return (
    <div class={`sheet message${float ? " float" : ""}${edge || alert ? " edge" : ""}`} role={alert ? "alert" : float ? "status" : undefined}>
      <b>{title}</b>
      {children && <p class={`note${alert ? " strong" : ""}`}>{children}</p>}
      {acts && <Acts>{acts}</Acts>}
    </div>
  );
}

/** The operator has closed the plan to everybody else: said where the citizen sees who reads it. */
export function ClosedToOthers() {
  return <div class="after"><Message edge title={t.common.closed}>{t.common.closedNote}</Message></div>;
}

/** The last act, and the screen where it was first told. */
let told: [act: unknown, path: string] | undefined;

/** The last act in words, with Fortryd. Stays until the next act; no clock. Where it was first told it stays on the glass. */
export function Undo({ only, below }: { only?: string[] | undefined; below?: boolean | undefined }) {
  const [undone, setUndone] = useState(false);
  const act = write.lastAct.value;
  // The words above the button are gone with it: those who listen are told.
  if (!act || (only && !only.includes(act.kind ?? ""))) return undone ? <p class="hide" role="status">{t.common.undone}</p> : null;
  const words = t.common.did(act.act, act.kind, act.along);
  const { path } = route.value;
  if (told?.[0] !== act) told = [act, path];
  const line = (
    <div class="undo" role="status">
      <span class="grow">{words}</span>
      <Act icon="undo" onPress={() => { setUndone(true); void write.undo(); }} about={words}>{t.common.undo}</Act>
    </div>
  );
  return below || told[1] !== path ? <div>{line}</div> : line;
}
