/** Starts the app: first what the phone remembers, then what the server says. */

import { render } from "preact";
import { App, followRoute } from "./app";
import { start } from "./state";
import "./styles/index.css";

const root = document.getElementById("app");
if (root) {
  void start();
  followRoute();
  render(<App />, root);
  // Of use after the first press: the file that starts the app does not carry it.
  void import("./ui/focus").then(({ keepFocus }) => keepFocus(), () => undefined);
}
