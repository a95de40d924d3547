"""What an item said before: nothing that was written is lost, and it is the citizen's alone."""

import pytest

from stafet.domain.ids import ItemId
from stafet.domain.items import Need, Strength
from stafet.store.people import PersonRow
from stafet.use_cases import versions
from stafet.use_cases.errors import NotFound
from stafet.use_cases.versions import VersionsOut
from tests.world import Plan, TeamMember


def seen_by(peter: Plan, item: str, person: PersonRow) -> VersionsOut:
    with peter.world.tx() as tx:
        return versions.versions_of(tx, plan_id=peter.id, item_id=ItemId(item), by=person.id)


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


@pytest.mark.parametrize("verb", ["see", "respond", "edit"])
def test_words_taken_out_before_sharing_reach_nobody(peter: Plan, need: str, jonas: TeamMember, verb: str) -> None:
    peter.share(jonas, "needs", verb=verb)

    with pytest.raises(NotFound):
        seen_by(peter, need, jonas.person)


def test_an_item_that_never_was_has_no_versions(peter: Plan) -> None:
    with pytest.raises(NotFound):
        seen_by(peter, "01900000-0000-7000-8000-000000000000", peter.owner)


def removed_from(peter: Plan, person: PersonRow) -> list[tuple[str, str, str]]:
    """What was removed lately: which, by whom, and its last words."""
    with peter.world.tx() as tx:
        found = versions.removed_of(tx, plan_id=peter.id, by=person.id, now=peter.world.now)
    return [(one.item, one.by, bytes(one.body).decode().split('"text":"')[1].split('"')[0]) for one in found.removed]


def test_what_one_phone_removed_without_having_seen_the_others_words_can_be_read_with_them(peter: Plan) -> None:
    other = peter.phone_of(peter.owner)
    need = peter.write(Need(text="Ro"), "needs")
    other.sync()
    peter.phone.change(need, text="Ro om morgenen")
    peter.phone.sync()

    other.write("delete", item=need)
    answer = other.sync()

    assert answer.outcomes == ["applied"]
    assert removed_from(peter, peter.owner) == [(need, "citizen", "Ro om morgenen")]
    assert texts(seen_by(peter, need, peter.owner)) == ["Ro om morgenen", "Ro"]


def test_what_a_helper_removed_is_told_to_the_citizen_as_the_helpers_act(peter: Plan, jonas: TeamMember) -> None:
    strength = peter.write(Strength(text="Cykler"), "strengths")
    peter.share(jonas, "strengths", verb="edit")
    jonas.phone.write("delete", item=strength)
    jonas.phone.sync()

    found = removed_from(peter, peter.owner)

    assert found == [(strength, jonas.id, "Cykler")]
    assert [one.by for one in seen_by(peter, strength, peter.owner).versions] == [jonas.id, "citizen"]


def test_what_was_removed_more_than_thirty_days_ago_is_not_called_lately(peter: Plan, need: str) -> None:
    peter.phone.write("delete", item=need)
    peter.phone.sync()
    peter.world.later(days=31)

    assert removed_from(peter, peter.owner) == []


def test_what_was_removed_is_the_citizens_alone(peter: Plan, jonas: TeamMember, need: str) -> None:
    peter.share(jonas, "needs", verb="edit")
    peter.phone.write("delete", item=need)
    peter.phone.sync()

    with pytest.raises(NotFound):
        removed_from(peter, jonas.person)
