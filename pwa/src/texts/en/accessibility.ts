/** The accessibility statement. */
import type { accessibility as da } from "../da/accessibility";

export const accessibility: typeof da = {
  title: "Accessibility statement",
  lead: "Everybody must be able to use Stafet. Here is what works, and what we cannot promise.",
  status: "How it is now",
  statusText: "Stafet follows most of the law, but not all. The rules are called WCAG 2.2, and we aim for levels A and AA.",
  can: "You can",
  canLines: [
    "Use everything with a finger or with a keyboard.",
    "Make the text twice as large, also on a small screen.",
    "Choose a light or a dark screen.",
    "Take your time. Nothing that you write is lost.",
    "Look up hard words in the dictionary.",
  ],
  gaps: "We cannot promise yet",
  gapLines: [
    "Nobody who uses a screen reader has tried Stafet yet. Only machines and we ourselves have.",
    "We have tried it with Chrome. We have not tried it with Safari and Firefox.",
    "Nobody with a severe mental illness has tried the words. We have counted and measured them.",
    "A machine has checked the papers. A person has not.",
    "MitID, video and your calendar are made by others. We cannot mend them.",
    "What others write to you can be hard to read. We do not change it.",
  ],
  ask: "Is there something you cannot use?",
  askText: "Tell those who run Stafet where you are. They must answer you within 10 working days.",
  complain: "Do you get no answer?",
  complainText: "Then you can complain to the Danish Agency for Digital Government. You can call and say what is wrong.",
  complainCall: "Call the agency",
  made: "How we checked",
  madeText: "We checked the pages ourselves on 26 November 2026. A machine checks them again each time we change something.",
  law: "The law is called “lov om tilgængelighed af offentlige organers websteder og mobilapplikationer”.",
};
