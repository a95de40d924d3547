/** What one device of a relative, peer or volunteer knows of a stopped part of the plan. Pure. */

import type { Copy } from "../../state";

/** A copy locks itself when it has had no contact for so long. */
export const LEASE_MS = 72 * 3_600_000;

export type DeviceKind = "phone" | "tablet" | "computer";

export interface DeviceLine {
  kind: DeviceKind;
  /** Browser and system: only said where a person has two devices of one kind. */
  label: string;
  state: "removed" | "silent" | "locked";
  /** When it was removed there; else when the device was seen last. */
  at: string;
}

/** One line for each device that held the part, or may hold it still. Nothing for one that came after the stop. */
export function deviceLines(copies: readonly Copy[], member: string, scope: string, stoppedAt: string, now: number): DeviceLine[] {
  const lines = copies.filter((copy) => copy.member === member).flatMap((copy): DeviceLine[] => {
    const base = { kind: kindOf(copy.label), label: copy.label };
    const removed = copy.removed.find((one) => one.scope === scope && Date.parse(one.at) >= Date.parse(stoppedAt));
    if (removed) return [{ ...base, state: "removed", at: removed.at }];
    const seen = Date.parse(copy.lastSeenAt);
    if (seen >= Date.parse(stoppedAt)) return [];
    return [{ ...base, state: now - seen >= LEASE_MS ? "locked" : "silent", at: copy.lastSeenAt }];
  });
  return lines.map((line) => (lines.some((other) => other !== line && other.kind === line.kind) ? line : { ...line, label: "" }));
}

export function kindOf(label: string): DeviceKind {
  if (/iPad|tablet/i.test(label)) return "tablet";
  return /Windows|Mac|Linux/.test(label) ? "computer" : "phone";
}
