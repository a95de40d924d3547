"""The disk is full: SQLite says so for real, by a limit on its own number of pages."""

from collections.abc import Iterator
from contextlib import contextmanager

from stafet.use_cases.transactions import Database
from tests.http.house import Browser, assert_problem, open_house

WORDS = "ord " * 900


@contextmanager
def no_more_room(db: Database) -> Iterator[None]:
    """Not one page more until there is room again. One request at a time, so it is always the same connection."""

    def limit(pages: int) -> None:
        with db.write() as tx:
            tx.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    limit(1)  # never below what is in use
    try:
        yield
    finally:
        limit(1073741823)


async def write(person: Browser, plan: str, *, text: str = WORDS) -> tuple[int, str, str]:
    """One new item: the status, its id, and the problem's code."""
    item = person.house.new_id()
    edit = person.house.edit(plan, "create", id=item, scope="strengths", body={"kind": "strength", "text": text})
    answer = await person.sync(edit)
    said = answer.json()
    if answer.status_code != 200:
        assert_problem(answer, 503, "storage_full")
        assert answer.headers["retry-after"]
    return answer.status_code, item, said.get("code", "")


async def held(person: Browser, plan: str) -> set[str]:
    answer = await person.sync()
    assert answer.status_code == 200, answer.text
    (told,) = [one for one in answer.json()["plans"] if one["plan"] == plan]
    return {item["id"] for item in told["scopes"]["strengths"].get("items", [])}


async def test_a_full_disk_is_said_and_nothing_acknowledged_is_lost(sqlite_url: str) -> None:
    async with open_house(sqlite_url) as house:
        peter = await house.person("peter")
        plan = await peter.start_plan()
        acknowledged = {(await write(peter, plan))[1]}

        with no_more_room(house.db):
            codes = []
            for _ in range(12):
                status, item, code = await write(peter, plan)
                codes.append(code)
                acknowledged |= {item} if status == 200 else set()
            while_full = await held(peter, plan)

        status, item, _ = await write(peter, plan)
        acknowledged.add(item)
        after = await held(peter, plan)

    assert codes[-1] == "storage_full"
    assert while_full == acknowledged - {item}, "reads go on, and know what was acknowledged and nothing else"
    assert status == 200, "with room again, writing goes on without a restart"
    assert after == acknowledged


async def test_an_edit_refused_by_a_full_disk_is_taken_once_there_is_room(sqlite_url: str) -> None:
    async with open_house(sqlite_url) as house:
        peter = await house.person("peter")
        plan = await peter.start_plan()
        many = [
            house.edit(plan, "create", scope="strengths", body={"kind": "strength", "text": WORDS}) for _ in range(40)
        ]

        with no_more_room(house.db):
            full = await peter.sync(*many)
        again = await peter.sync(*many)
        once_more = await peter.sync(*many)

    assert_problem(full, 503, "storage_full")
    assert {one["outcome"] for one in again.json()["results"]} == {"applied"}, "all of the request or nothing of it"
    assert {one["outcome"] for one in once_more.json()["results"]} == {"already"}
