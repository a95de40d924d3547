export { default } from "./people/Invite";
