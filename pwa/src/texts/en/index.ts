/** English, complete, fetched only when somebody chooses it. */
import type { Texts } from "../da";
import { agreements } from "./agreements";
import { baton } from "./baton";
import { common } from "./common";
import { desk } from "./desk";
import { five } from "./five";
import { history } from "./history";
import { log } from "./log";
import { meetings } from "./meetings";
import { people } from "./people";
import { plan } from "./plan";
import { room } from "./room";
import { safety } from "./safety";
import { settings } from "./settings";
import { unsent } from "./unsent";

export const en: Texts = { common, plan, safety, settings, agreements, baton, people, meetings, room, desk, history, five, log, unsent };
