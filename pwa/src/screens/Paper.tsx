export { default } from "./paper/PaperScreen";
