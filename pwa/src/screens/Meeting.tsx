/** One meeting: before it is held, or what came of it. */

import { route, type ScreenProps } from "../state";
import { AfterScreen } from "./meetings/After";
import { MeetingScreen } from "./meetings/MeetingScreen";

export default function Meeting({ params }: ScreenProps) {
  const id = params["id"] ?? "";
  return route.value.pattern.endsWith("/after") ? <AfterScreen id={id} /> : <MeetingScreen id={id} />;
}
