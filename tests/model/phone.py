"""A phone of our own in Python, with the rules of pwa/src/core: what it holds, what waits on it, what it shows.

The first half are pure functions over JSON, one for each of the TypeScript core. Both are fed the same scripts
(tests/golden/scripts/) and must end in the same state. The second half is a phone in a pocket: with a
clock of its own, which may be wrong by years.
"""

import copy
import json
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

Json = dict[str, Any]

THIRTY_DAYS = 30 * 24 * 60 * 60 * 1000
TIME_TO_UNDO = 60_000
PATIENCE = 5 * 60 * 1000
SPOKEN = {"text", "what", "does", "name", "more", "myPart", "theirPart", "who"}


def milliseconds(moment: str | datetime) -> int:
    at = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return round(at.timestamp() * 1000)


# The rules (pwa/src/core), over plain JSON


def after_answer(held: Json, request: Json, answer: Json, now: int) -> tuple[Json, set[str], bool]:
    """What is held after an answer, the plans whose server was restored, and whether to ask again at once."""
    after: Json = {}
    restored = set()
    again = False
    for out in answer.get("plans", []):
        before = held.get(out["plan"])
        asked = request["plans"].get(out["plan"], {})
        if before is not None and before["epoch"] != out["epoch"]:
            restored.add(out["plan"])
            named = out.get("scopes", {})
            scopes = {name: _scope_after([], scope) for name, scope in named.items() if scope.get("full")}
            incomplete = len(scopes) < len(named) or "scopes" not in out
        else:
            scopes, incomplete = _scopes_after(before, out, asked.get("view"), asked.get("have", {})), False
        again = again or incomplete
        after[out["plan"]] = _plan_after(
            before or {}, out, scopes, incomplete=incomplete, ahead=now - milliseconds(answer["now"])
        )
    return after, restored, again


def _scopes_after(before: Json | None, out: Json, view_asked: str | None, have: Mapping[str, int]) -> Json:
    held: Json = (before or {}).get("scopes", {})
    if "scopes" not in out:
        return held
    scopes = {} if out["view"] != view_asked else dict(held)
    for name, scope in out["scopes"].items():
        from_start = scope.get("full") or not have.get(name)
        scopes[name] = _scope_after([] if from_start else held.get(name, {}).get("items", []), scope)
    return scopes


def _scope_after(before: list[Json], out: Json) -> Json:
    items = {item["id"]: item for item in before}
    for item in out.get("items", []):
        if items.get(item["id"], {}).get("rev", -1) > item["rev"]:
            continue
        if item.get("deleted"):
            items.pop(item["id"], None)
        else:
            items[item["id"]] = item
    scope = {"verb": out["verb"], "rev": out["rev"], "items": list(items.values())}
    return scope | ({"until": out["until"]} if out.get("until") else {})


def _plan_after(before: Json, out: Json, scopes: Json, *, incomplete: bool, ahead: int) -> Json:
    keep = out["keep"]
    return {
        "plan": out["plan"],
        "epoch": out["epoch"],
        "rev": out["rev"],
        "view": "" if incomplete else out["view"],
        "keep": keep,
        "ahead": ahead,
        "citizen": out.get("citizen", before.get("citizen", "")),
        "me": out.get("me", before.get("me", {"role": "citizen" if keep["kind"] == "all" else "member"})),
        "people": {**before.get("people", {}), **out.get("people", {})},
        "scopes": scopes,
    }


def after_results(kept: list[Json], results: Iterable[Json], now: int, *, more_pages: bool) -> list[Json]:
    by_edit = {result["edit"]: result for result in results}
    after = []
    for one in kept:
        result = by_edit.get(one["edit"]["id"])
        if result is not None and one["state"] == "waiting":
            after.append(_answered(one, result, now, more_pages=more_pages))
        elif one.get("settling") and not more_pages:
            after.append(_without(one, "settling"))
        else:
            after.append(one)
    return after


def _answered(one: Json, result: Json, now: int, *, more_pages: bool) -> Json:
    outcome = result.get("first", "applied") if result["outcome"] == "already" else result["outcome"]
    if outcome == "refused":
        return one | {"state": "refused", "outcome": outcome, "code": result.get("code", "invalid_edit")}
    sent = _without(one, "code", "holdUntil") | {"state": "sent", "outcome": outcome, "sentAt": now}
    sent |= {name: result[name] for name in ("rev", "kept") if result.get(name) not in (None, [])}
    return sent | ({"settling": True} if more_pages else {})


def sent_again(kept: list[Json], plans: set[str]) -> list[Json]:
    return [
        _without(one, "settling", "rev", "outcome") | {"state": "waiting"}
        if one["state"] == "sent" and one["edit"]["plan"] in plans
        else one
        for one in kept
    ]


