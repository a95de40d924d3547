export { default } from "./people/Invitation";
