/** A phone number as it is kept: what can be dialled, and the spaces somebody reads it by. */
export const numberIn = (typed: string): string => typed.replace(/[^0-9+() -]/g, "").trim();