def worth_keeping(kept: list[Json], held: Json, now: int) -> list[Json]:
    def is_worth(one: Json) -> bool:
        if one["state"] != "sent" or one.get("settling"):
            return True
        plan = held.get(one["edit"]["plan"])
        return plan is not None and plan["keep"]["kind"] != "tab" and one.get("sentAt", 0) > now - THIRTY_DAYS

    return [one for one in kept if is_worth(one)]


def ready(kept: list[Json], now: int) -> list[Json]:
    """What may go now, narrowing first. A hold that lies too far ahead was made by another clock and holds nothing."""
    waiting = [
        one for one in kept if one["state"] == "waiting" and not now < one.get("holdUntil", 0) <= now + TIME_TO_UNDO
    ]
    return sorted(waiting, key=lambda one: (one["edit"]["act"] not in ("withdraw", "leave"), one["n"]))


def next_request(device: str, held: Json, kept: list[Json], now: int) -> Json:
    plans = {
        plan["plan"]: {
            "epoch": plan["epoch"],
            "view": plan["view"],
            "have": {name: scope["rev"] for name, scope in plan["scopes"].items()},
        }
        for plan in held.values()
    }
    return {"device": device, "plans": plans, "edits": [one["edit"] for one in ready(kept, now)[:100]]}


def was_set_back(now: int, last_seen: int) -> bool:
    return now < last_seen - PATIENCE


def still_held(held: Json, now: int, last_seen: int) -> Json:
    """What may be held now. The server's moments are read on the server's clock, as far as this phone knows it."""
    after = {}
    for name, plan in held.items():
        if plan["keep"]["kind"] == "all":
            after[name] = plan
            continue
        there = now - plan.get("ahead", 0)
        until = plan["keep"].get("until")
        ended = plan["keep"]["kind"] == "lease" and not (until and there < milliseconds(until))
        if was_set_back(now, last_seen) or ended:
            continue
        open_ = {
            scope: one
            for scope, one in plan["scopes"].items()
            if "until" not in one or there < milliseconds(one["until"])
        }
        after[name] = plan | {"scopes": open_}
    return after


def laid_over(  # noqa: C901 - one case for each act
    plan: Json, kept: list[Json]
) -> tuple[dict[str, Json], dict[str, set[str]], bool]:
    """The items with this phone's own unsent edits over them; what is being stopped; whether the plan is being left."""
    items: dict[str, Json] = {}
    for scope, held in plan["scopes"].items():
        for item in held["items"]:
            if not (scope == "responsible" and item["id"] in items):
                items[item["id"]] = item | {"scope": scope, "waiting": False}
    stopping: dict[str, set[str]] = {}
    leaving = False
    me = "citizen" if plan["me"]["role"] == "citizen" else plan["me"].get("member", "")
    for one in kept:
        edit = one["edit"]
        waiting = one["state"] == "waiting"
        if edit["plan"] != plan["plan"] or not (waiting or (one.get("settling") and one.get("outcome") == "applied")):
            continue
        match edit["act"]:
            case "leave":
                leaving = True
            case "withdraw":
                stopping.setdefault(edit["member"], set()).add(edit.get("scope", "*"))
            case "create" if (me == "citizen" or edit["scope"] in plan["scopes"]) and edit["id"] not in items:
                items[edit["id"]] = {
                    "id": edit["id"], "rev": 0, "at": edit["madeAt"], "by": me, "scope": edit["scope"],
                    "waiting": waiting, "body": edit["body"],
                    **{name: edit[name] for name in ("order", "from") if edit.get(name)},
                }  # fmt: skip
            case "resolve":
                _lay_resolve(items, edit, me, waiting=waiting)
            case "delete":
                items.pop(edit["item"], None)
            case "place" if edit["item"] in items and items[edit["item"]].get("order") != edit["order"]:
                items[edit["item"]] |= {"order": edit["order"], "waiting": waiting}
            case "change" if edit["item"] in items:
                _lay_fields(items, edit["item"], edit, edit["fields"], me, waiting=waiting)
    return items, stopping, leaving


def _lay_resolve(items: dict[str, Json], edit: Json, me: str, *, waiting: bool) -> None:
    other = items.get(edit["alternative"], {}).get("body", {})
    if other.get("kind") != "alternative":
        return
    del items[edit["alternative"]]
    if other["of"] in items and edit["choose"] != "current":
        value = edit.get("text", "") if edit["choose"] == "own" else other["value"]
        _lay_fields(items, other["of"], edit, {other["field"]: value}, me, waiting=waiting)


def _lay_fields(items: dict[str, Json], name: str, edit: Json, fields: Json, me: str, *, waiting: bool) -> None:
    item = items[name]
    news = {field: value for field, value in fields.items() if item.get("versions", {}).get(field) != edit["id"]}
    if not news:
        return
    laid = item | {"waiting": waiting, "changedAt": edit["madeAt"], "body": item["body"] | news}
    laid["versions"] = item.get("versions", {}) | dict.fromkeys(news, edit["id"])
    if SPOKEN & news.keys():
        laid["voice"] = me
    items[name] = laid


