/** Sending and fetching. `round` says what is said, `sender` when, `triggers` why. */

export { lockFor } from "./lock";
export { converse } from "./round";
export { createSender, type Sender, type SenderStatus } from "./sender";
export { onEachOccasion } from "./triggers";
