import type { whose as da } from "../da/whose";

export const whose: typeof da = {
  ask: "Whose task is it?",
  tasks: { "": "", municipality: "The municipality's task", psychiatry: "Psychiatry's task (the region)", shared: "A shared task" },
};