def _without(one: Json, *names: str) -> Json:
    return {name: value for name, value in one.items() if name not in names}


# A phone in a pocket


class Phone:
    """One device: its store, its clock, and a log of all it did, from which scripts are made."""

    def __init__(self, name: str, plan: str, true_now: Callable[[], datetime], new_id: Callable[[], str]) -> None:
        self.name, self.plan, self.true_now, self.new_id = name, plan, true_now, new_id
        self.device = re.sub(r"[^A-Za-z0-9_-]", "", name).ljust(22, "_")[:22]
        self.wrong_by = 0
        self.last_seen = 0
        self.n = 0
        self.held: Json = {}
        self.kept: list[Json] = []
        self.log: list[Json] = []
        self.last_contact: datetime | None = None

    @property
    def now(self) -> int:
        """What this phone's own clock says, right or wrong."""
        return milliseconds(self.true_now()) + self.wrong_by

    # What the person does

    def write(self, act: str, *, hold: bool = False, plan: str = "", **fields: Any) -> str:
        made_at = datetime.fromtimestamp(self.now / 1000, UTC).isoformat().replace("+00:00", "Z")
        edit = {"act": act, "id": self.new_id(), "plan": plan or self.plan, "madeAt": made_at}
        edit["v"] = 2 if act in ("create", "change") else 1
        edit |= {name.rstrip("_"): value for name, value in fields.items()}
        if act == "create" and edit["body"]["kind"] in ("dream", "meeting"):
            edit["scope"] = f"{edit['body']['kind']}:{edit['id']}"
        self.n += 1
        one: Json = {"n": self.n, "edit": edit, "state": "waiting"}
        if hold:
            one["holdUntil"] = self.now + TIME_TO_UNDO
        self.kept.append(one)
        self.log.append({"do": "write", "kept": dict(one)})
        return str(edit["id"])

    def try_again(self, n: int) -> None:
        """ "Prøv igen" on a refused edit: the same words under another id, for the server remembers what it said."""
        one = next(one for one in self.kept if one["n"] == n)
        new = self.new_id()
        self.log.append({"do": "again", "n": n, "id": new})
        one["edit"] = json.loads(json.dumps(one["edit"]).replace(one["edit"]["id"], new))
        one["state"] = "waiting"
        for name in ("outcome", "code"):
            one.pop(name, None)

    def look(self) -> None:
        """The screen is drawn: the lease is asked first, and what has ended is deleted."""
        now = self.now
        self.log.append({"do": "look", "now": now, "lastSeen": self.last_seen})
        self.held = still_held(self.held, now, self.last_seen)
        self.last_seen = now if was_set_back(now, self.last_seen) else max(now, self.last_seen)

    def shown(self, plan: str = "") -> dict[str, Json]:
        """What stands on the screen now, by item: of the plan the story is about, or of another."""
        self.look()
        held = self.held.get(plan or self.plan)
        if held is None:
            return {}
        items, _, leaving = laid_over(held, self.kept)
        return {} if leaving else items

    # What the line does

    def request(self) -> Json:
        request = next_request(self.device, self.held, self.kept, self.now)
        going = {edit["id"] for edit in request["edits"]}
        for one in self.kept:
            if one["edit"]["id"] in going:
                one.setdefault("triedAt", self.now)
        self.log.append({"do": "ask", "now": self.now, "request": request})
        return request

    def take(self, request: Json, answer: Json) -> bool:
        """Keep what the answer says; answers whether there is more to say."""
        self.log.append({"do": "take", "now": self.now, "request": request, "answer": answer})
        heard_at = milliseconds(answer["now"])
        self.held, restored, again = after_answer(self.held, request, answer, self.now)
        go_on = bool(answer.get("more")) or again
        kept = after_results(self.kept, answer.get("results", []), heard_at, more_pages=go_on)
        self.kept = worth_keeping(sent_again(kept, restored), self.held, heard_at)
        self.last_seen = max(self.last_seen, self.now)
        self.last_contact = self.true_now()
        return go_on or bool(ready(self.kept, self.now))

    # What happens to the thing itself

    def backed_up(self) -> Json:
        """A picture of the phone's storage. A professional's plan is in no storage."""
        stored = {name: plan for name, plan in self.held.items() if plan["keep"]["kind"] != "tab"}
        return copy.deepcopy({"held": stored, "kept": self.kept, "n": self.n, "last_seen": self.last_seen})

    def put_back(self, backup: Json, device: str) -> None:
        """Another phone's storage, or this one's of some time ago."""
        backup = copy.deepcopy(backup)
        self.log = [
            {
                "do": "begin",
                "device": device,
                "held": copy.deepcopy(backup["held"]),
                "kept": copy.deepcopy(backup["kept"]),
            }
        ]
        self.held, self.kept, self.n, self.last_seen = backup["held"], backup["kept"], backup["n"], backup["last_seen"]
        self.device = device
