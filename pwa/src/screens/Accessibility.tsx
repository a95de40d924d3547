export { default } from "./accessibility/AccessibilityScreen";
