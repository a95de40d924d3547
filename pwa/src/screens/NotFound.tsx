/** Denied and not there look the same: nothing to see, and one way on. */

import { isGuest } from "../state";
import { t } from "../texts";
import { Act, Message, Screen } from "../ui";

export default function NotFound() {
  return (
    <Screen title={t.common.nothingHere} hideTitle>
      <Message title={t.common.nothingHere} acts={<Act href="/">{isGuest.value ? t.common.toStart : t.common.toToday}</Act>}>{t.common.nothingHereNote}</Message>
    </Screen>
  );
}
