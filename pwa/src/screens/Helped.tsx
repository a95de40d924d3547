export { default } from "./helped/HelpedScreen";
export { allow, Beside } from "./helped/Beside";
