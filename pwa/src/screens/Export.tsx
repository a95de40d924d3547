export { default } from "./own/Export";
