/** Where a browser hides its "no" to messages: the steps back differ. Pure. */

export type BrowserKind = "android" | "ios" | "firefox" | "safari" | "chrome";

export function browserOf(userAgent: string): BrowserKind {
  if (/iPhone|iPad|iPod/.test(userAgent)) return "ios";
  if (/Android/.test(userAgent)) return "android";
  if (/Firefox\//.test(userAgent)) return "firefox";
  return /Safari\//.test(userAgent) && !/Chrome\/|Edg\//.test(userAgent) ? "safari" : "chrome";
}
