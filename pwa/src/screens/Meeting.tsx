/** One meeting: before it is held, while it is, what came of it, and how it was. */

import { route, type ScreenProps } from "../state";
import { AfterScreen } from "./meetings/After";
import { DuringScreen } from "./meetings/During";
import { HowScreen, OverTimeScreen } from "./meetings/HowItWas";
import { MeetingScreen } from "./meetings/MeetingScreen";

export default function Meeting({ params }: ScreenProps) {
  const id = params["id"] ?? "";
  switch (route.value.pattern) {
    case "/meetings/how": return <OverTimeScreen />;
    case "/meetings/:id/now": return <DuringScreen id={id} />;
    case "/meetings/:id/after": return <AfterScreen id={id} />;
    case "/meetings/:id/how": return <HowScreen id={id} />;
    default: return <MeetingScreen id={id} />;
  }
}
