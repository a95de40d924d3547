export { default } from "./history/NewsScreen";
