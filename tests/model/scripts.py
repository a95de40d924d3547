"""Scripts for the differential test: what phones of the machine did and heard, and the state they must end in.

    python -m tests.model.scripts FOLDER      writes them anew; they are kept in tests/golden/scripts/

The Python phone tells the end; `pwa/tests/differential/` replays the same steps with the app's own core. The answers
are the real server's.

"""

import json
import random
import sys
import tempfile
from pathlib import Path

from stafet.store.engine import Database
from tests.model.machine import machine_on
from tests.model.phone import (
    Json,
    Phone,
    after_answer,
    after_results,
    laid_over,
    milliseconds,
    next_request,
    ready,
    sent_again,
    still_held,
    was_set_back,
    worth_keeping,
)
from tests.model.run import run
from tests.support.databases import migrate
from tests.support.log_rules import KEYS

GOLDEN = Path(__file__).parents[1] / "golden" / "scripts"
SCRIPTS = 24
MOST_BYTES = 40_000


class Replay:
    """The rules of the phone, fed with a script instead of a finger and a line."""

    def __init__(self) -> None:
        self.device = ""
        self.held: Json = {}
        self.kept: list[Json] = []
        self.requests: list[Json] = []
        self.seen: list[Json] = []

    def play(self, steps: list[Json]) -> Json:
        for step in json.loads(json.dumps(steps)):
            getattr(self, f"_{step['do']}")(step)
            self.seen.append(self.screen())
        return {"held": sorted_held(self.held), "kept": self.kept, "screens": self.seen}

    def _begin(self, step: Json) -> None:
        self.device, self.held, self.kept = step["device"], step["held"], step["kept"]

    def _write(self, step: Json) -> None:
        self.kept.append(step["kept"])

    def _again(self, step: Json) -> None:
        one = next(one for one in self.kept if one["n"] == step["n"])
        one["edit"] = json.loads(json.dumps(one["edit"]).replace(one["edit"]["id"], step["id"]))
        one["state"] = "waiting"
        for name in ("outcome", "code"):
            one.pop(name, None)

    def _look(self, step: Json) -> None:
        self.held = still_held(self.held, step["now"], step["lastSeen"])

    def _ask(self, step: Json) -> None:
        request = next_request(self.device, self.held, self.kept, step["now"])
        assert request == step["request"], f"another request: {request}, not {step['request']}"
        going = {edit["id"] for edit in request["edits"]}
        for one in self.kept:
            if one["edit"]["id"] in going:
                one.setdefault("triedAt", step["now"])

    def _take(self, step: Json) -> None:
        answer, heard_at = step["answer"], milliseconds(step["answer"]["now"])
        self.held, restored, again = after_answer(self.held, step["request"], answer, step["now"])
        go_on = bool(answer.get("more")) or again
        kept = after_results(self.kept, answer["results"], heard_at, more_pages=go_on)
        self.kept = worth_keeping(sent_again(kept, restored), self.held, heard_at)
        assert isinstance(ready(self.kept, step["now"]), list)

    def screen(self) -> Json:
        """What stands on the screen: for each item where it is, what it says, whose words, and whether it waits."""
        shown: Json = {}
        for name, plan in self.held.items():
            items, stopping, leaving = laid_over(plan, self.kept)
            shown[name] = {
                "items": {key: shown_item(item) for key, item in items.items()},
                "stopping": {member: sorted(scopes) for member, scopes in stopping.items()},
                "leaving": leaving,
            }
        return shown


def shown_item(item: Json) -> Json:
    body = item.get("body", {})
    words = body.get("text", body.get("what", body.get("value")))
    return {
        "scope": item["scope"],
        "words": words,
        "order": item.get("order", ""),
        "voice": item.get("voice") or item.get("by", "citizen"),
        "versions": item.get("versions", {}),
        "waits": item["waiting"],
    }


def sorted_held(held: Json) -> Json:
    """Items in one order: as a set they must agree, and their place on the screen is their order key's."""
    return {
        name: plan
        | {
            "scopes": {
                scope: one | {"items": sorted(one["items"], key=lambda item: item["id"])}
                for scope, one in plan["scopes"].items()
            }
        }
        for name, plan in held.items()
    }


def script_of(phone: Phone) -> Json:
    """A phone's log up to a bound."""
    steps: list[Json] = []
    device = phone.log[0]["device"] if phone.log and phone.log[0]["do"] == "begin" else phone.device
    if not phone.log or phone.log[0]["do"] != "begin":
        steps.append({"do": "begin", "device": device, "held": {}, "kept": []})
    size = 0
    for step in phone.log:
        before = steps[-1] if steps else {"do": ""}
        if step["do"] == before["do"] == "look" and not was_set_back(before["now"], before["lastSeen"]):
            # Between two looks nothing happened: the later one sees all that has ended.
            steps.pop()
        size += len(json.dumps(step))
        if size > MOST_BYTES:
            break
        steps.append(step)
    return {"phone": phone.name, "steps": steps}


def main(folder: str) -> int:
    found: list[Json] = []
    with tempfile.TemporaryDirectory() as home:
        url = f"sqlite:///{home}/stafet.db"
        migrate(url)
        db = Database(url, KEYS)
        machine = machine_on(db)
        machine.watched = staticmethod(lambda phones: found.extend(script_of(phone) for phone in phones.values()))
        run(machine, examples=10, start=7, shrink=False)
        db.close()
    chooser = random.Random(1)
    found.sort(key=lambda script: (len({step["do"] for step in script["steps"]}), len(script["steps"])))
    chosen = found[-SCRIPTS * 2 :]
    chooser.shuffle(chosen)
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    for old in target.glob("*.json"):
        old.unlink()
    for number, script in enumerate(chosen[:SCRIPTS], start=1):
        script["then"] = Replay().play(script["steps"])
        # Every screen on the way would be large: the last of them says enough, each of the others is a count.
        script["then"]["screens"] = script["then"]["screens"][-1:]
        text = json.dumps(script, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        (target / f"{number:02d}-{script['phone']}.json").write_text(text + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
