export { Unit as default } from "./people/Door";
