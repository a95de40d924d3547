/** Få hjælp ved siden af: begin, see what was done together; and what stands instead of a page that is only the citizen's. */

import { useState } from "preact/hooks";
import { helped, lock, plan as current, written, type ScreenProps } from "../../state";
import { moment, t } from "../../texts";
import { Act, Acts, Field, Message, Own, Row, Rows, Screen } from "../../ui";
import { firstName } from "../plan/readers";
import { together } from "./together";
import { voice } from "./voice";
import { words } from "./words";

export default function HelpedScreen({ params }: ScreenProps) {
  const now = helped.now.value;
  if (now && params["instead"] === "private") return <OnlyYours helper={now.helper} />;
  if (now && params["instead"] === "code") return <Screen title={words.codeTitle} lead={words.codeLead} back={settings()}>{null}</Screen>;
  return now ? <On helper={now.helper} /> : <Off />;
}

const settings = () => ({ href: "/settings", label: t.common.settings });

function OnlyYours({ helper }: { helper: string }) {
  return (
    <Screen title={words.privateTitle} lead={words.privateLead(helper)}>
      <Acts column>
        <Act wide onPress={() => helped.show()}>{words.show}</Act>
        <Act wide href="/plan">{words.hide}</Act>
      </Acts>
    </Screen>
  );
}

function On({ helper }: { helper: string }) {
  const citizen = firstName(current.value?.citizen ?? "");
  return (
    <Screen title={words.helps(helper)} back={settings()}>
      <section class="block near">
        <h2>{words.can(helper)}</h2>
        <div class="sheet stack near"><p>{words.canSee(helper, citizen)}</p><p>{words.onlyYou}</p></div>
        {!voice() && <p class="note after">{words.noVoice}</p>}
        <Acts><Act main wide href="/">{t.common.toToday}</Act></Acts>
      </section>
      <Done />
    </Screen>
  );
}

function Off() {
  const [name, setName] = useState("");
  const [missing, setMissing] = useState(false);
  const citizen = firstName(current.value?.citizen ?? "");
  const begin = () => {
    const helper = name.trim();
    setMissing(helper === "");
    if (helper) void helped.start(helper);
  };
  return (
    <Screen title={words.title} lead={words.lead} back={settings()}>
      {lock.isSet.value ? (
        <form class="after l" onSubmit={(event) => { event.preventDefault(); begin(); }}>
          <Field label={words.who} value={name} onInput={setName} maxLength={60} missing={missing ? words.whoMissing : undefined} />
          <Act main wide submit>{words.start}</Act>
        </form>
      ) : (
        <div class="after"><Message title={words.needsCode} acts={<Act href="/code?then=helped">{words.chooseCode}</Act>}>{words.needsCodeNote}</Message></div>
      )}
      <Done />
      <section class="block">
        <h2>{words.what}</h2>
        <div class="sheet stack near">
          <p>{words.sees}</p><p>{words.logSays(citizen)}</p><p>{words.yours}</p><p>{words.private}</p><p>{words.ends} {words.locks}</p>
        </div>
      </section>
    </Screen>
  );
}

/** Det gjorde I sammen. */
function Done() {
  const times = together(written.value.filter((one) => one.edit.plan === current.value?.id));
  if (times.length === 0) return null;
  return (
    <section class="block">
      <h2>{words.done}</h2>
      {times.slice(0, 5).map((time) => (
        <div class="sheet" key={time.at + time.helper}>
          <p class="kind">{words.withWhom(time.helper, moment(time.at))}</p>
          <ul class="stack">
            {time.acts.map((one) => (
              <li key={one.id}>{words.acts[one.act]}{one.words && <>: <Own inline>{one.words}</Own></>}</li>
            ))}
          </ul>
        </div>
      ))}
      <div class="after"><Rows><Row href="/looks" icon="eye" title={words.inLog} note={words.inLogNote} /></Rows></div>
    </section>
  );
}
