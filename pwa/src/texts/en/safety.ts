import type { safety as da } from "../da/safety";

export const safety: typeof da = {
};
