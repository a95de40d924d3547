/** The words of screens that open with a network only: they come with them. */

import { both } from "../../texts";
import { invite as da } from "../../texts/da/invite";
import { invite as en } from "../../texts/en/invite";

/** `inviting.invite` for the citizen who invites, `inviting.invitation` for the one who was invited. */
export const inviting = both(da, en);
