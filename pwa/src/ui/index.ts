/** The parts screens are made of. Screens import from here only. */
export { Act, Acts, Tools, type ActProps } from "./act";
export { useCopying, type Copied } from "./copying";
export { Field, Fold, Folds, Pick, Picks, Ways } from "./fields";
export { Icon, Mark, type IconName } from "./icons";
export { Call, Dial, Face, Faces, HelpNow, Reply, initials, spaced, telephone } from "./people";
export { Screen, Tabs, generalState, type ScreenProps } from "./screen";
export { ClosedToOthers, Message, Proposal, Row, Rows, Sheet, Undo } from "./sheets";
export { Branch, Empty, From, Knot, Thread, type KnotKind } from "./thread";
export { Filled, Gap, Hide, Kind, Note, Own, Sees, State, Until, Words, voiceClass, type StateOf } from "./words";
import "./follow";
