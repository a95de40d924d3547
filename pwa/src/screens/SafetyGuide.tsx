export { default } from "./safety/Guide";
