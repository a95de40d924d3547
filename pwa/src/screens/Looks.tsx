export { default } from "./people/Looks";
