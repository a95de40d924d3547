export { default } from "./meetings/Meetings";
