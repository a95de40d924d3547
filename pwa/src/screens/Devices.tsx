export { default } from "./own/Devices";
