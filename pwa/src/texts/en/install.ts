/** Stafet on the home screen. */
import type { install as da } from "../da/install";

export const install: typeof da = {
  title: "Stafet on your screen",
  lead: "Then you open Stafet with one press, also without a network.",
  done: "Stafet is on your screen.",
  ask: "Put Stafet on the screen",
  asks: "Your phone asks you first.",
  steps: "How to do it",
  ios: [
    { words: "Press Share. It is the square with an arrow up. Do you not see it? Press the three dots first.", alt: "The Share button at the bottom of Safari" },
    { words: "Scroll down. Press Add to Home Screen.", alt: "The line Add to Home Screen with a plus" },
    { words: "Press Add.", alt: "The Add button at the top of the screen" },
  ],
  iosNote: "Is Share not there at all? Open Stafet in Safari.",
  otherSteps: ["Open the menu of your browser. It often has three dots or lines.", "Choose Install or Add to home screen."],
  otherNote: "Is it not there? Then the browser cannot do it. You can use Stafet here as before.",
  free: "It costs nothing. You can always take it away again.",
  add: "Add to Home Screen", put: "Add",
};
