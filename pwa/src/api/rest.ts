/**
 * What the online-only REST routes send and receive. One interface per body; the table is in docs/protocol.md. The server
 * leaves out what holds its default, so such fields are optional here although the OpenAPI document names them.
 */

import type { Day, Moment, Purpose, Role, Verb } from "./wire";

export interface Person {
  id: string;
  name: string;
  door: "citizen" | "professional";
  lang?: "da" | "en";
}
export interface MyPlan {
  plan: string;
  role: "citizen" | "member";
  name: string;
  /** A member's status on that team. */
  status?: string;
}
/** GET /api/me */
export interface MeAnswer {
  signedIn: boolean;
  person?: Person;
  plans?: MyPlan[];
  demo?: boolean;
}
/** GET /api/demo/people */
export interface DemoPerson {
  key: string;
  name: string;
  role: string;
  door: "citizen" | "professional";
}
/** GET /api/sessions */
export interface SessionRow {
  session: string;
  label: string;
  createdAt: Moment;
  lastSeenAt: Moment;
  current?: boolean;
}
/** One line of a consent that is about to be given. */
export interface GrantWish {
  scope: string;
  verb: Verb;
  purpose: Purpose;
  until: Moment;
}
/** The exact text to show before a yes. */
export interface Wording {
  words: string;
  textId: string;
  sha256: string;
}
/** POST /api/plans/{plan}/members */
export interface InviteWish {
  role: Role;
  name: string;
  organisation?: string;
  phone?: string;
  hours?: string;
  grants: GrantWish[];
  sha256: string;
}
export interface InvitationMade {
  member: string;
  token: string;
  code?: string;
  until: Moment;
  svg: string;
}
/** POST /api/invitations/accept */
export interface InvitationAccepted {
  plan: string;
  member: string;
  citizen: string;
}
/** GET /api/plans/{plan}/looks */
export interface Look {
  seq: number;
  member: string;
  name: string;
  organisation?: string;
  scope: string;
  /** How many items were received. */
  items?: number;
  at: Moment;
}
export interface Looks {
  looks: Look[];
  before?: number;
  /** How many people have received anything since yesterday. */
  peopleSinceYesterday?: number;
}
/** GET /api/waiting */
export interface WaitingForMe {
  plan: string;
  citizen: string;
  kind: "answer" | "rsvp" | "agreement";
  item?: string;
  meeting?: string;
  text?: string;
  due?: Moment | Day;
}
export interface WaitingAnswer {
  waiting: WaitingForMe[];
}
/** GET, PUT /api/reminder-choices */
export interface ReminderChoices {
  minutesBefore: number[];
  quietFrom?: string;
  quietUntil?: string;
}
/** GET /api/push */
export interface PushDevice {
  id: string;
  label: string;
  createdAt: Moment;
  lastReachedAt?: Moment;
  failures?: number;
  /** The device this session asked for reminders from. */
  current?: boolean;
}
export interface PushAnswer {
  publicKey: string;
  devices?: PushDevice[];
}
/** GET /api/reminders/{reminder} */
export interface ReminderTarget {
  plan: string;
  meeting?: string;
}
