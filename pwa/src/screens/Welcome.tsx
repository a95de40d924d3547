/** Signed out: the thread leads to the button you press. A demo shows who one can be, and says that it is a demo. */

import { useEffect, useState } from "preact/hooks";
import { api, go, keptAccounts, lang, net, refreshSession, route, session, type DemoPerson } from "../state";
import { signInDemo } from "../state/leaving";
import { t } from "../texts";
import { Act, Face, HelpNow, Message, Row, Rows } from "../ui";

/** Where one was going. From the page where one signs in that is home. */
const going = (): string => (route.value.screen === "SignIn" ? "/" : route.value.path);

export default function Welcome() {
  const demo = session.value?.demo === true;
  const isKept = keptAccounts().length > 0;
  return (
    <div class="screen">
      <header class="bar">
        <span class="push">
          <Act plain lang={lang.value === "da" ? "en" : "da"} onPress={() => { lang.value = lang.value === "da" ? "en" : "da"; }}>{lang.value === "da" ? "English" : "Dansk"}</Act>
        </span>
      </header>
      <main id="main" class="hello" tabIndex={-1}>
        <svg class="big" viewBox="0 0 300 290" aria-hidden="true">
          <path class="line" d="M180 84C240 184 12 130 12 290" />
          <g transform="rotate(-34 180 84)"><rect class="shaft" x="62" y="71" width="236" height="26" rx="13" /><rect class="band" x="171" y="71" width="18" height="26" /></g>
        </svg>
        <div class="taut">
          <h1>{t.plan.welcome.title}</h1>
          <p>{t.plan.welcome.lead}</p>
        </div>
        {isKept && <Act wide icon="lock" href="/accounts">{t.plan.welcome.kept}</Act>}
        <div class={isKept ? "after" : undefined}>
        {!demo && !net.value.online ? (
          <Message title={t.plan.welcome.offline} acts={<Act onPress={() => void refreshSession()}>{t.common.tryAgain}</Act>}>{t.plan.welcome.offlineNote}</Message>
        ) : demo ? <People /> : (
          <>
            <Act main wide href={`/api/sign-in?door=citizen&return=${encodeURIComponent(going())}`}>{t.plan.welcome.signIn}</Act>
            <div class="after s"><Act wide href={`/api/sign-in?door=professional&return=${encodeURIComponent(going())}`}>{t.plan.welcome.professional}</Act></div>
          </>
        )}
        </div>
        <div class="last">
          <HelpNow />
          <div class="after s"><Act plain href="/accessibility">{t.common.accessibility}</Act></div>
        </div>
      </main>
    </div>
  );
}

/** The made-up people of the demo. */
export function People({ to = going() }: { to?: string }) {
  const [people, setPeople] = useState<DemoPerson[]>();
  const [failed, setFailed] = useState(false);
  const [entering, setEntering] = useState<string>();
  useEffect(() => {
    api.get<DemoPerson[] | { people: DemoPerson[] }>("/api/demo/people").then((list) => setPeople(Array.isArray(list) ? list : list.people), () => setFailed(true));
  }, []);
  const enter = async (key: string) => {
    setEntering(key);
    setFailed(false);
    try {
      await signInDemo(key);
      go(to, { replace: true });
    } catch {
      setFailed(true);
    }
    setEntering(undefined);
  };
  return (
    <section class="demo">
      <Message title={t.plan.welcome.demo}>{t.plan.welcome.demoNote}</Message>
      <h2 class="after">{t.plan.welcome.demoPick}</h2>
      {failed && <div class="after s"><Message alert title={t.common.failed}>{t.plan.welcome.toNothing}</Message></div>}
      {people && (
        <div class="after s">
          <Rows>
            {people.map((person) => (
              <Row key={person.key} face={<Face name={person.name} />} onPress={() => void enter(person.key)} title={person.name}
                note={entering === person.key ? t.plan.welcome.signingIn : (lang.value === "en" ? ((person as { roleEn?: string }).roleEn ?? person.role) : person.role)} />
            ))}
          </Rows>
        </div>
      )}
    </section>
  );
}
