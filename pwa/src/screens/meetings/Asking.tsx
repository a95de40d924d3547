/**
 * Asking somebody to a meeting is a consent: the exact words stand here before the yes, and the yes is about those
 * words only (their hash goes with it). Without a network it says who will be asked, and keeps the choice.
 */

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Problem, api, clearDraft, draft, isProofNeeded, mustProve, net, sync, type PlanView, type Wording } from "../../state";
import { t } from "../../texts";
import { Act, Acts, Message, Note, Words } from "../../ui";
import { forgetLast } from "../../state/write";
import { useArrive } from "./arrive";
import { namesOf } from "./words";

/** Whom the citizen means to ask, until it is done or dropped. Survives everything, like every draft. */
export function toAsk(meeting: string): string[] {
  try {
    const read: unknown = JSON.parse(draft(`asking:${meeting}`).value || "[]");
    return Array.isArray(read) ? read.filter((member): member is string => typeof member === "string") : [];
  } catch {
    return [];
  }
}
export function keepToAsk(meeting: string, members: readonly string[]): void {
  if (members.length === 0) clearDraft(`asking:${meeting}`);
  else draft(`asking:${meeting}`).value = JSON.stringify(members);
}

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** The words, once the server knows the meeting. It may still be on its way: then wait a little and ask again. */
async function wordingOf(plan: string, meeting: string, members: readonly string[], also: readonly string[]): Promise<Wording> {
  for (let attempt = 0; ; attempt++) {
    await sync.now();
    try {
      return await api.post<Wording>(`/api/plans/${plan}/meetings/${meeting}/wording`, { members, also });
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== "not_found" || attempt >= 4) throw error;
      await pause(1500);
    }
  }
}

export function Asking({ plan, meeting, also = [], members, stamp, title, before, onAsked, onTrouble, onWait, waitWords, waitIsMain, arrives = false }: {
  plan: PlanView;
  /** Undefined until the meeting is kept on the phone. */
  meeting: string | undefined;
  /** The other meetings of a series: in the same words and the same yes. */
  also?: readonly string[];
  members: readonly string[];
  /** Changes when the meeting's time does, so that the words are fetched again. */
  stamp: string;
  title: string;
  /** What must be kept before anybody is asked. */
  before?: () => Promise<void>;
  onAsked: () => void;
  /** It did not go through, after everything else was kept. */
  onTrouble?: () => void;
  onWait: () => void;
  waitWords: string;
  /** Without a network, waiting is what there is to do. */
  waitIsMain?: boolean;
  /** It came up because of a press elsewhere on the page. */
  arrives?: boolean;
}) {
  const place = useArrive<HTMLElement>(arrives);
  const wording = useSignal<Wording | undefined>(undefined);
  const trouble = useSignal<"" | "failed" | "changed">("");
  const busy = useSignal(false);
  const again = useSignal(0);
  const online = net.value.online && !net.value.signedOut;
  const who = members.join(" ");

  useEffect(() => {
    wording.value = undefined;
    if (!meeting || members.length === 0 || !online) return;
    let stale = false;
    wordingOf(plan.id, meeting, members, also).then(
      (words) => { if (!stale) { wording.value = words; if (trouble.value === "failed") trouble.value = ""; } },
      () => { if (!stale) trouble.value = "failed"; },
    );
    return () => { stale = true; };
  }, [plan.id, meeting, who, also.join(), stamp, online, again.value]);

  const names = namesOf(plan, members);

  async function ask() {
    const said = wording.value;
    if (!said || !meeting) return;
    busy.value = true;
    try {
      await before?.();
      await sync.now();
      await api.post(`/api/plans/${plan.id}/meetings/${meeting}/invitees`, { members, also, sha256: said.sha256 });
      for (const one of [meeting, ...also]) keepToAsk(one, []);
      // What was kept before the question is no longer the last thing done.
      forgetLast();
      await sync.now();
      onAsked();
    } catch (error) {
      if (error instanceof Problem && error.code === "wording_changed") {
        trouble.value = "changed";
        again.value += 1;
      } else trouble.value = "failed";
      // Whom they mean to ask is kept: the meeting asks again when they come back.
      if (isProofNeeded(error)) keepToAsk(meeting, members);
      onTrouble?.();
      mustProve(error);
    } finally {
      busy.value = false;
    }
  }

  return (
    <section class="block asking arrived" tabIndex={-1} ref={place}>
      <h2>{title}</h2>
      {!online ? <Note>{t.meetings.askLater(names)}</Note>
        : wording.value ? <><Words>{wording.value.words}</Words><div class="after s"><Note>{t.meetings.behind}</Note></div></>
        : trouble.value !== "failed" && <p class="note late" role="status">{t.common.fetching}</p>}
      {trouble.value === "changed" && <Message title={t.meetings.wordsChanged} alert />}
      {trouble.value === "failed" && online && (
        <Message title={t.meetings.notAsked} alert acts={wording.value ? undefined : <Act onPress={() => { trouble.value = ""; again.value += 1; }}>{t.common.tryAgain}</Act>} />
      )}
      <Acts column>
        {wording.value && online && (
          <Act main wide busy={busy.value && t.meetings.inviting} onPress={() => void ask()}>
            {members.length === 1 ? t.meetings.inviteOne(names) : t.meetings.invite}
          </Act>
        )}
        <Act wide main={!online && waitIsMain} onPress={onWait}>{waitWords}</Act>
      </Acts>
    </section>
  );
}
