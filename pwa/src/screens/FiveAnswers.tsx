export { default } from "./wellbeing/Answers";
