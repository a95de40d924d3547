"""Copies on relatives' phones: what was removed from which device, and when it was last seen."""

from datetime import timedelta

from stafet.domain.items import Coping
from stafet.use_cases import copies
from stafet.use_cases.copies import CopyOut
from tests.world import Plan, TeamMember


def told(peter: Plan) -> list[CopyOut]:
    with peter.world.tx() as tx:
        return copies.copies_of(tx, plan_id=peter.id, by=peter.owner.id).copies


def removed(peter: Plan) -> list[str]:
    return [one.scope for copy in told(peter) for one in copy.removed]


def test_a_relatives_phone_is_listed_with_when_it_was_last_seen(peter: Plan, karen: TeamMember) -> None:
    peter.share(karen, "safety")
    karen.phone.sync()

    assert [(copy.member, copy.last_seen_at) for copy in told(peter)] == [(karen.id, peter.world.now)]


def test_a_professional_keeps_no_copy(peter: Plan, jonas: TeamMember) -> None:
    peter.share(jonas, "safety")
    jonas.phone.sync()

    assert told(peter) == []


def test_a_withdrawn_part_is_removed_at_the_phones_next_contact(peter: Plan, karen: TeamMember) -> None:
    peter.write(Coping(text="Gå en tur"), "safety")
    peter.share(karen, "safety", "needs")
    karen.phone.sync()

    peter.phone.write("withdraw", member=karen.id, scope="safety")
    peter.phone.sync()
    before = removed(peter)
    karen.phone.sync()

    assert (before, removed(peter)) == ([], ["safety"])


def test_a_part_that_ended_by_itself_is_removed_too(peter: Plan, karen: TeamMember) -> None:
    peter.share(karen, "safety", days=1)
    karen.phone.sync()

    peter.world.clock.at += timedelta(days=2)
    karen.phone.sync()

    assert removed(peter) == ["safety"]


def test_a_part_that_was_given_again_is_not_called_removed(peter: Plan, karen: TeamMember) -> None:
    peter.share(karen, "safety")
    karen.phone.sync()

    peter.share(karen, "safety", days=30)
    karen.phone.sync()

    assert removed(peter) == []


def test_who_left_the_team_loses_the_copy_at_the_next_contact(peter: Plan, karen: TeamMember) -> None:
    peter.share(karen, "safety")
    karen.phone.sync()

    karen.phone.write("leave")
    karen.phone.sync()

    assert removed(peter) == ["safety"]
