/** The words of making a series: they come with its screen, in both languages. */

import { both } from "../../texts";
import { series as da } from "../../texts/da/series";
import { series as en } from "../../texts/en/series";

export const series = both(da, en);
