/** The words of the lock come with its screens: it opens before all others. */
import type { KeptAccount } from "../../state";
import { both } from "../../texts";
import { lock as da } from "../../texts/da/lock";
import { lock as en } from "../../texts/en/lock";

export const words = both(da, en);

/** What stands for somebody on a phone that others hold too: a number, unless they said that it may be a name. */
export const called = ({ name, number }: KeptAccount): string => name ?? words.person(number);
