"""Makes tests/golden/log/: `python -m tests.golden.log_chains`. Always the same bytes, so that a change is seen."""

import hashlib
import json
from copy import deepcopy
from pathlib import Path
from typing import Any

from stafet.domain import chain
from tests.support.log_rules import KEYS

FOLDER = Path(__file__).parent / "log"
PLAN = "P" * 22
GRANT = "G" * 22
Json = dict[str, Any]

KAREN, JONAS = "M" * 22, "J" * 22
WORDS = "Karen må læse “min tryghedsplan”.\nDet gælder kun det, der står her. 🌿"
WORK = "dream:018f6b1e-7c00-7000-8000-000000000001"


def told(**said: Any) -> str:
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


SAID: tuple[tuple[str, str, str, str, str], ...] = (
    ("given", "citizen", "safety", GRANT, told(member=KAREN, name="Karen Møller", words=WORDS)),
    ("look", KAREN, "safety", "", told(items=3, name="Karen Møller")),
    ("look", JONAS, WORK, "", told(items=12, name="Jonas Åberg", organisation="Jobcenteret")),
    ("signed_in", "citizen", "", "", "{}"),
    ("look", KAREN, "safety", "", told(items=1, name="Karen Møller")),
    ("withdrawn", "citizen", "safety", GRANT, told(ends=1, madeAt="2026-11-26T06:59:00.000000Z", name="Karen Møller")),
)


def chained(said: tuple[tuple[str, str, str, str, str], ...] = SAID, *, day: int = 26) -> list[Json]:
    """Rows as the API sends them."""
    rows, link = [], chain.beginning(PLAN)
    for seq, (kind, who, scope, grant, payload) in enumerate(said, start=1):
        at = f"2026-11-{day}T07:{seq:02d}:00.{seq * 1001:06d}Z"
        salt = hashlib.sha256(f"salt {day} {seq}".encode()).digest()[: chain.SALT_BYTES]
        commitment = chain.commitment_to(salt, who, scope, grant, payload.encode())
        link = chain.linked(link, seq, kind, at, commitment)
        row = {"seq": seq, "kind": kind, "at": at, "who": who, "scope": scope, "grant": grant, "salt": salt.hex(),
               "payload": payload, "commitment": commitment.hex(), "hash": link.hex()}  # fmt: skip
        rows.append({name: value for name, value in row.items() if value != ""})
    return rows


def head_of(row: Json) -> Json:
    return {"seq": row["seq"], "hash": row["hash"]}


def erased() -> list[Json]:
    """The first four rows without their words, and the row that says so."""
    rows = chained((*SAID[:4], ("erased", "citizen", "", "", "{}")))
    for row in rows[:4]:
        for name in ("who", "scope", "grant", "salt", "payload"):
            row.pop(name, None)
    return rows


def tampered() -> list[Json]:
    """Chains that somebody has been at, with the heads a phone has seen, and what must be found first."""
    whole = chained()
    heads = [head_of(whole[1]), head_of(whole[5])]
    found: list[Json] = []

    def add(name: str, rows: list[Json], seq: int, what: str) -> None:
        found.append({"name": name, "heads": heads, "rows": rows, "first": {"seq": seq, "what": what}})

    def changed(number: int, **values: Any) -> list[Json]:
        rows = deepcopy(whole)
        rows[number - 1] |= values
        return rows

    add("a name is another", changed(2, payload='{"items":3,"name":"Karen Moller"}'), 2, "words")
    add("who looked is another", changed(3, who="M" * 22), 3, "words")
    add("the part of the plan is another", changed(3, scope="needs"), 3, "words")
    add("the consent is another", changed(1, grant="H" * 22), 1, "words")
    add("the salt is another", changed(2, salt="00" * 16), 2, "words")
    add("the moment is another", changed(2, at="2026-11-26T07:02:00.002003Z"), 2, "hash")
    add("the kind is another", changed(6, kind="given"), 6, "hash")
    add("the commitment is another", changed(2, commitment="00" * 32), 2, "words")
    add("the hash is another", changed(2, hash="00" * 32), 2, "hash")
    add("a row is taken out", whole[:2] + whole[3:], 3, "missing")
    add("the first row is taken out", whole[1:], 1, "missing")
    add("a row is taken out and the rest numbered anew", renumbered(whole[:2] + whole[3:]), 3, "hash")
    add("two rows have changed places", [whole[0], whole[2], whole[1], *whole[3:]], 2, "missing")
    add("two rows have changed places and numbers", renumbered([whole[0], whole[2], whole[1], *whole[3:]]), 2, "hash")
    add("a row is there twice", [*whole[:2], whole[1], *whole[2:]], 3, "missing")
    add("a row is put in", renumbered([*whole[:2], chained(day=27)[2], *whole[2:]]), 3, "hash")
    add("the newest row is cut off", whole[:5], 6, "cut")
    add("all rows are gone", [], 1, "cut")
    add("all of it was made anew", chained(day=27), 2, "head")
    add("the end was made anew", chained((*SAID[:5], ("look", "M" * 22, "safety", "", "{}"))), 6, "head")
    add("the words are gone and nothing says why", [*whole[:5], bare(whole[5])], 6, "emptied")
    add("the words are gone but not the salt", changed(2, payload=None), 2, "words")
    return found


def renumbered(rows: list[Json]) -> list[Json]:
    return [row | {"seq": seq} for seq, row in enumerate(rows, start=1)]


def bare(row: Json) -> Json:
    return {name: row[name] for name in ("seq", "kind", "at", "commitment", "hash")}


def files() -> dict[str, Any]:
    """What lies in the folder."""
    whole = chained()
    macs = [chain.keyed(KEYS.log, bytes.fromhex(row["hash"])).hex() for row in whole]
    return {
        "whole.json": {"plan": PLAN, "beginning": chain.beginning(PLAN).hex(), "rows": whole,
                       "head": head_of(whole[-1]), "key": KEYS.log.hex(), "macs": macs},
        "erased.json": {"plan": PLAN, "rows": erased(), "head": head_of(erased()[-1])},
        "tampered.json": {"plan": PLAN, "chains": tampered()},
    }  # fmt: skip


def as_text(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    for name, content in files().items():
        (FOLDER / name).write_text(as_text(content), encoding="utf-8")
