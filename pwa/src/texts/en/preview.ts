/** The plan as somebody else sees it. */

export const preview = {
  title: (name: string) => `How ${name} sees your plan`,
  note: (name: string) => `You see the same as ${name} right now. Only you see this page.`,
  paused: (name: string) => `${name} is paused and sees nothing now.`,
  notYet: (name: string) => `${name} is not quite on the team yet and sees nothing now.`,
  nothing: (name: string) => `${name} sees nothing of your plan.`,
  offline: "This needs the network. Try again when you are back.",
  end: (name: string) => `That is all ${name} sees.`,
  change: (name: string) => `Change what ${name} may see`,
};
