export { default } from "./other/ProposeScreen";
