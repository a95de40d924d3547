export { default, meaning } from "./dictionary/DictionaryScreen";
