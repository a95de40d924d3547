/** The words of this screen. They come with it. */

import { both } from "../../texts";
import { paper as da } from "../../texts/da/paper";
import { paper as en } from "../../texts/en/paper";

export const paper = both(da, en);
