/** Møder i min kalender: a secret link that another calendar comes back to, or one meeting at a time. Says who can read it. */

import { useEffect, useState } from "preact/hooks";
import { api, net, plans, type ScreenProps } from "../../state";
import type { CalendarAnswer, CalendarMade, CalendarTitles } from "../../api/rest";
import { moment, t, upper, weekdayDay } from "../../texts";
import { Act, Acts, Message, Pick, Picks, Row, Rows, Screen, Sheet, useCopying } from "../../ui";
import { own } from "./words";
import "./own.css";

export default function Calendar(_props: ScreenProps) {
  const words = own.calendar;
  const [answer, setAnswer] = useState<CalendarAnswer>();
  const [titles, setTitles] = useState<CalendarTitles>("neutral");
  const [address, setAddress] = useState<string>();
  const [busy, setBusy] = useState("");
  const [failed, setFailed] = useState(false);
  const [said, say] = useState("");
  const online = net.value.online;
  const theirs = plans.value.some((plan) => plan.role === "member");
  const heard = (got: CalendarAnswer) => {
    setAnswer(got);
    setTitles(got.titles ?? "neutral");
  };
  const ask = () => {
    setFailed(false);
    api.get<CalendarAnswer>("/api/calendar").then(heard, () => setFailed(true));
  };
  useEffect(() => { if (online && !answer) ask(); }, [online]);

  const doing = (what: string, work: () => Promise<string>) => async () => {
    setBusy(what);
    setFailed(false);
    say("");
    try {
      say(await work());
    } catch {
      setFailed(true);
    }
    setBusy("");
  };
  const make = doing("make", async () => {
    setAddress((await api.post<CalendarMade>("/api/calendar", { titles })).address);
    heard(await api.get<CalendarAnswer>("/api/calendar"));
    return "";
  });
  const off = doing("off", async () => {
    await api.delete("/api/calendar");
    setAddress(undefined);
    heard({ on: false });
    return words.isOff;
  });
  const choose = (next: CalendarTitles) => {
    setTitles(next);
    if (answer?.on) void doing("", async () => { heard(await api.patch<CalendarAnswer>("/api/calendar", { titles: next })); return words.saved; })();
  };
  return (
    <Screen title={words.title} lead={words.lead} back={{ href: "/settings", label: t.common.settings }}>
      <section class="block near">
        <h2>{words.who}</h2>
        <ul class="plainlist">{words.whoLines.map((line) => <li>{line}</li>)}{theirs && <li>{words.whoTheirs}</li>}</ul>
      </section>
      {answer && (
        <section class="block">
          <Picks legend={words.what} layout="rowed">
            {(["neutral", "full"] as const).map((each) => (
              <Pick name="titles" checked={titles === each} onPick={() => choose(each)} note={words.notes[each]}>{words.titles[each]}</Pick>
            ))}
          </Picks>
        </section>
      )}
      {address && <TheLink address={address} />}
      {answer && !address && (
        <section class="block">
          {answer.on && answer.madeAt && <p>{words.isOn(moment(answer.madeAt))}</p>}
          <Acts column>
            <Act main={!answer.on} wide busy={busy === "make" && words.making} onPress={() => void make()}>{answer.on ? words.again : words.make}</Act>
          </Acts>
          {answer.on && <p class="note after s">{words.againNote}</p>}
        </section>
      )}
      {answer?.on && (
        <section class="block">
          <Acts><Act busy={busy === "off" && words.stopping} onPress={() => void off()}>{words.off}</Act></Acts>
          <p class="note after s">{words.offNote}</p>
        </section>
      )}
      <p role="status" class={said ? "after s" : "hide"}>{said}</p>
      {failed && <div class="after"><Message alert title={t.common.failed} acts={<Act onPress={ask}>{t.common.tryAgain}</Act>}>{online ? words.failed : t.common.needsNet}</Message></div>}
      {!online && !answer && <p class="after">{t.common.needsNet}</p>}
      <OneAtATime />
    </Screen>
  );
}

/** Shown once: the server keeps only what it takes to know it again. */
function TheLink({ address }: { address: string }) {
  const words = own.calendar;
  const [copied, copy] = useCopying();
  return (
    <section class="block">
      <Sheet edge>
        <h2>{words.here}</h2>
        <p class="note">{words.once}</p>
        <Acts column>
          <Act main wide href={address.replace(/^https?:/, "webcal:")}>{words.open}</Act>
          <Act wide icon="copy" onPress={() => void copy(address)}>{words.copy}</Act>
        </Acts>
        <p class="note after s" role="status">{copied === "yes" ? words.copied : copied === "no" ? words.copyFailed : ""}</p>
        {copied === "no" && <p class="note link-text">{address}</p>}
        <p class="note after s">{words.how}</p>
      </Sheet>
    </section>
  );
}

/** The meetings ahead, each as a file: for who wants one in the calendar, and no link. */
function OneAtATime() {
  const words = own.calendar;
  const ahead = plans.value
    .flatMap((plan) => plan.all("meeting").map((meeting) => ({ plan, meeting })))
    .filter(({ meeting }) => meeting.body.state === "planned" && Date.parse(meeting.body.startsAt) > Date.now() && meeting.state !== "waiting")
    .sort((a, b) => a.meeting.body.startsAt.localeCompare(b.meeting.body.startsAt));
  if (ahead.length === 0) return null;
  return (
    <section class="block">
      <h2>{words.one}</h2>
      <p>{words.oneNote}</p>
      <div class="after s"><Rows>
        {ahead.map(({ plan, meeting }) => (
          <Row key={meeting.id} title={upper(weekdayDay(meeting.body.startsAt))} note={t.meetings.kinds[meeting.body.meetingKind]} action={
            <Act href={`/api/plans/${plan.id}/meetings/${meeting.id}/calendar`} about={upper(weekdayDay(meeting.body.startsAt))}>{words.fetch}</Act>
          } />
        ))}
      </Rows></div>
    </section>
  );
}
