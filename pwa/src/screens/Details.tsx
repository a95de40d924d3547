export { default } from "./people/Details";
