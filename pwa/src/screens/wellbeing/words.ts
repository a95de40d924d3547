/** The words of "Sådan har jeg det": they come with its screens. */

import { both } from "../../texts";
import { wellbeing as da } from "../../texts/da/wellbeing";
import { wellbeing as en } from "../../texts/en/wellbeing";

export const words = both(da, en);
