export { default } from "./own/Proof";
