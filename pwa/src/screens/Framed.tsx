export { default } from "./other/Framed";
