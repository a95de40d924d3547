/** Signing in from somewhere in the app, and what is said when it did not work: nothing is lost, and one way on. */

import { route, session, type ScreenProps } from "../state";
import { t } from "../texts";
import { Act, Acts, HelpNow, Screen } from "../ui";
import { words } from "./signin/words";
import Welcome, { People } from "./Welcome";

export default function SignIn({ query }: ScreenProps) {
  const failed = route.value.path === "/sign-in-failed";
  const demo = session.value?.demo === true;
  const back = ours(query.get("return"));
  if (!failed && session.value?.signedIn !== true && back === "/") return <Welcome />;
  const door = query.get("door") === "professional" ? "professional" : "citizen";
  return (
    <Screen title={failed ? words.title : t.plan.welcome.signIn} tabs="none">
      {failed && <p class="lead">{query.get("code") === "too_young" ? words.tooYoung : words.lead}</p>}
      {demo ? <div class="after"><People to={back} /></div> : (
        <Acts column>
          <Act main href={`/api/sign-in?door=${door}&return=${encodeURIComponent(back)}`}>{failed ? words.again : t.plan.welcome.signIn}</Act>
          {!failed && door === "citizen" && <Act href={`/api/sign-in?door=professional&return=${encodeURIComponent(back)}`}>{t.plan.welcome.professional}</Act>}
          <Act href="/">{words.home}</Act>
        </Acts>
      )}
      <div class="block"><HelpNow /></div>
    </Screen>
  );
}

/** Only an address of this app: nobody is sent anywhere else after signing in. */
function ours(path: string | null): string {
  return path && /^\/(?![/\\])/.test(path) ? path : "/";
}
