export { default } from "./other/OpenItem";
