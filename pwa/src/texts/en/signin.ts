/** When signing in did not work. */
import type { signin as danish } from "../da/signin";

export const signin: typeof danish = {
  tooYoung: "You must be 15 to use Stafet. Talk to a grown-up you trust. In Denmark you can also call BørneTelefonen: 116 111.",
  title: "You were not signed in",
  lead: "Nothing has happened to your plan. Try again when you want.",
  again: "Try again",
  home: "To the front page",
};
