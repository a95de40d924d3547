export { default } from "./meetings/MakeSeries";
