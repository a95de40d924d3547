/** The words of a sign-in that did not work come with its screen: most never see them. */
import { both } from "../../texts";
import { signin as da } from "../../texts/da/signin";
import { signin as en } from "../../texts/en/signin";

export const words = both(da, en);
