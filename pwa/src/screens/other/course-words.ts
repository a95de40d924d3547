/** What stands on the desk and on a relative's start when the citizen asks how it has been. */

import { both } from "../../texts";

const da = { kind: "5 korte spørgsmål", text: "Hvordan har det været?" };

const en: typeof da = { kind: "5 short questions", text: "How has it been?" };

export const howWasIt = both(da, en);
