/** Mine enheder: each device in words, this one marked, and a way to stop each of the others. */

import { useEffect, useState } from "preact/hooks";
import { api, net, type ScreenProps, type SessionRow } from "../../state";
import { moment, t } from "../../texts";
import { Act, Message, Row, Rows, Screen } from "../../ui";
import { own } from "./words";

export default function Devices(_props: ScreenProps) {
  const words = own.devices;
  const [rows, setRows] = useState<SessionRow[]>();
  const [failed, setFailed] = useState(false);
  const [said, say] = useState("");
  const [stopping, setStopping] = useState<string>();
  const online = net.value.online;
  const ask = () => {
    setFailed(false);
    api.get<SessionRow[]>("/api/sessions").then(setRows, () => setFailed(true));
  };
  useEffect(() => { if (online) ask(); }, [online]);

  const stop = async (row: SessionRow) => {
    setStopping(row.session);
    say("");
    try {
      await api.delete(`/api/sessions/${row.session}`);
      say(words.stopped(named(row)));
      ask();
    } catch {
      setFailed(true);
    }
    setStopping(undefined);
  };
  const here = rows?.find((row) => row.current);
  const others = rows?.filter((row) => !row.current) ?? [];
  return (
    <Screen title={words.title} lead={words.lead} back={{ href: "/settings", label: t.common.settings }}>
      {here && (
        <section class="block near">
          <h2>{words.here}</h2>
          <Rows><Row title={named(here)} note={words.since(moment(here.createdAt))} /></Rows>
        </section>
      )}
      {rows && (
        <section class="block">
          <h2>{words.others}</h2>
          {others.length === 0 ? <p>{words.none}</p> : (
            <Rows>
              {others.map((row) => (
                <Row key={row.session} title={named(row)} note={<>{words.seen(moment(row.lastSeenAt))}<br />{words.since(moment(row.createdAt))}</>} action={
                  <Act busy={stopping === row.session && words.stopping} onPress={() => void stop(row)} about={words.about(named(row))}>{words.stop}</Act>
                } />
              ))}
            </Rows>
          )}
          <p class="note after s">{words.note}</p>
        </section>
      )}
      <p role="status" class={said ? "after s" : "hide"}>{said}</p>
      {failed && <div class="after"><Message alert title={t.common.failed} acts={<Act onPress={ask}>{t.common.tryAgain}</Act>}>{net.value.online ? words.failed : t.common.needsNet}</Message></div>}
      {online && !rows && !failed && <p class="after late">{t.common.fetching}</p>}
      {!online && !rows && <p class="after">{t.common.needsNet}</p>}
    </Screen>
  );
}

/** "Chrome på Android", as a person would say it. */
function named(row: SessionRow): string {
  const [browser, system] = row.label.split(", ");
  if (!browser || browser === "?") return own.devices.unknown;
  return system ? own.devices.on(browser, system) : browser;
}
