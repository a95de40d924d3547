export { default } from "./people/Team";
