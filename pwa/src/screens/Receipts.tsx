export { default } from "./people/Receipts";
