/** What screens see. Wire details stop here: an `Item` has all its fields, and local edits are already laid over it. */

import type {
  AnyBody,
  Author,
  Body,
  Edit,
  GrantBody,
  Keep,
  Kind,
  Link,
  Me,
  MemberBody,
  Moment,
  RefusalCode,
  Role,
  Verb,
} from "../api/wire";
import type { MyPlan, Person } from "../api/rest";

export type { AnyBody, Author, Body, Keep, Kind, Link, Moment, Role, Verb };
export type * from "../api/wire";
export type * from "../api/rest";

/** An item of one kind; without a kind, the union of all, told apart by `kind`. */
export type Item<K extends Kind = Kind> = { [P in K]: ItemOf<P> }[K];

export interface ItemOf<K extends Kind> {
  id: string;
  plan: string;
  scope: string;
  kind: K;
  body: Body<K>;
  at: Moment;
  by: Author;
  /** Whose words they are now: `by`, or who changed them last. */
  voice: Author;
  changedAt?: Moment;
  order: string;
  from?: Link;
  /** For each field, the edit that wrote it, where that is not the item's own id. */
  versions: Readonly<Record<string, string>>;
  /** "waiting": an unsent edit of this phone touches it ("Gemt på telefonen"). */
  state: "sent" | "waiting";
  /** Other texts for a field of this item ("To udgaver"). */
  alternatives: Item<"alternative">[];
}

export type MemberItem = MemberBody & { id: string };
/** `stopping`: a withdrawal waits in the outbox. */
export type GrantItem = GrantBody & { id: string; stopping: boolean };

export interface PersonView {
  /** Empty when this reader is not told. */
  name: string;
  role?: Role;
  organisation?: string;
  isCitizen: boolean;
}

export interface PlanView {
  id: string;
  role: "citizen" | "member";
  /** `unit`: the name of the unit one reads with. `keepsDoor`: the unit whose colleagues one may let in. */
  me?: { member: string; name: string; role?: Role; wrote?: readonly string[]; unit: string; keepsDoor: string; baton: NonNullable<Me["baton"]> }
    & Pick<Me, "batonSince" | "passingOn" | "batonNoAt" | "awayUntil" | "standsInUntil" | "proposes" | "courseAskedAt">;
  /** The citizen's name. */
  citizen: string;
  keep: Keep;
  scopes: ReadonlyMap<string, { verb: Verb; until?: Moment }>;
  /** Sorted by order, then id. */
  items<K extends Kind = Kind>(scope: string, kind?: K): Item<K>[];
  all<K extends Kind>(kind: K): Item<K>[];
  item(id: string): Item | undefined;
  members: MemberItem[];
  /** The citizen's own list; empty for others. */
  grants: GrantItem[];
  person(author: Author): PersonView;
  may(verb: Verb, scope: string): boolean;
  /** The citizen's own plan is closed to everybody else for a while. */
  suspended: boolean;
}

export interface SignedIn {
  signedIn: true;
  person: Person;
  plans: MyPlan[];
  demo: boolean;
  /** True while this is what the phone remembers, not what the server said this time. */
  remembered: boolean;
  /** Sign-ins of mine on devices not used before: somebody should wonder. */
  newDevices: { label: string; at: string }[];
}
export interface SignedOut {
  signedIn: false;
  demo: boolean;
}

export interface Net {
  online: boolean;
  waiting: number;
  refused: number;
  /** When the server last answered a sync. */
  lastSentAt?: Moment;
  sending: boolean;
  /** The server wants a new sign-in before it takes anything. Nothing is lost meanwhile. */
  signedOut: boolean;
  /** The server has no room just now. Nothing is lost meanwhile. */
  full: boolean;
  /** False when this browser cannot store anything: then only the open tab holds what was written. */
  stored: boolean;
}

export interface WaitingEdit {
  id: string;
  edit: Edit;
  madeAt: Moment;
  state: "waiting" | "refused";
  /** An attempt was made: the server may already have it. */
  tried: boolean;
  code?: RefusalCode;
  words?: string;
  scope?: string;
  kind?: Kind;
}

/** A new item's body: what has a default on the server may be left out. */
type Optional<K extends Kind> = K extends "dream"
  ? "more"
  : K extends "step"
    ? "done"
    : K extends "agreement"
      ? "verb" | "byOn" | "myPart" | "theirPart" | "state" | "why" | "whyBy"
      : K extends "safety_contact"
        ? "phone" | "who" | "hours"
        : K extends "meeting"
          ? "zone" | "minutes" | "place" | "video" | "phone" | "state"
          : K extends "agenda_item"
            ? "state" | "asked"
            : K extends "answer"
              ? "text" | "answerKind" | "does" | "verb" | "byOn"
              : never;
type Loosen<B, O extends PropertyKey> = Omit<B, O> & Partial<Pick<B, O & keyof B>>;
/** Kinds a phone may make: not those the server alone makes. */
export type NewKind = Exclude<Kind, "member" | "grant" | "call" | "alternative" | "invitee" | "meeting_proposal">;
export type NewBody = { [K in NewKind]: Loosen<Body<K>, Optional<K>> }[NewKind];
export type Fields<K extends Kind> = Partial<Omit<Body<K>, "kind">>;
