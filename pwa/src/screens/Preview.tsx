export { default } from "./people/Preview";
