/** Several plans on one phone. */
import type { accounts as danish } from "../da/accounts";

export const accounts: typeof danish = {
  title: "Who are you?",
  lead: "Each has a plan of their own and a code of their own.",
  none: "There are no other plans on this phone.",
  opens: "Opens with the code, also without a network",
  opening: "One moment ...",
  signIn: "Sign in as somebody else",
  offline: "You can sign in when the phone is online.",
  stays: "You have a code. So your own plan stays on this phone, locked. What others share with you goes until you sign in again.",
  goes: "You have chosen no code. So all that you can read now leaves this phone. Sign in, and it comes back.",
  out: "You are signed out here. What you have not sent waits on this phone.",
  outBefore: "Whoever was here before is signed out. What is not sent waits on this phone.",
  back: "Back",
};
