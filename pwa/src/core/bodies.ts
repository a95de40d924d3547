/**
 * What a body says when it does not say it. The server leaves out fields that hold their default, and an older one
 * may not know a field yet; screens always read whole bodies.
 */

import type { AnyBody, Body, FieldValue, Kind } from "../api/wire";

type Defaults = { [K in Kind]: Partial<Body<K>> };

const DEFAULTS: Defaults = {
  dream: { text: "", more: "" },
  goal: { text: "" },
  step: { text: "", done: false },
  agreement: { what: "", verb: "", responsible: "citizen", byOn: null, myPart: "", theirPart: "", state: "proposed", why: "", whyBy: "", asksFor: "" },
  strength: { text: "" },
  need: { text: "" },
  warning_sign: { text: "" },
  coping: { text: "" },
  safe_place: { text: "" },
  safety_contact: { name: "", phone: "", who: "", hours: "" },
  safe_surroundings: { text: "" },
  wish_if_ill: { text: "" },
  to_myself: { text: "" },
  wellbeing: { on: "", text: "" },
  who5: { on: "", cheerful: null, calm: null, active: null, rested: null, interested: null, text: "" },
  private_note: { text: "" },
  meeting: {
    meetingKind: "other",
    startsAt: "",
    zone: "Europe/Copenhagen",
    minutes: 60,
    place: "",
    video: "",
    phone: "",
    state: "planned",
    series: "",
    calledBy: "",
    dischargeOn: null,
  },
  preparation: { text: "", done: false },
  agenda_item: { text: "", state: "on", asked: "" },
  answer: { text: "", answerKind: "text", does: "", verb: "", byOn: null },
  outcome: { text: "", state: "approved" },
  looking_back: { on: "", said: null, listened: null, clear: null, safe: null, text: "" },
  course_answer: { text: "" },
  invitee: { member: "", reply: "none", how: "unsaid" },
  alternative: { of: "", field: "", value: null },
  // Sent whole: whoever reads it has never read an older one.
  meeting_proposal: {},
  member: {
    role: "other",
    name: "",
    organisation: "",
    phone: "",
    hours: "",
    status: "active",
    batonHolder: false,
    isMe: false,
    invitedUntil: null,
    signedInAs: "",
    leftAt: null,
    isUnit: false,
    unit: "",
    keepsDoor: "",
    invitedBy: "",
    joinedAt: null,
    held: [],
    batonOfferedBy: "",
    batonAcceptedAt: null,
    awayUntil: "",
    resumeOn: "",
    standsInFor: "",
  },
  grant: {
    member: "",
    scope: "",
    verb: "see",
    purpose: "support",
    from: "",
    until: "",
    endedAt: null,
    words: "",
    textId: "",
    sha256: "",
  },
  // The server leaves nothing out of it.
  call: {},
};

/** The whole body; undefined for a kind this version does not know, which is then kept but not shown. */
export function wholeBody(body: { kind: string } & Record<string, unknown>): AnyBody | undefined {
  const defaults: object | undefined = Object.hasOwn(DEFAULTS, body.kind) ? DEFAULTS[body.kind as Kind] : undefined;
  return defaults && ({ ...defaults, ...body } as unknown as AnyBody);
}

/** The fields that carry somebody's own words, most telling first. The same list as the server's `VOICED`, ordered. */
const SPOKEN = ["text", "what", "does", "name", "more", "myPart", "theirPart", "who"] as const;

/** Whether writing this field makes the words somebody else's. */
export function isVoiced(field: string): boolean {
  return (SPOKEN as readonly string[]).includes(field);
}

/** The words among some fields, for "Blev ikke sendt": what the person wrote, not what the form was called. */
export function wordsOf(fields: Readonly<Record<string, FieldValue | undefined>>): string | undefined {
  const words = [...SPOKEN, "why"].map((field) => fields[field]).filter((value) => typeof value === "string" && value !== "");
  return words.length ? words.join("\n") : undefined;
}
