/** Nyt siden sidst: a few calm lines of what others wrote. Having been on the screen is having been seen. */

import { useEffect } from "preact/hooks";
import type { PlanView } from "../../state";
import { beginVisit, markSeen, ownRevisions, revisions, seenBefore, sight } from "../../state/since";
import { day, moment, t } from "../../texts";
import { Act } from "../../ui";
import { proposedLine, type Proposal } from "../meetings/proposed";
import { placeOf, saying } from "../plan/kinds";
import { firstName } from "../plan/readers";
import { newsOf, short, type News } from "./news";

/** How long something is on the screen before it has been seen (ms). */
const LOOK = 2_000;
const MOST = 3;

export function useNews(plan: PlanView | undefined): News[] {
  const id = plan?.id;
  const since = id === undefined ? undefined : seenBefore(id);
  const revs = id === undefined ? new Map<string, number>() : revisions(id);
  const latest = Math.max(0, ...revs.values());
  useEffect(() => {
    if (id === undefined) return undefined;
    void beginVisit(id);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      clearTimeout(timer);
      const isHidden = document.visibilityState === "hidden";
      if (sight(isHidden)) void beginVisit(id);
      if (!isHidden) timer = setTimeout(() => void markSeen(id), LOOK);
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [id, latest]);
  return plan && since !== undefined ? newsOf(plan, revs, since, ownRevisions(plan.id)) : [];
}

/** At most three lines, then the way to all of it. `quiet` news stand elsewhere on the same screen. */
export function NewsLines({ plan, quiet }: { plan: PlanView; quiet?: (news: News) => boolean }) {
  const all = useNews(plan);
  const lines = quiet ? all.filter((one) => !quiet(one)) : all;
  if (lines.length === 0) return null;
  const href = plan.role === "citizen" ? "/news" : `/shared/${plan.id}/news`;
  return (
    <section class="block">
      <h2>{t.history.news.title}</h2>
      <NewsList plan={plan} news={lines.slice(0, MOST)} />
      {all.length > Math.min(lines.length, MOST) && <Act plain href={href}>{t.history.news.all}</Act>}
    </section>
  );
}

export function NewsList({ plan, news }: { plan: PlanView; news: readonly News[] }) {
  return (
    <ul class="sheet rows">
      {news.map((one) => {
        const href = hrefOf(plan, one);
        const line = <span class="grow"><Line plan={plan} news={one} /></span>;
        return <li key={`${one.item.id} ${one.who}`}>{href ? <a class="row" href={href}>{line}</a> : <span class="row">{line}</span>}</li>;
      })}
    </ul>
  );
}

/** "Jonas svarede på Kan jeg begynde i det små?": the citizen's words in their own letters. */
function Line({ plan, news }: { plan: PlanView; news: News }) {
  const words = t.history.news;
  const { item, act } = news;
  const name = firstName(plan.person(news.who).name) || t.history.someone;
  const { body } = item;
  if (act === "left") return <>{words.left(name)}</>;
  if (act === "joined") return <>{words.joined(plan.person(news.who).name, body.kind === "member" ? plan.person(body.unit).name : "", moment(news.at))}</>;
  if (body.kind === "invitee") return <>{body.reply !== "none" && words.replies[body.reply](name)}</>;
  if (body.kind === "course_answer") return <>{words.answeredOnly(name)}</>;
  if (item.kind === "meeting_proposal") return <>{proposedLine(plan, item as Proposal)}</>;
  if (body.kind === "answer") {
    const point = item.from && plan.item(item.from.item);
    if (!point) return <>{words.answeredOnly(name)}</>;
    return <>{(act === "asked" ? words.asked : act === "offers" ? words.offers : words.answered)(name)} <Quote voice={point.voice} words={saying(point)} /></>;
  }
  if (act === "proposes") return <>{body.kind === "agenda_item" ? words.proposesPoint(name) : words.proposesAgreement(name)}: <Quote voice={item.voice} words={saying(item)} /></>;
  const did = (act === "changed" ? words.changed : words.wrote)(name, item.kind);
  if (body.kind === "meeting") return <>{did}, {day(body.startsAt)}</>;
  return <>{did}: <Quote voice={item.voice} words={saying(item)} /></>;
}

function Quote({ voice, words }: { voice: string; words: string }) {
  return <span class={voice === "citizen" ? "own inline" : undefined}>{short(words)}</span>;
}

/** Where it stands. A page of one's own, or on somebody else's plan the meeting; the rest is on the plan's own page. */
function hrefOf(plan: PlanView, { item, act }: News): string | undefined {
  if (act === "left" || act === "joined") return `/team/${item.id}`;
  if (plan.role === "citizen") return placeOf(item);
  return item.scope.startsWith("meeting:") ? `/shared/${plan.id}/meetings/${item.scope.slice(8)}` : undefined;
}
