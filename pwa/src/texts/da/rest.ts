/** The Danish words of all other screens: fetched, and kept on the phone, beside the first one that needs them. */
import { desk } from "./desk";
import { meetings } from "./meetings";
import { people } from "./people";

export const rest = { people, meetings, desk };
