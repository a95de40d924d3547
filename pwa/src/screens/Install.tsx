export { default } from "./install/InstallScreen";
