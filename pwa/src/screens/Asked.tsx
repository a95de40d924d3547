export { default } from "./course/Asked";
