"""What an item said before: nothing that was written is lost, and who sees the item sees what it said."""

import pytest

from stafet.domain.ids import ItemId
from stafet.domain.items import Need
from stafet.use_cases import looks, versions
from stafet.use_cases.errors import NotFound
from stafet.use_cases.versions import VersionsOut
from tests.world import Plan, TeamMember


def seen_by(peter: Plan, item: str, person: object) -> VersionsOut:
    with peter.world.tx() as tx:
        return versions.versions_of(
            tx,
            plan_id=peter.id,
            item_id=ItemId(item),
            by=person.id,
            now=peter.world.now,  # type: ignore[attr-defined]
        )


def texts(found: VersionsOut) -> list[str]:
    return [bytes(one.body).decode().split('"text":"')[1].split('"')[0] for one in found.versions if one.body]


@pytest.fixture
def need(peter: Plan) -> str:
    """Written, and then changed."""
    need = peter.write(Need(text="Ro"), "needs")
    peter.phone.change(need, text="Ro om morgenen")
    peter.phone.sync()
    return need


def test_what_stood_before_is_kept_newest_first(peter: Plan, need: str) -> None:
    assert texts(seen_by(peter, need, peter.owner)) == ["Ro om morgenen", "Ro"]


def test_what_was_removed_still_stands_among_the_versions(peter: Plan, need: str) -> None:
    peter.phone.write("delete", item=need)
    peter.phone.sync()

    found = seen_by(peter, need, peter.owner)

    assert (found.versions[0].deleted, texts(found)) == (True, ["Ro om morgenen", "Ro"])


def test_somebody_who_may_not_see_the_item_hears_that_there_is_none(peter: Plan, need: str, jonas: TeamMember) -> None:
    with pytest.raises(NotFound):
        seen_by(peter, need, jonas.person)


def test_a_member_who_reads_the_versions_has_looked(peter: Plan, need: str, jonas: TeamMember) -> None:
    peter.share(jonas, "needs")

    seen_by(peter, need, jonas.person)

    with peter.world.tx() as tx:
        log = looks.who_has_looked(tx, plan_id=peter.id, by=peter.owner.id, before=None, now=peter.world.now)
    assert [(look.name, look.scope, look.items) for look in log.looks] == [("Jonas", "needs", 2)]
