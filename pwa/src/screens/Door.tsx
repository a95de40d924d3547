export { Doorkeeper as default } from "./people/Door";
