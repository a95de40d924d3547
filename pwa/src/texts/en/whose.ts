import type { whose as da } from "../da/whose";

export const whose: typeof da = {
  ask: "Whose agreement is it?",
  owners: { "": "", municipality: "The municipality's agreement", psychiatry: "Psychiatry's agreement (the region)", shared: "A shared agreement" },
};
