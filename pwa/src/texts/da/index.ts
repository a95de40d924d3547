/** The Danish catalogue: the type every other language must satisfy. One file for each area. */
import { common } from "./common";
import { desk } from "./desk";
import { history } from "./history";
import { meetings } from "./meetings";
import { people } from "./people";
import { plan } from "./plan";
import { safety } from "./safety";
import { settings } from "./settings";

export const da = { common, plan, safety, settings, people, meetings, desk, history };
export type Texts = typeof da;
