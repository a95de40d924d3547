export { default } from "./own/Erase";
