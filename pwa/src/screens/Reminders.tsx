export { default } from "./own/Reminders";
