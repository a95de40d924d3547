export { default } from "./own/Calendar";
