export { default } from "./wellbeing/Questions";
