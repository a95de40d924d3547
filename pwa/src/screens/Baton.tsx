export { default } from "./other/BatonScreen";
