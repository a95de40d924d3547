/** Faces and calls. No colour for a profession: that is a word. */
import type { ComponentChildren } from "preact";
import { t } from "../texts";
import { Icon } from "./icons";

/** "Mads Lund" -> "ML". A title before the name is no initial: "Dr. Holm" -> "H". */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => word && !word.endsWith("."));
  const first = words[0]?.[0] ?? "";
  const last = words.length > 1 ? (words[words.length - 1]?.[0] ?? "") : (words[0]?.[1] ?? "");
  return (first + last).toLocaleUpperCase("da");
}

/** Two letters. The baton on the lower right is the holder's sign; say "Stafetholder" in words beside it. */
export function Face({ name, baton, paused }: { name: string; baton?: boolean | undefined; paused?: boolean | undefined }) {
  return (
    <span class={`face${paused ? " paused" : ""}`} aria-hidden="true">
      {initials(name)}
      {baton && (
        <svg class="baton" viewBox="0 0 26 26">
          <g transform="rotate(-38 13 13)">
            <rect class="shaft" x="1.5" y="9.8" width="23" height="6.4" rx="3.2" />
            <rect class="band" x="11.2" y="9.8" width="3.8" height="6.4" />
          </g>
        </svg>
      )}
    </span>
  );
}

export function Faces({ children }: { children: ComponentChildren }) {
  return <span class="faces" aria-hidden="true">{children}</span>;
}

/** "20 30 40 50" -> "tel:+4520304050"; short numbers as they are. */
export function telephone(number: string): string {
  const digits = number.replace(/[^0-9+]/g, "");
  return `tel:${digits.length === 8 ? `+45${digits}` : digits}`;
}

/** "20304050" -> "20 30 40 50", so that it can be read aloud. */
export function spaced(number: string): string {
  const digits = number.replace(/\s+/g, "");
  return /^[0-9]{8}$/.test(digits) ? digits.replace(/(..)(?=.)/g, "$1\u00a0") : number.replace(/ /g, "\u00a0");
}

/** The whole row calls. Never by colour alone: the number and what we know of the hours stand in words. */
export function Call({ name, number, shown, note, open, danger, face, brief }: {
  name: ComponentChildren; number: string; note?: ComponentChildren; open?: boolean | undefined; danger?: boolean | undefined; face?: string | undefined;
  /** The number as it is read aloud, where that is not two and two. */
  shown?: string | undefined;
  /** The note alone, where the number stands on the next screen. */
  brief?: boolean | undefined;
}) {
  const told = danger || (brief && note) ? undefined : (shown?.replace(/ /g, "\u00a0") ?? spaced(number));
  return (
    <a class={`call${open ? " open" : ""}${danger ? " danger" : ""}`} href={telephone(number)}>
      {face && <Face name={face} />}
      <span class="grow">
        <b>{name}</b>
        <span class="note">{note}{note && told ? <br /> : ""}{told && <span class="num">{told}</span>}</span>
      </span>
      <span class="dial"><Icon name="phone" /></span>
    </a>
  );
}

/** A round dial button in a row of people. */
export function Dial({ name, number, lamp }: { name: string; number: string; lamp?: boolean }) {
  return (
    <a class={`dialer${lamp ? " lamp" : ""}`} href={telephone(number)}>
      <Icon name="phone" /><span class="hide">{t.common.call(name)}</span>
    </a>
  );
}

/** Somebody's answer on its own little sheet. The words inside are the sans, unless they are the plan owner's. */
export function Reply({ name, role, when, children }: { name: string; role?: string | undefined; when?: string | undefined; children: ComponentChildren }) {
  return (
    <div class="reply">
      <p class="who"><Face name={name} /><span><b>{name}</b>{role && `, ${role}`}{when && <><br />{when}</>}</span></p>
      {children}
    </div>
  );
}

/** On a page without tabs: the way to the numbers that are always there. */
export function HelpNow() {
  return (
    <a class="call open" href="/safety">
      <Icon name="lamp" lamp />
      <span class="grow"><b>{t.common.helpNow}</b><span class="note">{t.common.helpNowNote}</span></span>
      <Icon name="go" small />
    </a>
  );
}
