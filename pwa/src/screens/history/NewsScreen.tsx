/** Alt nyt: everything others wrote since one last looked, by day. */

import { plan as current } from "../../state";
import { dayNear, t, today, upper } from "../../texts";
import { Empty, Screen } from "../../ui";
import { firstName } from "../plan/readers";
import { byDay } from "./news";
import { NewsList, useNews } from "./NewsLines";

export default function NewsScreen() {
  const plan = current.value;
  const news = useNews(plan);
  const isOwn = plan?.role === "citizen";
  const back = isOwn || !plan ? { href: "/", label: t.common.tabs.today } : { href: `/shared/${plan.id}`, label: firstName(plan.citizen) };
  return (
    <Screen title={t.history.news.title} back={back} {...(isOwn ? {} : { tabs: "none" as const })}>
      {news.length === 0 && <div class="after"><Empty>{t.history.news.none}</Empty></div>}
      {plan && byDay(news, (at) => today(at)).map((one) => (
        <section class="block" key={one.day}>
          <h2>{upper(dayNear(one.day))}</h2>
          <NewsList plan={plan} news={one.news} />
        </section>
      ))}
    </Screen>
  );
}
