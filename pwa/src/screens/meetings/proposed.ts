/** Meetings that somebody on the team proposes: which still wait, and how one is said in a line. */

import type { Item, MeetingKind, PlanView } from "../../state";
import { both, t, weekdayDay } from "../../texts";
import { firstName } from "../plan/readers";
import { wallOf } from "./times";

export type Proposal = Item<"meeting_proposal">;

const words = both(
  { line: (who: string, kind: MeetingKind, what: string, when: string) => `${who} foreslår ${kind === "discharge" || kind === "follow_up" ? "en" : "et"} ${what} ${when}.` },
  { line: (who, _kind, what, when) => `${who} proposes a ${what} ${when}.` },
);

/** Its day has not come, and nobody has answered it. The phone may not have heard yet that it ended. */
export const isOpen = ({ body }: Proposal): boolean => body.state === "waiting" && body.meeting.startsAt > wallOf(new Date());

/** What waits for the citizen. */
export const openProposals = (plan: PlanView): Proposal[] => plan.all("meeting_proposal").filter(isOpen);

/** "Ida foreslår en udskrivningssamtale torsdag 3. december." */
export function proposedLine(plan: PlanView, { by, body: { meeting } }: Proposal): string {
  const what = t.plan.today.meetingKinds[meeting.meetingKind].toLocaleLowerCase();
  return words.line(firstName(plan.person(by).name), meeting.meetingKind, what, weekdayDay(meeting.startsAt));
}
