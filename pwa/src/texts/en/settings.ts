import type { settings as da } from "../da/settings";

export const settings: typeof da = {
};
