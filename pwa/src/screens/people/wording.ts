/** The exact words of a yes, as the server makes them. What is shown is what is sent: other wishes, other words. */

import { useEffect, useState } from "preact/hooks";
import { api, net, Problem, type Wording } from "../../state";

export interface Asked {
  wording?: Wording;
  fetching: boolean;
  error?: unknown;
  /** The server's words for these same wishes are other than those that were shown. */
  changed: boolean;
  again(changed?: boolean): void;
}

/** Ask for them at this path; for nothing as long as there are no wishes, or no network. */
export function useWording(path: string, wishes: object | undefined): Asked {
  const [answer, setAnswer] = useState<{ wording?: Wording; error?: unknown; of: string }>({ of: "" });
  const [round, setRound] = useState({ n: 0, changed: "" });
  const online = net.value.online;
  const wanted = wishes ? `${path} ${JSON.stringify(wishes)}` : "";
  const of = wanted && `${wanted} ${round.n}`;
  useEffect(() => {
    if (!wishes || !online) return;
    let current = true;
    api.post<Wording>(path, wishes).then(
      (wording) => { if (current) setAnswer({ wording, of }); },
      (error: unknown) => { if (current) setAnswer({ error, of }); },
    );
    return () => {
      current = false;
    };
  }, [of, online]);
  const mine = answer.of === of ? answer : undefined;
  return {
    ...(mine?.wording ? { wording: mine.wording } : {}),
    ...(mine?.error ? { error: mine.error } : {}),
    fetching: of !== "" && online && !mine,
    changed: wanted !== "" && round.changed === wanted,
    again: (changed = false) => setRound(({ n }) => ({ n: n + 1, changed: changed ? wanted : "" })),
  };
}

export const isWordingChanged = (error: unknown): boolean => error instanceof Problem && error.code === "wording_changed";
