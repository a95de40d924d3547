/**
 * The types the app is written with, held against those that are made from docs/openapi.json (`make openapi`).
 * Nothing here runs. A field that only one side knows, or that has another type there, is an error of `tsc` that names it.
 */

import type { components } from "../../src/api/openapi.gen";
import type * as rest from "../../src/api/rest";
import type * as wire from "../../src/api/wire";

type Said = components["schemas"];
type Value<T> = Exclude<T, null | undefined>;
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
/** Objects and lists have a line of their own below; a plain word on the wire may be a list of words in the app. */
type FieldAgrees<Ours, Theirs> = [Ours] extends [object]
  ? true
  : [string] extends [Theirs]
    ? [Ours] extends [Theirs]
      ? true
      : false
    : Same<Ours, Theirs>;
type Differs<Ours, Theirs> = {
  [K in keyof Ours | keyof Theirs]-?: K extends keyof Ours
    ? K extends keyof Theirs
      ? FieldAgrees<Value<Ours[K]>, Value<Theirs[K]>> extends true
        ? never
        : K
      : K
    : K;
}[keyof Ours | keyof Theirs];
type None<T extends never> = T;

export type ItemsAgree = None<
  | Differs<wire.DreamBody, Said["Dream"]>
  | Differs<wire.GoalBody, Said["Goal"]>
  | Differs<wire.StepBody, Said["Step"]>
  | Differs<wire.AgreementBody, Said["Agreement"]>
  | Differs<wire.StrengthBody, Said["Strength"]>
  | Differs<wire.NeedBody, Said["Need"]>
  | Differs<wire.WarningSignBody, Said["WarningSign"]>
  | Differs<wire.CopingBody, Said["Coping"]>
  | Differs<wire.SafePlaceBody, Said["SafePlace"]>
  | Differs<wire.SafetyContactBody, Said["SafetyContact"]>
  | Differs<wire.WishIfIllBody, Said["WishIfIll"]>
  | Differs<wire.WellbeingBody, Said["Wellbeing"]>
  | Differs<wire.PrivateNoteBody, Said["PrivateNote"]>
  | Differs<wire.MeetingBody, Said["Meeting"]>
  | Differs<wire.AgendaItemBody, Said["AgendaItem"]>
  | Differs<wire.AnswerBody, Said["Answer"]>
  | Differs<wire.OutcomeBody, Said["Outcome"]>
  | Differs<wire.InviteeBody, Said["Invitee"]>
  | Differs<wire.AlternativeBody, Said["Alternative"]>
>;

export type EditsAgree = None<
  | Differs<wire.CreateEdit, Said["Create"]>
  | Differs<wire.ChangeEdit, Said["Change"]>
  | Differs<wire.DeleteEdit, Said["Delete"]>
  | Differs<wire.PlaceEdit, Said["Place"]>
  | Differs<wire.ResolveEdit, Said["Resolve"]>
  | Differs<wire.WithdrawEdit, Said["Withdraw"]>
  | Differs<wire.LeaveEdit, Said["Leave"]>
  | Differs<wire.Have, Said["Have"]>
  | Differs<wire.SyncRequest, Said["SyncRequestDocument"]>
>;

export type AnswersAgree = None<
  | Differs<wire.EditResult, Said["EditResult"]>
  | Differs<wire.ItemOut, Said["ItemOut"]>
  | Differs<wire.ScopeOut, Said["ScopeOut"]>
  | Differs<wire.Keep, Said["Keep"]>
  | Differs<wire.Me, Said["Me"]>
  | Differs<wire.PersonOut, Said["PersonOut"]>
  | Differs<wire.PlanOut, Said["PlanOut"]>
  | Differs<wire.SyncAnswer, Said["SyncAnswer"]>
>;

export type RestAgrees = None<
  | Differs<rest.MeAnswer, Said["MeOut"]>
  | Differs<rest.Person, Said["PersonMe"]>
  | Differs<rest.MyPlan, Said["PlanRole"]>
  | Differs<rest.SessionRow, Said["SessionOut"]>
  | Differs<rest.GrantWish, Said["GrantIn"]>
  | Differs<rest.InviteWish, Said["InvitationIn"]>
  | Differs<rest.InvitationMade, Said["LinkOut"]>
  | Differs<rest.InvitationAccepted, Said["Accepted"]>
  | Differs<rest.Look, Said["LookOut"]>
  | Differs<rest.Looks, Said["LooksOut"]>
  | Differs<rest.WaitingForMe, Said["WaitingOut"]>
  | Differs<rest.WaitingAnswer, Said["WaitingList"]>
  | Differs<rest.ReminderChoices, Said["ChoicesOut"]>
  | Differs<rest.PushDevice, Said["DeviceOut"]>
  | Differs<rest.PushAnswer, Said["PushOut"]>
  | Differs<rest.ReminderTarget, Said["Target"]>
>;
