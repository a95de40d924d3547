/** Words being written: kept on the phone with each letter, gone when they are saved or given up. */

import { useState } from "preact/hooks";
import { clearDraft, draft } from "../../state";

export interface Drafted {
  value: string;
  set(value: string): void;
  forget(): void;
  /** Something other than what stood there is being written. */
  changed: boolean;
}

/** `key` names the field; ids only. `stood` is the text before: shown until the person writes something else. */
export function useDraft(key: string, stood = ""): Drafted {
  const [touched, touch] = useState(false);
  const kept = draft(key);
  const value = kept.value || (touched ? "" : stood);
  return {
    value,
    set(next) {
      touch(true);
      kept.value = next;
    },
    forget() {
      clearDraft(key);
    },
    changed: value !== stood,
  };
}
