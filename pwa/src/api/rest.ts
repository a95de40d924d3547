/**
 * What the online-only REST routes send and receive, under the names the app uses. Every shape is taken from
 * `openapi.gen.ts`, which is made from docs/openapi.json; the table of routes is in docs/protocol.md.
 */

import type { components } from "./openapi.gen";
import type { Sent } from "./wire";

type Said = components["schemas"];

export type Person = Sent<Said["PersonMe"]>;
export type MyPlan = Sent<Said["PlanRole"]>;
/** GET /api/me */
export type MeAnswer = Sent<Said["MeOut"]>;
/** GET /api/demo/people: part of the demo, and so not of the described API. */
export interface DemoPerson {
  key: string;
  name: string;
  role: string;
  roleEn: string;
  door: Person["door"];
}
/** GET, PATCH /api/calendar */
export type CalendarAnswer = Sent<Said["CalendarOut"]>;
export type CalendarTitles = NonNullable<CalendarAnswer["titles"]>;
/** POST /api/calendar */
export type CalendarMade = Said["CalendarMade"];
/** GET /api/sessions */
export type SessionRow = Said["SessionOut"];
/** One line of a consent that is about to be given. */
export type GrantWish = Said["GrantIn"];
/** The exact text to show before a yes. */
export type Wording = Said["WordingOut"];
/** POST /api/plans/{plan}/members */
export type InviteWish = Said["InvitationIn"];
export type InvitationMade = Said["LinkOut"];
/** POST /api/plans/{plan}/units */
export type UnitMade = Said["NewUnit"];
/** GET /api/plans/{plan}/units/{unit} */
export type UnitAnswer = Said["UnitOut"];
/** POST /api/invitations/accept */
export type InvitationAccepted = Said["Accepted"];
/** GET /api/plans/{plan}/calls */
export type CallCard = Sent<Said["CallOut"]>;
export interface Calls { calls: CallCard[] }
/** GET /api/plans/{plan}/looks */
export type Look = Said["LookOut"];
export type Looks = Sent<Said["LooksOut"]>;
/** GET /api/plans/{plan}/log: docs/log.md */
export type LogLine = Sent<Said["LogRowOut"]>;
export type LogPage = Omit<Sent<Said["LogOut"]>, "rows"> & { rows: LogLine[] };
/** GET /api/plans/{plan}/receipts: docs/receipts.md. `file` is kept and passed on as it is: its bytes are what was signed. */
export type ReceiptOut = Said["ReceiptOut"];
export type ReceiptPage = Sent<Said["ReceiptsOut"]>;
/** GET /api/receipt-key */
export type ReceiptKey = Said["ReceiptKeyOut"];
/** GET /api/plans/{plan}/items/{item}/versions */
export type Version = Omit<Sent<Said["VersionOut"]>, "body"> & { body?: { kind: string } & Record<string, unknown> };
/** GET /api/plans/{plan}/removed */
export type RemovedThing = Omit<Sent<Said["RemovedOut"]>, "body"> & { body: { kind: string } & Record<string, unknown> };
/** GET /api/plans/{plan}/copies */
export type Copy = Said["CopyOut"];
/** GET /api/content: the operator's, for anybody. */
export type Content = Sent<Said["ContentOut"]>;
export type Line = Said["LineOut"];
export type Span = Said["Span"];
export type TwoWords = Said["WordsOut"];
/** GET, PUT /api/reminder-choices */
export type ReminderChoices = Said["ChoicesOut"];
/** GET /api/push */
export type PushDevice = Said["DeviceOut"];
export type PushAnswer = Said["PushOut"];
/** GET /api/reminders/{reminder} */
export type ReminderTarget = Sent<Said["Target"]>;
