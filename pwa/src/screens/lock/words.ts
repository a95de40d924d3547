/** The words of the lock come with its screens: it opens before all others. */
import { both } from "../../texts";
import { lock as da } from "../../texts/da/lock";
import { lock as en } from "../../texts/en/lock";

export const words = both(da, en);
