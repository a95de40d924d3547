/** What others have written since a revision, told apart by what was done. Pure. */

import type { Item, PlanView } from "../../state";

export type NewsAct = "answered" | "asked" | "offers" | "proposes" | "wrote" | "changed" | "replied" | "left" | "joined";

export interface News {
  item: Item;
  /** "citizen" or a member id. */
  who: string;
  act: NewsAct;
  at: string;
}

const TOLD_ELSEWHERE = new Set(["grant", "call", "alternative", "private_note", "looking_back", "who5"]);

/**
 * The latest first. `revs` are the revisions of what is held; `own` are those this phone made itself: an answer that I
 * only pressed "yes" on has not become new by that.
 */
export function newsOf(plan: PlanView, revs: ReadonlyMap<string, number>, since: number, own: ReadonlySet<number>): News[] {
  const me = plan.role === "citizen" ? "citizen" : plan.me?.member;
  const news: News[] = [];
  for (const [id, rev] of revs) {
    if (rev <= since || own.has(rev)) continue;
    const item = plan.item(id);
    const one = item && !TOLD_ELSEWHERE.has(item.kind) ? told(item) : undefined;
    if (one && one.who !== me) news.push(one);
  }
  const said = new Set<string>();
  return news.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0)).filter((one) => {
    // Two answers to one point are one line: both are read in the same place.
    const line = `${one.who} ${one.act} ${one.item.kind === "answer" ? (one.item.from?.item ?? "") : one.item.id}`;
    return !said.has(line) && said.add(line);
  });
}

function told(item: Item): News | undefined {
  const at = item.changedAt ?? item.at;
  const { body } = item;
  if (body.kind === "member") {
    if (body.leftAt) return { item, who: item.id, act: "left", at: body.leftAt };
    // Whoever the citizen has said yes to is no news; a unit's people come in on their doorkeeper's word.
    return body.unit && body.invitedBy && body.joinedAt && body.status === "active" ? { item, who: item.id, act: "joined", at: body.joinedAt } : undefined;
  }
  // One that has been answered, or taken back, leads nowhere any more.
  if (body.kind === "meeting_proposal" && body.state !== "waiting") return undefined;
  if (body.kind === "invitee") return body.reply === "none" ? undefined : { item, who: body.member, act: "replied", at };
  return { item, who: item.voice, act: actOf(item), at };
}

function actOf(item: Item): NewsAct {
  const { body } = item;
  if (body.kind === "answer") return body.answerKind === "question" ? "asked" : body.does && !body.text ? "offers" : "answered";
  if (body.kind === "meeting_proposal") return "proposes";
  if ((body.kind === "agenda_item" || body.kind === "agreement") && body.state === "proposed") return "proposes";
  return item.changedAt !== undefined && item.changedAt !== item.at ? "changed" : "wrote";
}

/** On Today, what asks for the citizen's own yes already stands under "Det venter på dig". */
export const waitsAlready = (news: News): boolean => news.act === "proposes";

/** A long text is named by its beginning. */
export function short(words: string, most = 70): string {
  const line = words.split("\n")[0] ?? "";
  if (line.length <= most) return line;
  const cut = line.slice(0, most);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), 40)).replace(/[\s,;:.]+$/, "")} …`;
}

export interface NewsDay {
  day: string;
  news: News[];
}

/** By day, the latest day first; `dayOf` gives the Danish day of a moment. */
export function byDay(news: readonly News[], dayOf: (at: string) => string): NewsDay[] {
  const days: NewsDay[] = [];
  for (const one of news) {
    const day = dayOf(one.at);
    const last = days[days.length - 1];
    if (last?.day === day) last.news.push(one);
    else days.push({ day, news: [one] });
  }
  return days;
}
