/** The words of earlier versions: they come with their screen, in both languages. */

import { both } from "../../texts";
import { earlier as da } from "../../texts/da/earlier";
import { earlier as en } from "../../texts/en/earlier";

export const earlier = both(da, en);
