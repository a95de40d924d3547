export { default } from "./other/SharedPlanScreen";
