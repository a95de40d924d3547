/** The words of what a person does with their own data and devices. They need a network, and come with it. */

import { both } from "../../texts";
import { own as da } from "../../texts/da/own";
import { own as en } from "../../texts/en/own";

export const own = both(da, en);
