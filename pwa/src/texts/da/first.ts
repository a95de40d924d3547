/** The Danish words of the first screens: they are in the file that starts the app. The others come with `rest.ts`. */
import { agreements } from "./agreements";
import { common } from "./common";
import { five } from "./five";
import { history } from "./history";
import { plan } from "./plan";
import { safety } from "./safety";
import { settings } from "./settings";

export const first = { common, plan, safety, settings, history, agreements, five };
