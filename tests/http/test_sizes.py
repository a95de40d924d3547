"""What a sync weighs: a first pull is one answer of at most 60 KB, and one that says nothing new 300 bytes at most."""

import random

from bench.plans import text
from tests.http.house import open_house

ITEMS = 500
SECTIONS = (("strengths", "strength"), ("needs", "need"), ("safety", "coping"), ("private", "private_note"))


async def test_the_first_pull_of_500_items_is_one_answer_of_at_most_60_kb(sqlite_url: str) -> None:
    rng = random.Random(7)
    async with open_house(sqlite_url) as house:
        peter = await house.person("peter")
        plan = await peter.start_plan()
        for start in range(0, ITEMS, 100):
            kinds = [SECTIONS[number % len(SECTIONS)] for number in range(start, start + 100)]
            edits = [
                house.edit(plan, "create", scope=scope, body={"kind": kind, "text": text(rng)}) for scope, kind in kinds
            ]
            sent = await peter.sync(*edits)
            assert {one["outcome"] for one in sent.json()["results"]} == {"applied"}

        first = await peter.sync()

    (told,) = first.json()["plans"]
    assert (sum(len(scope.get("items", [])) for scope in told["scopes"].values()), first.json().get("more")) == (
        ITEMS,
        None,
    )
    assert first.headers["content-encoding"] == "gzip"
    assert int(first.headers["content-length"]) <= 60_000


async def test_an_answer_with_nothing_new_is_at_most_300_bytes(sqlite_url: str) -> None:
    async with open_house(sqlite_url) as house:
        peter = await house.person("peter")
        plan = await peter.start_plan()
        for _ in range(30):
            await peter.write(plan, "dream:", {"kind": "dream", "text": "Jeg vil bo for mig selv"})
        (told,) = (await peter.sync(**{plan: {"log": ""}})).json()["plans"]
        have = {scope: one["rev"] for scope, one in told["scopes"].items()}
        held = {"epoch": told["epoch"], "view": told["view"], "have": have, "log": told.get("log", {}).get("hash", "")}

        again = await peter.sync(**{plan: held})

    assert "scopes" not in again.json()["plans"][0]
    assert len(again.content) <= 300
