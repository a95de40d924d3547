/** The baton: a member's own page, or the citizen's; and who is away from theirs. */

import type { ScreenProps } from "../state";
import { TheirAbsence } from "./other/Away";
import BatonScreen from "./other/BatonScreen";
import BatonPage from "./people/Baton";

export default function Baton(props: ScreenProps) {
  if (props.params["member"]) return <TheirAbsence {...props} />;
  return props.params["plan"] ? <BatonScreen {...props} /> : <BatonPage />;
}
