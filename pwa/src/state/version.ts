/** The version that runs, for the settings screen. Put in by the build. */

declare const __STAFET_VERSION__: string | undefined;

export const version: string = typeof __STAFET_VERSION__ === "string" ? __STAFET_VERSION__ : "dev";
