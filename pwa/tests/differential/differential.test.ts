/**
 * The same scripts, two phones: the app's own core and the model phone of the server's tests (tests/model/phone.py). What
 * was written, asked, lost and answered is in tests/golden/scripts/, with answers of the real server; both must end alike.
 */

import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { ItemOut, SyncAnswer, SyncRequest } from "../../src/api/wire";
import { afterAnswer } from "../../src/core/answer";
import { stillHeld } from "../../src/core/lease";
import { laidOver } from "../../src/core/overlay";
import { nextRequest } from "../../src/core/request";
import { afterResults, renamed, sentAgain, worthKeeping } from "../../src/core/results";
import type { Held, HeldPlan, HeldScope, KeptEdit } from "../../src/core/types";

type Step =
  | { do: "begin"; device: string; held: Record<string, HeldPlan>; kept: KeptEdit[] }
  | { do: "write"; kept: KeptEdit }
  | { do: "again"; n: number; id: string }
  | { do: "look"; now: number; lastSeen: number }
  | { do: "ask"; now: number; request: SyncRequest }
  | { do: "take"; now: number; request: SyncRequest; answer: SyncAnswer };

interface Script {
  phone: string;
  steps: Step[];
  then: { held: unknown; kept: unknown; screens: unknown[] };
}

const FOLDER = new URL("../../../tests/golden/scripts/", import.meta.url);
const files = readdirSync(FOLDER).filter((name) => name.endsWith(".json"));

class Phone {
  device = "";
  held: Held = new Map();
  kept: KeptEdit[] = [];

  do(step: Step): void {
    switch (step.do) {
      case "begin":
        this.device = step.device;
        this.held = new Map(Object.entries(step.held));
        this.kept = step.kept;
        break;
      case "write":
        this.kept = [...this.kept, step.kept];
        break;
      case "again":
        this.kept = this.kept.map((one) => (one.n === step.n ? again(one, step.id) : one));
        break;
      case "look":
        this.held = stillHeld(this.held, step);
        break;
      case "ask":
        this.ask(step);
        break;
      case "take":
        this.take(step);
    }
  }

  private ask(step: Step & { do: "ask" }): void {
    const { request, sent } = nextRequest(this.device, this.held, this.kept, step.now);
    // The phone of the model keeps no log: it does not ask where that ends.
    for (const have of Object.values(request.plans)) delete have.log;
    expect(request).toEqual(step.request);
    const going = new Set(sent);
    this.kept = this.kept.map((one) => (going.has(one) && one.triedAt === undefined ? { ...one, triedAt: step.now } : one));
  }

  /** As `taken` in src/sync/round.ts, without a store. */
  private take({ request, answer, now }: Step & { do: "take" }): void {
    const heardAt = Date.parse(answer.now);
    const applied = afterAnswer(this.held, request, answer, now);
    const goOn = answer.more === true || applied.again;
    const answered = afterResults(this.kept, answer.results ?? [], heardAt, goOn);
    this.held = applied.held;
    this.kept = worthKeeping(sentAgain(answered, applied.restored), applied.held, heardAt);
  }

  end() {
    return { held: plainHeld(this.held), kept: this.kept, screens: [this.screen()] };
  }

  private screen() {
    return Object.fromEntries(
      [...this.held].map(([name, plan]) => {
        const { items, stopping, leaving } = laidOver(plan, this.kept);
        const shown = [...items].map(([id, item]) => [id, { scope: item.scope, waits: item.waiting, ...said(item) }]);
        const stops = [...stopping].map(([member, scopes]) => [member, [...scopes].sort()]);
        return [name, { items: Object.fromEntries(shown), stopping: Object.fromEntries(stops), leaving }];
      }),
    );
  }
}

function again(one: KeptEdit, id: string): KeptEdit {
  const { outcome: _outcome, code: _code, ...rest } = one;
  return { ...rest, state: "waiting", edit: renamed(one.edit, one.edit.id, id) };
}

function said(item: ItemOut) {
  const body: Record<string, unknown> = item.body ?? {};
  const words = body["text"] ?? body["what"] ?? body["value"] ?? null;
  const voice = item.voice || item.by || "citizen";
  return { words, order: item.order ?? "", voice, versions: item.versions ?? {} };
}

function plainHeld(held: Held) {
  const sorted = (scope: HeldScope) => ({ ...scope, items: [...scope.items].sort((a, b) => (a.id < b.id ? -1 : 1)) });
  const plain = (plan: HeldPlan) => ({
    ...plan,
    scopes: Object.fromEntries(Object.entries(plan.scopes).map(([name, scope]) => [name, sorted(scope)])),
  });
  return Object.fromEntries([...held].map(([name, plan]) => [name, plain(plan)]));
}

test("there are scripts", () => {
  expect(files.length).toBeGreaterThanOrEqual(20);
});

test.each(files)("%s ends alike on both phones", (file) => {
  const script = JSON.parse(readFileSync(new URL(file, FOLDER), "utf8")) as Script;
  const phone = new Phone();

  for (const step of script.steps) phone.do(step);

  expect(JSON.parse(JSON.stringify(phone.end()))).toEqual(script.then);
});
