/** Words to the clipboard. A phone may say no: then the screen says so, and where the words stand to be marked by hand. */
import { useState } from "preact/hooks";

export type Copied = "yes" | "no" | undefined;

/** How the last copy went, to copy, and to begin anew. */
export function useCopying(): [copied: Copied, copy: (text: string) => Promise<void>, anew: () => void] {
  const [copied, setCopied] = useState<Copied>();
  const copy = async (text: string) => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied("yes");
    } catch {
      setCopied("no");
    }
  };
  return [copied, copy, () => setCopied(undefined)];
}
