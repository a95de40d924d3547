/** The words of looking back: they come with its screens. */

import { both } from "../../texts";
import { course as da, courseOf as daOf } from "../../texts/da/course";
import { course as en, courseOf as enOf } from "../../texts/en/course";

export const words = both(da, en);
export const ofThem = both(daOf, enOf);
