/** Starts the app: first what the phone remembers, then what the server says. */

import { render } from "preact";
import { App, followRoute } from "./app";
import { start } from "./state";
import { keepFocus } from "./ui/focus";
import "./styles/index.css";

const root = document.getElementById("app");
if (root) {
  void start();
  followRoute();
  keepFocus();
  render(<App />, root);
}
