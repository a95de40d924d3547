export { default } from "./people/Receipt";
