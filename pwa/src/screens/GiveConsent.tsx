export { default } from "./people/GiveConsent";
