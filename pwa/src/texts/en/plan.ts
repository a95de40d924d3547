import type { plan as da } from "../da/plan";

export const plan: typeof da = {
};
