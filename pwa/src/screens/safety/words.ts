/** The words of the set-up: they come with it. */

import { both } from "../../texts";
import { guide as da } from "../../texts/da/guide";
import { guide as en } from "../../texts/en/guide";

export const guide = both(da, en);
