/**
 * The wire, by hand: every shape that `POST /api/sync` carries, mirrored from `backend/stafet/domain/items.py`,
 * `domain/edits.py` and `use_cases/answers.py`. The truth about it is docs/protocol.md.
 *
 * Bodies are written as they are read: each field is there. `bodies.ts` in core fills in what an old phone or
 * an old server left out, so that no screen has to ask "is it undefined?".
 */

/** A moment in UTC, ISO 8601. */
export type Moment = string;
/** A calendar day: 2026-12-04. */
export type Day = string;
/** Wall time without a zone, to the minute: 2026-12-04T10:00. */
export type LocalTime = string;
/** "citizen" or a member's id. */
export type Author = "citizen" | (string & {});

export type Verb = "see" | "respond" | "edit";
export type Purpose = "support" | "meeting" | "relative" | "treatment" | "work";
export type Role =
  | "relative"
  | "gp"
  | "psychiatry"
  | "municipality"
  | "job_centre"
  | "residential_home"
  | "peer"
  | "volunteer"
  | "other";
export type MemberStatus = "invited" | "awaiting_yes" | "active" | "paused" | "ended";
export type FieldValue = string | boolean | number | null;

// What an item says

export interface DreamBody {
  kind: "dream";
  text: string;
  more: string;
}
export interface GoalBody {
  kind: "goal";
  text: string;
}
export interface StepBody {
  kind: "step";
  text: string;
  done: boolean;
}
export interface AgreementBody {
  kind: "agreement";
  what: string;
  responsible: Author;
  byOn: Day | null;
  myPart: string;
  theirPart: string;
  state: "proposed" | "agreed" | "declined" | "done" | "dropped";
}
export interface StrengthBody {
  kind: "strength";
  text: string;
}
export interface NeedBody {
  kind: "need";
  text: string;
}
export interface WarningSignBody {
  kind: "warning_sign";
  text: string;
}
export interface CopingBody {
  kind: "coping";
  text: string;
}
export interface SafePlaceBody {
  kind: "safe_place";
  text: string;
}
export interface SafetyContactBody {
  kind: "safety_contact";
  name: string;
  phone: string;
  who: string;
  hours: string;
}
export interface WishIfIllBody {
  kind: "wish_if_ill";
  text: string;
}
export interface WellbeingBody {
  kind: "wellbeing";
  on: Day;
  text: string;
}
export interface PrivateNoteBody {
  kind: "private_note";
  text: string;
}
export type MeetingKind = "network" | "coordination" | "discharge" | "follow_up" | "other";
export interface MeetingBody {
  kind: "meeting";
  meetingKind: MeetingKind;
  startsAt: LocalTime;
  zone: "Europe/Copenhagen";
  minutes: number;
  place: string;
  video: string;
  phone: string;
  state: "planned" | "held" | "cancelled";
}
export interface AgendaItemBody {
  kind: "agenda_item";
  text: string;
  state: "proposed" | "on" | "declined";
  /** The member who is asked to answer; empty when nobody is. */
  asked: string;
}
export interface AnswerBody {
  kind: "answer";
  text: string;
  answerKind: "does" | "text" | "question";
  does: string;
  byOn: Day | null;
}
export interface OutcomeBody {
  kind: "outcome";
  text: string;
}
export interface InviteeBody {
  kind: "invitee";
  member: string;
  reply: "none" | "yes" | "no" | "maybe";
  how: "unsaid" | "in_person" | "video" | "phone" | "in_writing";
}
/** The other text, when two people or two phones changed the same field. */
export interface AlternativeBody {
  kind: "alternative";
  of: string;
  field: string;
  value: FieldValue;
}

/** What items of a plan can be. */
export type ItemBody =
  | DreamBody
  | GoalBody
  | StepBody
  | AgreementBody
  | StrengthBody
  | NeedBody
  | WarningSignBody
  | CopingBody
  | SafePlaceBody
  | SafetyContactBody
  | WishIfIllBody
  | WellbeingBody
  | PrivateNoteBody
  | MeetingBody
  | AgendaItemBody
  | AnswerBody
  | OutcomeBody
  | InviteeBody
  | AlternativeBody;

