"""A phone as the server meets it: it keeps what it was told it may hold, and sends what was written on it."""

from datetime import datetime
from typing import Any

import msgspec

from stafet.domain.ids import PersonId, random_id
from stafet.domain.items import Body
from stafet.domain.uuid7 import uuid7
from stafet.store.engine import Database
from stafet.use_cases.answers import SyncRequest
from stafet.use_cases.sync import sync

Json = dict[str, Any]


class Clock:
    """The server's clock. Tests move it; nothing else does."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


class Answer:
    """What came back, as a phone reads it: JSON and nothing else."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.json: Json = msgspec.json.decode(raw)

    @property
    def results(self) -> list[Json]:
        results: list[Json] = self.json["results"]
        return results

    @property
    def outcomes(self) -> list[str]:
        """ "applied", or "refused: not_found"."""
        return [": ".join(filter(None, (one["outcome"], one.get("code", "")))) for one in self.results]

    @property
    def plans(self) -> list[Json]:
        plans: list[Json] = self.json["plans"]
        return plans

    @property
    def plan(self) -> Json:
        (plan,) = self.plans
        return plan


class Phone:
    """One device of one person. Writes are queued and go with the next `sync`, in order, like a real outbox."""

    def __init__(self, db: Database, clock: Clock, person: PersonId, plan: str) -> None:
        self.db, self.clock, self.person, self.plan = db, clock, person, plan
        self.device = random_id()
        self.outbox: list[Json] = []
        self.sent: list[Json] = []
        self.cursors: dict[str, Json] = {}
        self.held: dict[str, dict[str, dict[str, Json]]] = {}
        self.told: dict[str, Json] = {}

    # Writing

    def write(self, act: str, /, **fields: Any) -> str:
        """Queue an edit; answers its id."""
        head = {"act": act, "id": uuid7(self.clock()), "plan": self.plan, "madeAt": self.clock()}
        head["v"] = 2 if act in ("create", "change") else 1
        edit = msgspec.to_builtins(
            head | {"from" if name == "from_" else name: value for name, value in fields.items()}
        )
        self.outbox.append(edit)
        edit_id: str = edit["id"]
        return edit_id

    def create(self, body: Body, scope: str = "", **more: Any) -> str:
        """Make an item. A dream and a meeting get the scope that is named after them."""
        edit = self.write("create", scope=scope, body=msgspec.to_builtins(body), **more)
        kind = self.outbox[-1]["body"]["kind"]
        if kind in ("dream", "meeting"):
            self.outbox[-1]["scope"] = f"{kind}:{edit}"
        return edit

    def change(self, item: str, **fields: Any) -> str:
        """Change what is on this phone's screen: the base is the version it holds."""
        held = self.find(item)
        base = (
            {name: held.get("versions", {}).get(name, item) for name in fields} if held else dict.fromkeys(fields, item)
        )
        return self.write("change", item=item, fields=fields, base=base)

    # Talking

    def sync(self) -> Answer:
        """Send everything that waits; keep what comes, as docs/sync.md says."""
        edits, self.outbox = self.outbox, []
        self.sent += edits
        answer = self.post(edits)
        self.keep(answer)
        return answer

    def sync_all(self) -> list[Answer]:
        """Until nothing more is waiting."""
        answers = [self.sync()]
        while answers[-1].json.get("more"):
            answers.append(self.sync())
        return answers

    def post(self, edits: list[Json]) -> Answer:
        """One request, whatever becomes of its answer."""
        raw = msgspec.json.encode({"device": self.device, "plans": self.cursors, "edits": edits})
        request = msgspec.json.decode(raw, type=SyncRequest)
        return Answer(msgspec.json.encode(sync(self.db, person=self.person, request=request, clock=self.clock)))

    def keep(self, answer: Answer) -> None:
        named = {plan["plan"] for plan in answer.plans}
        for plan in set(self.held) - named:
            del self.held[plan], self.cursors[plan]
        for plan in answer.plans:
            self._keep_plan(plan)

    def _keep_plan(self, plan: Json) -> None:
        cursor = self.cursors.setdefault(plan["plan"], {"epoch": "", "view": "", "have": {}})
        held = self.held.setdefault(plan["plan"], {})
        scopes = plan.get("scopes", {})
        if "scopes" in plan and plan["view"] != cursor["view"]:
            for scope in set(held) - set(scopes):
                del held[scope]
                cursor["have"].pop(scope, None)
        for name, scope in scopes.items():
            if scope.get("full"):
                held[name] = {}
            for item in scope.get("items", []):
                if item.get("deleted"):
                    held.setdefault(name, {}).pop(item["id"], None)
                else:
                    held.setdefault(name, {})[item["id"]] = item
            held.setdefault(name, {})
            cursor["have"][name] = scope["rev"]
        cursor |= {"epoch": plan["epoch"], "view": plan["view"]}
        self.told[plan["plan"]] = plan

    # Reading

    @property
    def scopes(self) -> set[str]:
        """What this phone holds of its plan; nothing when the plan is gone from it."""
        return set(self.held.get(self.plan, {}))

    def items(self, scope: str, kind: str = "") -> list[Json]:
        """The items of a scope in their order."""
        held = self.held.get(self.plan, {}).get(scope, {}).values()
        found = [item for item in held if kind in ("", item["body"]["kind"])]
        return sorted(found, key=lambda item: (item.get("order", ""), item["id"]))

    def bodies(self, scope: str, kind: str = "") -> list[Json]:
        return [item["body"] for item in self.items(scope, kind)]

    def texts(self, scope: str, kind: str = "") -> list[str]:
        return [body.get("text") or body.get("what") or body.get("value", "") for body in self.bodies(scope, kind)]

    def find(self, item: str) -> Json | None:
        for scope in self.held.get(self.plan, {}).values():
            if item in scope:
                return scope[item]
        return None
