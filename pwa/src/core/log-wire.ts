/** A row of the log from the answer that brought it. Nothing is parsed and written anew: what is hashed is what was sent. */

import type { LogLine } from "../api/rest";
import { type Bytes, type LogRow, unhex } from "./log";

export function rowOf(line: LogLine): LogRow {
  return {
    seq: line.seq,
    kind: line.kind,
    at: line.at,
    who: line.who ?? "",
    scope: line.scope ?? "",
    grant: line.grant ?? "",
    salt: line.salt === undefined ? undefined : unhex(line.salt),
    said: line.payload === undefined ? undefined : (new TextEncoder().encode(line.payload) as Bytes),
    commitment: unhex(line.commitment),
    hash: unhex(line.hash),
  };
}
