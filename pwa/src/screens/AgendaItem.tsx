/** One point of an agenda: for a member the thing to answer, for the citizen its place on the meeting. */

import type { ScreenProps } from "../state";
import { MeetingScreen } from "./meetings/MeetingScreen";
import OpenItem from "./other/OpenItem";

export default function AgendaItem(props: ScreenProps) {
  return props.params["plan"] ? <OpenItem {...props} /> : <MeetingScreen id={props.params["id"] ?? ""} />;
}
