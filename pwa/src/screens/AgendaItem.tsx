/** One point of an agenda, or an agreement, for the member who is asked. For the citizen it has its place on the meeting. */

export { default } from "./other/OpenItem";
