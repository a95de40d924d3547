export { default } from "./other/SharedMeetingScreen";
