export { default } from "./meetings/NewMeeting";
