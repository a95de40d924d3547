import { beforeEach, expect, test } from "vitest";
import { signedIn } from "./anna";
import { newServer, server } from "./browser";
import { signOut } from "../../src/state/leaving";
import { outbox } from "../../src/state/outbox";
import { refreshSession } from "../../src/state/session";
import { write } from "../../src/state/write";

beforeEach(() => newServer());

test("signing out keeps what was not sent for next time, deletes it when asked to, and touches nobody else's", async () => {
  await signedIn();
  server.isDown = true;
  await write.create("strengths", { kind: "strength", text: "Annas" });
  const anna = server.me;
  await signOut().catch(() => undefined);
  server.isDown = false;
  await signedIn();
  server.isDown = true;
  await write.create("strengths", { kind: "strength", text: "Bos" });
  const bo = server.me;
  await signOut({ forget: true }).catch(() => undefined);
  server.isDown = false;
  server.status = 503;
  const left = [];
  for (const me of [anna, bo]) {
    server.me = me;
    await refreshSession();
    left.push(outbox.value.length);
  }
  server.status = 200;

  expect(left).toEqual([1, 0]);
});
