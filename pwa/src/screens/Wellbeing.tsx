export { default } from "./wellbeing/Wellbeing";
