/** The words come with the screens. */
import { both } from "../../texts";
import { helped as da } from "../../texts/da/helped";
import { helped as en } from "../../texts/en/helped";

export const words = both(da, en);
