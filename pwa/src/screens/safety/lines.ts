/** Numbers anybody can call. A line without a day it was checked is never shown; no line claims hours we do not know. */

import lines from "./lines.json";

export interface CrisisLine {
  id: string;
  label: string;
  number: string;
  /** As people read it aloud, when that is not two and two. */
  shown?: string;
  when: string;
  hours: string | null;
  region: string | null;
  source: string;
  checked_on: string;
}

export const crisisLines: CrisisLine[] = (lines as CrisisLine[]).filter((line) => line.checked_on);
export const others = crisisLines.filter((line) => line.id !== "112");

/** The oldest check: what the screen says is true of all of them. */
export const checkedOn: string = crisisLines.map((line) => line.checked_on).sort()[0] ?? "";
