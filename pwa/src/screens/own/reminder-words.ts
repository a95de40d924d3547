/** The words about messages. They are chosen with a network, and come with the screen. */

import { both } from "../../texts";
import { reminders as da } from "../../texts/da/reminders";
import { reminders as en } from "../../texts/en/reminders";

export const words = both(da, en);
