export { default } from "./history/HistoryScreen";