/** A member, as an item of the answer-only scope `team`. */
export interface MemberBody {
  kind: "member";
  role: Role;
  name: string;
  organisation: string;
  phone: string;
  hours: string;
  status: MemberStatus;
  batonHolder: boolean;
  isMe: boolean;
  invitedUntil: Moment | null;
  /** While `awaiting_yes`: the name the person signed in with. */
  signedInAs: string;
}

/** One consent, as an item of the citizen's answer-only scope `consents`. */
export interface GrantBody {
  kind: "grant";
  member: string;
  scope: string;
  verb: Verb;
  purpose: Purpose;
  from: Moment;
  until: Moment;
  endedAt: Moment | null;
  words: string;
  textId: string;
  sha256: string;
}

/** Everything that can come in a scope of an answer. */
export type AnyBody = ItemBody | MemberBody | GrantBody;
export type Kind = AnyBody["kind"];
export type Body<K extends Kind = Kind> = Extract<AnyBody, { kind: K }>;

/** The red thread: what an item comes from. Set once, when the item is made. */
export interface Link {
  scope: string;
  item: string;
}

// Edits: what a phone sends

interface EditHead {
  /** UUIDv7, made on the phone: the idempotency key, and for `create` the item's id. */
  id: string;
  plan: string;
  madeAt: Moment;
  v: 1;
}
export interface CreateEdit extends EditHead {
  act: "create";
  scope: string;
  body: { kind: ItemBody["kind"] } & Record<string, FieldValue>;
  order?: string;
  from?: Link;
}
export interface ChangeEdit extends EditHead {
  act: "change";
  item: string;
  fields: Record<string, FieldValue>;
  /** For each field, the edit that wrote the words on the screen. */
  base: Record<string, string>;
}
export interface DeleteEdit extends EditHead {
  act: "delete";
  item: string;
}
export interface PlaceEdit extends EditHead {
  act: "place";
  item: string;
  order: string;
}
export type Choice = "current" | "other" | "own";
export interface ResolveEdit extends EditHead {
  act: "resolve";
  alternative: string;
  choose: Choice;
  text?: string;
}
export interface WithdrawEdit extends EditHead {
  act: "withdraw";
  member: string;
  scope?: string;
}
export interface LeaveEdit extends EditHead {
  act: "leave";
}
export type Edit = CreateEdit | ChangeEdit | DeleteEdit | PlaceEdit | ResolveEdit | WithdrawEdit | LeaveEdit;

// The request

export interface Have {
  epoch: string;
  view: string;
  have: Record<string, number>;
}
export interface SyncRequest {
  device: string;
  plans: Record<string, Have>;
  edits: Edit[];
}

// The answer

export type EditOutcome = "applied" | "already" | "conflict" | "refused";
export type RefusalCode =
  | "not_found"
  | "not_allowed"
  | "needs_the_citizens_yes"
  | "wrong_scope"
  | "link_not_found"
  | "invalid_edit"
  | "invalid_field"
  | "edit_id_reused"
  | "deleted"
  | "not_yours"
  | "too_large"
  | (string & {});

export interface EditResult {
  edit: string;
  outcome: EditOutcome;
  first?: EditOutcome;
  rev?: number;
  code?: RefusalCode;
  kept?: string[];
}
export interface ItemOut {
  id: string;
  rev: number;
  at: Moment;
  by?: Author;
  voice?: Author;
  changedAt?: Moment;
  order?: string;
  versions?: Record<string, string>;
  from?: Link;
  deleted?: boolean;
  body?: { kind: Kind } & Record<string, unknown>;
}
export interface ScopeOut {
  verb: Verb;
  rev: number;
  until?: Moment;
  full?: boolean;
  items?: ItemOut[];
}
export interface Keep {
  kind: "all" | "lease" | "tab";
  until?: Moment;
}
export interface Me {
  role: "citizen" | "member";
  member?: string;
  name?: string;
}
export interface PersonOut {
  name: string;
  role: Role;
  organisation?: string;
}
export interface PlanOut {
  plan: string;
  epoch: string;
  rev: number;
  view: string;
  keep: Keep;
  citizen?: string;
  me?: Me;
  scopes?: Record<string, ScopeOut>;
  people?: Record<string, PersonOut>;
}
export interface SyncAnswer {
  now: Moment;
  results?: EditResult[];
  plans?: PlanOut[];
  more?: boolean;
}
