/** The dictionary. In English a word keeps its Danish name beside it where the people around say it in Danish. */
import type { dictionary as da } from "../da/dictionary";

export const dictionary: typeof da = {
  title: "Dictionary",
  lead: "Here you can see what a hard word means.",
  missing: "Is a word missing? Ask somebody on your team.",
  words: {
    accessibility_statement: { word: "Accessibility statement", means: "A page on what works for everybody, and what does not. The law says that it must be there." },
    agenda: { word: "Agenda", means: "A list of what you will talk about at a meeting. You decide what is on it." },
    baton_holder: {
      word: "Baton holder",
      means: "The person on your team who keeps track of the next step. You choose who. The baton gives no right to read more.",
      also: "Professionals say coordinator. In Danish: “tovholder”, “koordinator”.",
    },
    consent: {
      word: "To give leave",
      means: "You say yes to somebody reading something in your plan. You choose what and for how long. You can always stop it.",
      also: "Professionals call it consent. In Danish: “samtykke”.",
    },
    coordination_meeting: { word: "Coordination meeting", means: "A meeting with everybody who helps you. You agree on who does what." },
    coordination_plan: {
      word: "Coordination plan",
      means: "A plan that the hospital makes when somebody is to go home. The hospital must make it, also if the person does not want to take part.",
    },
    device: { word: "Device", means: "A phone, a tablet or a computer." },
    discharge_agreement: {
      word: "Discharge agreement",
      means: "An agreement on what is to happen when you come home from the hospital. The hospital makes it with you.",
    },
    discharge_meeting: { word: "Discharge meeting", means: "A talk before you go home from the hospital. You talk about what is to happen when you are home." },
    follow_up: { word: "Follow-up", means: "A meeting where you look at how things have gone since last time." },
    journal: { word: "Record", means: "What the doctor and other professionals write about you and keep. Your plan in Stafet is not a record." },
    kip: {
      word: "Coordinating action plan",
      means: "A plan with goals and agreements from everybody who helps you. Professionals from hospital and municipality make it with you.",
      also: "Some say KIP. In Danish: “koordinerende indsatsplan”.",
    },
    log: { word: "Log", means: "A list of what has happened. You can see who has read in your plan, and when." },
    mitid: { word: "MitID", means: "How you show online that it is you. You use it in your bank too." },
    network_meeting: {
      word: "Network meeting",
      means: "A meeting with the people who matter to you. They can be family, friends and professionals. You can ask for one yourself.",
    },
    peer: { word: "Peer", means: "Somebody who has had a hard time and is better now. They support others." },
    psychiatric_law: { word: "The Psychiatric Act", means: "The law that says what a psychiatric ward may do, and what you have a right to." },
    qr: { word: "QR code", means: "A small square with a pattern. Point the camera at it, and the link opens." },
    receipt: { word: "Receipt", means: "It says what you said yes to, and when. You can always find it again." },
    relative: { word: "Relative", means: "Somebody who is close to you. It can be your mother, your partner or a friend." },
    safety_contact: { word: "Safety contact", means: "Somebody you can call when it is hard. You choose who." },
    safety_plan: {
      word: "Safety plan",
      means: "Your own plan for when it is hard. It says what you can do and whom you can call.",
      also: "In Danish: “tryghedsplan”. Professionals say “sikkerhedsplan” or “kriseplan”.",
    },
    seal: { word: "Seal", means: "A mark on every line of your log. If somebody changes the line, the mark no longer fits." },
    server: { word: "Server", means: "A computer that is always on. Your plan is there, so that your team can read what you share." },
    signature: { word: "Signature", means: "A mark from Stafet that nobody can copy. Your phone can see whether it is genuine." },
    unit: { word: "Ward", means: "A place at a hospital where the same people work together." },
    version: { word: "Version", means: "How a text was at a certain time. If there are two versions, you choose which one counts." },
  },
};
