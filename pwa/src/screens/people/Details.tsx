/** What the citizen writes about a member: name, role, where from, number, hours. The server keeps it, so it needs a network. */

import { useState } from "preact/hooks";
import { type MemberItem, type PlanView, type Role, type ScreenProps, api, content, formDraft, go, plan, sync } from "../../state";
import { t } from "../../texts";
import { Act, Acts, Field, Message, Pick, Picks, Screen } from "../../ui";
import { callName, problemWords, say } from "./bits";
import { inviting } from "./words";
import { ROLES, UNIT_ROLES, isOwnLife } from "./parts";

export default function MemberDetails({ params }: ScreenProps) {
  const view = plan.value;
  const member = view?.members.find((one) => one.id === params["member"]);
  if (view?.role !== "citizen" || !member) return null;
  return <Details view={view} member={member} name={callName(member, view.members)} onDone={() => go(`/team/${member.id}`, { replace: true })} />;
}

const PHONE = /^[0-9+() -]*$/;

function Details({ view, member, name, onDone }: { view: PlanView; member: MemberItem; name: string; onDone: () => void }) {
  const { name: called, role, organisation, phone, hours } = member;
  const kept = formDraft(`member:${member.id}`, { name: called, role, organisation, phone, hours });
  const form = kept.value;
  const close = () => { kept.forget(); onDone(); };
  const [missing, setMissing] = useState<{ name?: string; phone?: string }>({});
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const set = (part: Partial<typeof form>) => { kept.value = { ...kept.value, ...part }; };
  const save = async () => {
    const lacks = {
      ...(form.name.trim() ? {} : { name: inviting.details.nameMissing }),
      ...(PHONE.test(form.phone) ? {} : { phone: inviting.details.phoneMissing }),
    };
    setMissing(lacks);
    if (Object.keys(lacks).length > 0) return;
    setBusy(true);
    setError(undefined);
    try {
      const trimmed = { ...form, name: form.name.trim(), organisation: form.organisation.trim(), phone: form.phone.trim(), hours: form.hours.trim() };
      await api.patch(`/api/plans/${view.id}/members/${member.id}`, trimmed);
      await sync.now().catch(() => undefined);
      say(t.people.saved, `/team/${member.id}`);
      close();
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  return (
    <Screen title={inviting.details.title(name)} back={{ href: `/team/${member.id}`, label: name }}>
      <form class="questions" onSubmit={(event) => { event.preventDefault(); void save(); }}>
        <Field label={inviting.details.name} value={form.name} maxLength={200} missing={missing.name} onInput={(value) => set({ name: value })} />
        <RolePicks role={form.role} unit={member.isUnit} legend={member.isUnit ? t.people.unit.where : inviting.details.role} onPick={(role) => set({ role })} />
        <DetailFields role={form.role} unit={member.isUnit} form={form} missing={missing.phone} onChange={set} />
        {error !== undefined && <div class="after"><Message alert title={t.common.failed}>{problemWords(error)}</Message></div>}
        <Acts column>
          <Act main wide submit busy={busy}>{t.people.save}</Act>
          <Act wide onPress={close}>{t.people.notChanged}</Act>
        </Acts>
      </form>
    </Screen>
  );
}

export function RolePicks({ role, unit, legend, missing, onPick }: { role: Role | undefined; unit?: boolean; legend: string; missing?: string | undefined; onPick: (role: Role) => void }) {
  return (
    <Picks legend={legend} missing={missing}>
      {(unit ? UNIT_ROLES : ROLES).map((one) => <Pick key={one} name="role" value={one} checked={role === one} onPick={() => onPick(one)}>{inviting.roles[one]}</Pick>)}
    </Picks>
  );
}

export interface DetailForm {
  organisation: string;
  phone: string;
  hours: string;
}

export function DetailFields({ role, unit, form, missing, onChange }: {
  role: Role; unit?: boolean; form: DetailForm; missing?: string | undefined; onChange: (part: Partial<DetailForm>) => void;
}) {
  const own = isOwnLife(role);
  return (
    <>
      <Field
        label={own ? inviting.details.relation : unit ? t.people.unit.place : inviting.details.organisation}
        note={own ? inviting.details.relationHelp : unit ? t.people.unit.placeHelp : inviting.details.organisationHelp}
        value={form.organisation} maxLength={200} options={own ? undefined : places()} onInput={(organisation) => onChange({ organisation })}
      />
      <Field label={inviting.details.phone} type="tel" inputMode="tel" value={form.phone} maxLength={40} missing={missing} onInput={(phone) => onChange({ phone })} />
      <Field label={inviting.details.hours} note={inviting.details.hoursHelp} value={form.hours} maxLength={200} onInput={(hours) => onChange({ hours })} />
    </>
  );
}

/** What the operator has written of this place: suggested, never demanded. */
const places = (): string[] => [...content.value.organisations.map((one) => one.name), ...content.value.municipalities];
