/** Who may call whom about the citizen: the citizen's own page, or that of a member whom it names. */

import { plans, type ScreenProps } from "../state";
import { MyCalls } from "./calls/MyCalls";
import { TheirCalls } from "./calls/TheirCalls";
import { Nothing } from "./other/SharedPlanScreen";

export default function Calls({ params }: ScreenProps) {
  const view = plans.value.find((one) => one.id === params["plan"]);
  if (!view) return <Nothing />;
  return view.role === "citizen" ? <MyCalls view={view} /> : <TheirCalls key={view.id} view={view} />;
}
