/** The baton: a member's own page, or the citizen's. */

import type { ScreenProps } from "../state";
import BatonScreen from "./other/BatonScreen";
import BatonPage from "./people/Baton";

export default function Baton(props: ScreenProps) {
  return props.params["plan"] ? <BatonScreen {...props} /> : <BatonPage />;
}
