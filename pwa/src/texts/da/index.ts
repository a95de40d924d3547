/** The Danish catalogue: the type every other language must satisfy. One file for each area. */
import { first } from "./first";
import { rest } from "./rest";

export const da = { ...first, ...rest };
export type Texts = typeof da;
