/** Five answers on their way: kept on the phone with each press, until they are saved. */

import { formDraft, type FormDraft } from "../../state";
import { ANSWERS, type Answers } from "../../core/who5";

export type Name = (typeof ANSWERS)[number];
export interface Asked extends Answers {
  text: string;
  /** How far one has come, skipped questions too. */
  at: number;
}

const NOTHING: Asked = { cheerful: null, calm: null, active: null, rested: null, interested: null, text: "", at: 0 };

export const formOf = (): FormDraft<Asked> => formDraft<Asked>("five", NOTHING);
