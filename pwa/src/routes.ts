/**
 * Every address of the app, and the screen that answers it. Addresses carry ids only, never words: they end up in
 * histories, in logs and on shared screens.
 */

/** [pattern, file in src/screens]. "*" is whoever comes home: see `home.ts`. */
export const ROUTES = [
  ["/", "*"],
  ["/plan", "Plan"],
  ["/plan/wellbeing", "Wellbeing"],
  ["/plan/wellbeing/questions", "FiveQuestions"],
  ["/plan/wellbeing/:item", "FiveAnswers"],
  ["/plan/:section", "Section"],
  ["/dream/:id", "Thread"],
  ["/dream/:id/edit", "Write"],
  ["/write", "Write"],
  ["/safety", "Safety"],
  ["/safety/guide", "SafetyGuide"],
  ["/team", "Team"],
  ["/team/baton", "Baton"],
  ["/team/:member", "Member"],
  ["/team/:member/edit", "Details"],
  ["/team/:member/away", "Baton"],
  ["/team/:member/unit", "Unit"],
  ["/invite", "Invite"],
  ["/invite/:kind", "Invite"],
  ["/invitation", "Invitation"],
  ["/consents", "Consents"],
  ["/consents/give", "GiveConsent"],
  ["/consents/preview/:member", "Preview"],
  ["/consents/receipt/:grant", "Receipt"],
  ["/consents/receipts", "Receipts"],
  ["/calls/:plan", "Calls"],
  ["/looks", "Looks"],
  ["/looks/check", "CheckLog"],
  ["/meetings", "Meetings"],
  ["/meetings/new", "NewMeeting"],
  ["/meetings/how", "Meeting"],
  ["/meetings/series", "Series"],
  ["/meetings/:id", "Meeting"],
  ["/meetings/:id/now", "Meeting"],
  ["/meetings/:id/after", "Meeting"],
  ["/meetings/:id/how", "Meeting"],
  ["/meetings/:id/agenda/:item", "Meeting"],
  ["/waiting", "Waiting"],
  ["/versions/:item", "TwoVersions"],
  ["/history/:item", "History"],
  ["/news", "News"],
  ["/shared/:plan/news", "News"],
  ["/settings", "Settings"],
  ["/settings/reminders", "Reminders"],
  ["/settings/calendar", "Calendar"],
  ["/r/:reminder", "Reminder"],
  ["/first-day", "FirstDay"],
  ["/code", "Code"],
  ["/accounts", "Accounts"],
  ["/helped", "Helped"],
  ["/install", "Install"],
  ["/devices", "Devices"],
  ["/export", "Export"],
  ["/erase", "Erase"],
  ["/paper", "Paper"],
  ["/proof", "Proof"],
  ["/proved", "Proof"],
  ["/words", "Dictionary"],
  ["/accessibility", "Accessibility"],
  ["/sign-in", "SignIn"],
  ["/sign-in-failed", "SignIn"],
  ["/desk", "Desk"],
  ["/shared/:plan", "SharedPlan"],
  ["/shared/:plan/paper", "Paper"],
  ["/shared/:plan/meetings/:meeting", "SharedMeeting"],
  ["/shared/:plan/items/:item", "AgendaItem"],
  ["/shared/:plan/unit", "Door"],
  ["/shared/:plan/baton", "Baton"],
  ["/shared/:plan/propose", "Propose"],
  ["/shared/:plan/course", "Asked"],
] as const;

export type ScreenName = Exclude<(typeof ROUTES)[number][1], "*"> | "Today" | "Lock" | "Welcome" | "NotFound";

/**
 * What can be seen by somebody who is not signed in. Anything else shows the welcome, at the address that was asked for.
 * Numbers to call are for everybody: also behind the lock, where a phone without a network does not know who it is.
 */
export const PUBLIC: ReadonlySet<string> = new Set(["Safety", "Invitation", "Settings", "Install", "Dictionary", "Accessibility", "SignIn", "NotFound", "Welcome", "Accounts"]);

/** What everybody has. Whoever has no plan of their own keeps their own menu around it. */
export const EVERYBODYS: ReadonlySet<string> = new Set([
  "Settings", "Install", "Reminders", "Calendar", "Devices", "Waiting", "News", "Paper", "Safety", "Code", "NotFound", "Reminder",
  "Dictionary", "Accessibility",
]);

/** What is about one's own plan. Somebody without one comes home instead. */
export const OWN: ReadonlySet<string> = new Set([
  "Plan", "Section", "Thread", "Write", "TwoVersions", "History", "Team", "Member", "Details", "Unit", "Invite", "Consents", "GiveConsent", "Preview",
  "Receipt", "Receipts", "Looks", "CheckLog", "NewMeeting", "Series", "Export", "Helped", "SafetyGuide", "Wellbeing", "FiveQuestions",
  "FiveAnswers",
]);

export interface Match {
  pattern: string;
  screen: ScreenName | "*";
  params: Record<string, string>;
}

/** The route an address means. A word in the pattern beats a parameter: "/meetings/new" is no meeting. */
export function match(path: string): Match {
  const parts = split(path);
  for (const [pattern, screen] of ROUTES) {
    const params = fits(split(pattern), parts);
    if (params) return { pattern, screen, params };
  }
  return { pattern: "", screen: "NotFound", params: {} };
}

function split(path: string): string[] {
  return path.split("/").filter(Boolean);
}

function fits(pattern: string[], parts: string[]): Record<string, string> | undefined {
  if (pattern.length !== parts.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, name] of pattern.entries()) {
    const part = parts[index] ?? "";
    if (name.startsWith(":")) params[name.slice(1)] = decoded(part);
    else if (name !== part) return undefined;
  }
  return params;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
