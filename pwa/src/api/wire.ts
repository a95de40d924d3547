/**
 * The wire: what `POST /api/sync` carries, under the names the app uses. Every shape is taken from `openapi.gen.ts`, which
 * is made from docs/openapi.json; here stands only what that document cannot say. What it all means: docs/sync.md.
 */

import type { components } from "./openapi.gen";

type Said = components["schemas"];
/** What the server sends: it leaves out what holds its default, and says "nothing" by saying nothing. */
export type Sent<T> = { [K in keyof T]: undefined extends T[K] ? Exclude<T[K], null> : T[K] };
/** A body as it is read: each field is there. `bodies.ts` in core fills in what was left out. */
type Whole<T> = { [K in keyof T]-?: Exclude<T[K], undefined> };

/** A moment in UTC, ISO 8601. */
export type Moment = string;
/** A calendar day: 2026-12-04. */
export type Day = string;
/** Wall time without a zone, to the minute: 2026-12-04T10:00. */
export type LocalTime = string;
/** "citizen" or a member's id. */
export type Author = "citizen" | (string & {});

export type Verb = Said["GrantIn"]["verb"];
export type Purpose = Said["GrantIn"]["purpose"];
export type Role = Said["InvitationIn"]["role"];
export type MemberStatus = Said["MemberBody"]["status"];
export type FieldValue = Said["Change"]["fields"][string];

// What an item says

type SaidBody = Said["Create"]["body"];
/** Fields that few bodies have anything in: who makes a body need not name them. */
type Rare = "series" | "calledBy" | "dischargeOn" | "asksFor" | "whose" | "whoseBy";
type WithRare<T> = { [K in keyof T as K extends Rare ? never : K]-?: Exclude<T[K], undefined> } & { [K in keyof T as K extends Rare ? K : never]?: T[K] };
type BodyOf<K extends SaidBody["kind"]> = WithRare<Extract<SaidBody, { kind: K }>>;

export type DreamBody = BodyOf<"dream">;
export type AgreementBody = BodyOf<"agreement">;
export type MeetingBody = BodyOf<"meeting">;
export type MeetingKind = MeetingBody["meetingKind"];
export type AgendaItemBody = BodyOf<"agenda_item">;
export type AnswerBody = BodyOf<"answer">;
export type InviteeBody = BodyOf<"invitee">;
export type SafetyContactBody = BodyOf<"safety_contact">;
/** The other text, when two people or two phones changed the same field. */
export type AlternativeBody = BodyOf<"alternative">;
/** A member, as an item of the answer-only scope `team`. */
export type MemberBody = Whole<Said["MemberBody"]>;
/** One consent, as an item of the citizen's answer-only scope `consents`. */
export type GrantBody = Whole<Said["GrantBody"]>;
/** Who would call whom, and what the citizen said, as an item of `consents`. A yes is a grant on `call:<id>`. */
export type CallBody = Said["CallBody"];

/** A meeting that is proposed, as an item of the answer-only scope `proposals`: by its author, to the citizen. */
export type MeetingProposalBody = Omit<Whole<Said["MeetingProposalBody"]>, "meeting"> & { meeting: MeetingBody };

/** What items of a plan can be. */
export type ItemBody = { [K in SaidBody["kind"]]: BodyOf<K> }[SaidBody["kind"]];
/** Everything that can come in a scope of an answer. */
export type AnyBody = ItemBody | MemberBody | GrantBody | CallBody | MeetingProposalBody;
export type Kind = AnyBody["kind"];
export type Body<K extends Kind = Kind> = Extract<AnyBody, { kind: K }>;

/** The red thread: what an item comes from. Set once, when the item is made. */
export type Link = Said["Link"];

// Edits: what a phone sends

/** This version's edits name the version of their act. */
type Made<E> = Omit<Sent<E>, "beforeVerbs"> & { v: number };
/** Bodies and fields are made by forms and kept by the outbox, whatever version wrote them: their fields are not told apart. */
export type CreateEdit = Omit<Made<Said["Create"]>, "body"> & {
  body: { kind: ItemBody["kind"] } & Record<string, FieldValue>;
};
export type ChangeEdit = Made<Said["Change"]> & Required<Pick<Said["Change"], "base">>;
export type DeleteEdit = Made<Said["Delete"]>;
export type PlaceEdit = Made<Said["Place"]>;
export type ResolveEdit = Made<Said["Resolve"]>;
export type Choice = ResolveEdit["choose"];
export type WithdrawEdit = Made<Said["Withdraw"]>;
export type LeaveEdit = Made<Said["Leave"]>;
export type ShowEdit = Made<Said["Show"]>;
export type Edit = ShowEdit | CreateEdit | ChangeEdit | DeleteEdit | PlaceEdit | ResolveEdit | WithdrawEdit | LeaveEdit;

// The request

export type Have = Whole<Omit<Said["Have"], "log">> & Pick<Said["Have"], "log">;
export type SyncRequest = Pick<Said["SyncRequestDocument"], "device"> & { plans: Record<string, Have>; edits: Edit[] };

// The answer

export type EditOutcome = Said["EditResult"]["outcome"];
/** The codes this version has words for; a newer server may have others. */
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
  | "needs_verb"
  | "needs_date"
  | (string & {});

export type EditResult = Sent<Said["EditResult"]>;
/** The body may be of a kind that this version does not know. */
export type ItemOut = Omit<Sent<Said["ItemOut"]>, "body"> & { body?: { kind: Kind } & Record<string, unknown> };
export type ScopeOut = Omit<Sent<Said["ScopeOut"]>, "items"> & { items?: ItemOut[] };
export type Keep = Sent<Said["Keep"]>;
export type Me = Sent<Said["Me"]>;
export type PersonOut = Sent<Said["PersonOut"]>;
export type PlanOut = Omit<Sent<Said["PlanOut"]>, "keep" | "me" | "scopes" | "people"> & {
  keep: Keep;
  me?: Me;
  scopes?: Record<string, ScopeOut>;
  people?: Record<string, PersonOut>;
};
/** Lists that an older server leaves out are empty. */
export type SyncAnswer = Pick<Sent<Said["SyncAnswer"]>, "now" | "more"> & { results?: EditResult[]; plans?: PlanOut[] };
