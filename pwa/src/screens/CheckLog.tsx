export { default } from "./people/CheckLog";
