/** The words of the dictionary: they come with its chunk, and lie on the citizen's phone. */

import { both } from "../../texts";
import { dictionary as da } from "../../texts/da/dictionary";
import { dictionary as en } from "../../texts/en/dictionary";

export const words = both(da, en);
export type HardWord = keyof typeof da.words;
