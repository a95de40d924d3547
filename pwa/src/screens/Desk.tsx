export { default } from "./other/DeskScreen";
