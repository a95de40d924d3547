/** A member's desk: one list at a time, and beside it, where there is room, the one thing that is open. */

import { net, type ScreenProps } from "../../state";
import { t } from "../../texts";
import { Screen } from "../../ui";
import { Desk, type Place } from "./Frame";
import { ListOf } from "./Lists";
import { waiting } from "./on-desk";
import { Told } from "./Told";
import { peopleIn } from "./waiting";

export default function DeskScreen({ query }: ScreenProps) {
  const show = query.get("show");
  const place: Place = show === "people" || show === "meetings" || show === "agreements" ? show : "waiting";
  const count = waiting.value.length;
  return (
    <Desk at={place} hint>
      <Screen
        tabs="none" title={t.desk.nav[place]}
        lead={place === "waiting" && count > 0 ? t.desk.summary(count, peopleIn(waiting.value)) : !net.value.online ? t.desk.offline : undefined}
      >
        {place === "waiting" && <Told />}
        <ListOf place={place} />
      </Screen>
    </Desk>
  );
}
