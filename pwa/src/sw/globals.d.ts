/** Put in by the build: every built file with a hash of its content ("" when its name carries one), and the sum of it all. */
declare const __PRECACHE__: readonly (readonly [path: string, hash: string])[];
/** Files that are kept once somebody has wanted them. */
declare const __CHOSEN__: readonly string[];
declare const __VERSION__: string;
