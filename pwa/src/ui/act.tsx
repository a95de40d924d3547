/** What can be pressed. The full round shape is the one main action of a screen; a screen has one or none. */
import type { ComponentChildren, Ref } from "preact";
import { t } from "../texts";
import { Icon, type IconName } from "./icons";

export interface ActProps {
  main?: boolean | undefined;
  plain?: boolean | undefined;
  wide?: boolean | undefined;
  round?: boolean | undefined;
  /** While it works: the label becomes "Gemmer ..." or these words, and the button stays where it is. Never disabled. */
  busy?: boolean | string | undefined;
  icon?: IconName | undefined;
  href?: string | undefined;
  onPress?: (() => void) | undefined;
  submit?: boolean | undefined;
  /** The object, for those who only hear it: "Stop" + about="for Jonas: Det, jeg kan". */
  about?: string | undefined;
  lang?: string | undefined;
  pressed?: boolean | undefined;
  /** It opens something right below itself. */
  expanded?: boolean | undefined;
  elementRef?: Ref<HTMLElement> | undefined;
  children: ComponentChildren;
}

export function Act({ main, plain, wide, round, busy, icon, href, onPress, submit, about, lang, pressed, expanded, elementRef, children }: ActProps) {
  const shape = `act${main ? " main" : ""}${plain ? " plain" : ""}${wide ? " wide" : ""}${round ? " round" : ""}`;
  const inside = (
    <>
      {icon && !busy && <Icon name={icon} small={!main} />}
      <span>
        {busy ? (typeof busy === "string" ? busy : t.common.saving) : children}
        {about && <span class="hide"> {about}</span>}
      </span>
    </>
  );
  if (href !== undefined) {
    return <a class={shape} href={href} lang={lang} onClick={onPress} ref={elementRef as Ref<HTMLAnchorElement>}>{inside}</a>;
  }
  return (
    <button
      type={submit ? "submit" : "button"} class={shape} lang={lang} aria-busy={busy ? true : undefined} aria-pressed={pressed} aria-expanded={expanded}
      ref={elementRef as Ref<HTMLButtonElement>} onClick={busy ? undefined : onPress && (() => onPress())}
    >
      {inside}
    </button>
  );
}

/** Actions side by side; equal answers are two of the same. */
export function Acts({ column, children }: { column?: boolean; children: ComponentChildren }) {
  return <div class={`acts${column ? " column" : ""}`}>{children}</div>;
}

/** Small plain actions under one thing: Ret, Fjern. */
export function Tools({ children }: { children: ComponentChildren }) {
  return <div class="tools">{children}</div>;
}
