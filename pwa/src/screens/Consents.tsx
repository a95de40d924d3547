export { default } from "./people/Consents";
