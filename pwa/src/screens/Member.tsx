export { default } from "./people/Member";
