export { default } from "./course/Course";
