/** The invited person's page. The secret in the address is taken out of it at once and kept in this tab only. */

import { useEffect, useState } from "preact/hooks";
import { type DemoPerson, type InvitationAccepted, Problem, api, go, lock, net, push, refreshSession, route, session } from "../../state";
import { changeTo } from "../../state/change";
import { signInDemo } from "../../state/leaving";
import { t } from "../../texts";
import { Act, Acts, Field, Message, Row, Rows, Screen } from "../../ui";
import { problemWords } from "./bits";
import { useSignOut } from "../settings/SignOut";
import { shortName } from "./parts";
import { inviting } from "./words";
import "./people.css";

const KEPT = "stafet.invitation";

/** Read the token once; from then on it is in no address, no history and no picture of the screen. */
function takeToken(): string {
  const given = route.peek().hash || location.hash.slice(1);
  if (given) {
    sessionStorage.setItem(KEPT, given);
    go("/invitation", { replace: true });
  }
  return sessionStorage.getItem(KEPT) ?? "";
}

const forget = (): void => sessionStorage.removeItem(KEPT);

export default function Invitation() {
  const [token, setToken] = useState(takeToken);
  const [accepted, setAccepted] = useState<InvitationAccepted | undefined>();
  const [dead, setDead] = useState(false);
  const words = inviting.invitation;
  const me = session.value;
  const inAddress = route.value.hash;
  useEffect(() => {
    // Another link, opened while this page is on the screen.
    if (!inAddress) return;
    setToken(takeToken());
    setAccepted(undefined);
    setDead(false);
  }, [inAddress]);

  if (accepted) {
    const citizen = shortName(accepted.citizen);
    const { atOnce } = accepted;
    return (
      <Screen title={atOnce ? words.inNow : words.accepted(citizen)} lead={(atOnce ? words.inNowLead : words.acceptedLead)(citizen)} tabs="none">
        {!atOnce && <p class="after">{words.acceptedNext}</p>}
        <Acts column>
          <Act wide href="/">{words.toStart}</Act>
          {push.state.value === "off" && <Act wide href="/settings/reminders">{words.tellMe}</Act>}
        </Acts>
      </Screen>
    );
  }
  if (!token || dead) {
    return (
      <Screen title={dead ? words.notFound : words.none} lead={dead ? words.notFoundLead : words.noneLead} tabs="none">
        <Acts><Act href="/">{words.toStart}</Act></Acts>
      </Screen>
    );
  }
  if (me === undefined) return null;
  // What the phone remembers is not enough here: the server must know who says yes.
  if (!me.signedIn || net.value.signedOut) return <SignInFirst demo={me.demo} />;
  return (
    <Accept
      token={token} name={me.person.name} codeFirst={me.person.door === "citizen"}
      onAccepted={(answer) => { forget(); setAccepted(answer); void refreshSession(); }}
      onDead={() => { forget(); setDead(true); }}
    />
  );
}

/** Who one is decides the door. In the demo there is a list of people instead. */
function SignInFirst({ demo }: { demo: boolean }) {
  const words = inviting.invitation;
  const [people, setPeople] = useState<DemoPerson[]>([]);
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    if (demo) api.get<DemoPerson[]>("/api/demo/people").then(setPeople, setError);
  }, [demo]);
  const door = (which: string) => `/api/sign-in?door=${which}&return=/invitation`;
  return (
    <Screen title={words.title} lead={words.lead} tabs="none">
      <p class="after s">{words.what}</p>
      {!demo && (
        <Acts column>
          <Act wide href={door("citizen")}>{words.asCitizen}</Act>
          <Act wide href={door("professional")}>{words.asProfessional}</Act>
        </Acts>
      )}
      {demo && (
        <section class="block">
          <h2>{words.demo}</h2>
          <Rows>
            {people.map((one) => (
              <Row key={one.key} title={one.name} note={one.role} onPress={() => { signInDemo(one.key).catch(setError); }} />
            ))}
          </Rows>
        </section>
      )}
      {error !== undefined && <div class="after"><Message alert title={t.common.failed}>{problemWords(error)}</Message></div>}
    </Screen>
  );
}

/** Six digits, however they were pasted. */
export const onlyDigits = (text: string): string => text.replace(/[^0-9]/g, "").slice(0, 6);

function Accept({ token, name, codeFirst, onAccepted, onDead }: {
  token: string; name: string; codeFirst: boolean; onAccepted: (answer: InvitationAccepted) => void; onDead: () => void;
}) {
  const words = inviting.invitation;
  const [code, setCode] = useState("");
  const [asks, setAsks] = useState(codeFirst);
  const [missing, setMissing] = useState<string | undefined>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | undefined>();
  const accept = async () => {
    setError(undefined);
    if (code && code.length !== 6) {
      setMissing(words.codeMissing);
      return;
    }
    setMissing(undefined);
    setBusy(true);
    try {
      onAccepted(await api.post<InvitationAccepted>("/api/invitations/accept", { token, ...(code ? { code } : {}) }));
    } catch (problem) {
      const what = problem instanceof Problem ? problem : undefined;
      if (what?.code === "invitation_not_found") onDead();
      else if (what?.code === "wrong_code") {
        setAsks(true);
        setMissing(code ? words.wrongCode : words.codeNeeded);
        setCode("");
      } else if (what?.status === 429) setError(words.wait(Math.max(1, Math.ceil((what.retryAfter ?? 60) / 60))));
      else if (what?.code === "already_on_team") setError(words.onTeam);
      else if (what?.code === "network") setError(words.offline);
      else setError(problemWords(problem));
      setBusy(false);
    }
  };
  const { press, busy: leaving, asking } = useSignOut("/invitation");
  // With a code, what is theirs stays on the phone, locked: there is nothing to ask about.
  const leave = () => (lock.isSet.peek() ? void changeTo(undefined, "/invitation") : press("here"));
  if (asking) return <Screen title={words.notYou} tabs="none">{asking}</Screen>;
  return (
    <Screen title={words.title} lead={words.asWho(name)} tabs="none">
      <form class="questions after" onSubmit={(event) => { event.preventDefault(); void accept(); }}>
        {asks && (
          <Field label={words.code} value={code} inputMode="numeric" autocomplete="one-time-code" missing={missing} note={words.codeHelp}
            onInput={(value) => { setMissing(undefined); setCode(onlyDigits(value)); }} />
        )}
        {error && <div class="after"><Message alert title={t.common.failed}>{error}</Message></div>}
        <Acts column>
          <Act main wide submit busy={busy && t.people.working}>{words.accept}</Act>
          <Act wide busy={leaving && t.settings.signingOut} onPress={leave}>{words.notYou}</Act>
        </Acts>
      </form>
    </Screen>
  );
}
