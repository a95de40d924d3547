/** Denied and not there look the same: nothing to see, and one way on. */

import { isGuest } from "../state";
import { t } from "../texts";
import { Empty, Screen } from "../ui";

export default function NotFound() {
  return (
    <Screen title={t.common.nothingHere}>
      <div class="after"><Empty action={isGuest.value ? t.common.toStart : t.common.toToday} href="/">{t.common.nothingHereNote}</Empty></div>
    </Screen>
  );
}
