/** The link that was just made. It is shown once and kept nowhere: the server has only its fingerprint. */

import { signal } from "@preact/signals";
import { type InvitationMade, api, sync } from "../../state";

export interface MadeLink extends InvitationMade {
  name: string;
  /** The unit they are let into. */
  unit?: string;
}

export const made = signal<MadeLink | undefined>(undefined);

/** A new link for somebody who is invited already; the old one dies. */
export async function makeNewLink(plan: string, member: string, name: string): Promise<void> {
  const answer = await api.post<Omit<InvitationMade, "member"> & { member?: string }>(`/api/plans/${plan}/members/${member}/invitation`);
  made.value = { ...answer, member, name };
  await sync.now().catch(() => undefined);
}
