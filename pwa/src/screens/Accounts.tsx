/** Hvem er du?: who has a plan on this phone, and how somebody else comes in. It opens without a network, before the lock. */

import { useState } from "preact/hooks";
import { keptAccounts, lock, net } from "../state";
import { account } from "../state/account";
import { changeTo } from "../state/change";
import { t } from "../texts";
import { Act, Acts, HelpNow, Row, Rows, Screen } from "../ui";
import { accounts as words } from "./code/words";
import { called } from "./lock/words";

export default function Accounts() {
  const [busy, setBusy] = useState<string>();
  const open = account.value?.person;
  const others = keptAccounts().filter(({ person }) => person !== open);
  // Before the lock somebody else may be reading.
  const isMine = open !== undefined && !lock.closed.value;
  const back = isMine ? { href: "/settings", label: t.common.settings } : { href: "/", label: words.back };
  const change = (person: string) => {
    setBusy(person);
    void changeTo(person).finally(() => setBusy(undefined));
  };
  return (
    <Screen title={words.title} lead={others.length ? words.lead : words.none} back={back} tabs="none" quiet>
      {others.length > 0 && (
        <div class="after">
          <Rows>
            {others.map((one) => (
              <Row key={one.person} icon="lock" title={called(one)} note={busy === one.person ? words.opening : words.opens} onPress={() => change(one.person)} />
            ))}
          </Rows>
        </div>
      )}
      {open !== undefined && (
        <div class="sheet stack after">
          {isMine && <p>{lock.isSet.value ? words.stays : words.goes}</p>}
          <p>{isMine ? words.out : words.outBefore}</p>
        </div>
      )}
      {net.value.online ? <Acts><Act wide href="/sign-in?return=/">{words.signIn}</Act></Acts> : <p class="after">{words.offline}</p>}
      <div class="block"><HelpNow /></div>
    </Screen>
  );
}
