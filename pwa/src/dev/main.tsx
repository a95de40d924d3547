/** The page of parts: `npm run parts`, then /. Development only; the app's own build never sees this folder. */

import { render } from "preact";
import { listenForMoves } from "../state/route";
import { followSettings } from "../state/settings";
import { allWords } from "../texts";
import "../styles/index.css";
import "./parts.css";
import Parts from "./Parts";

const root = document.getElementById("app");
listenForMoves();
followSettings();
void allWords().then(() => { if (root) render(<Parts />, root); });
