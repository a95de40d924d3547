/** The Danish words of all other screens: fetched, and kept on the phone, beside the first one that needs them. */
import { baton } from "./baton";
import { desk } from "./desk";
import { log } from "./log";
import { meetings } from "./meetings";
import { people } from "./people";
import { room } from "./room";
import { settings } from "./settings";
import { unsent } from "./unsent";

export const rest = { baton, people, meetings, room, desk, log, settings, unsent };
