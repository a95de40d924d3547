/** Where a meeting is proposed from: the few words that stand on the desk. */

import type { PlanView } from "../../state";
import { both } from "../../texts";

const da = {
  propose: "Foreslå et møde",
  state: { waiting: "Forslag. Venter på svar", meeting: "Forslag. Det er et møde nu", declined: "Forslag. Nej tak", taken_back: "", ended: "" },
};
const en: typeof da = {
  propose: "Propose a meeting",
  state: { waiting: "Proposal. Waits for an answer", meeting: "Proposal. It is a meeting now", declined: "Proposal. No thanks", taken_back: "", ended: "" },
};
export const proposeWords = both(da, en);

export const proposePath = (plan: PlanView): string => `/shared/${plan.id}/propose`;
