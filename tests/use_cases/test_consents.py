"""Giving consent names its exact words; stopping is never refused (invariants C2, C5, C7)."""

from datetime import UTC, datetime, timedelta

import pytest

from stafet.domain.ids import MemberId, random_id
from stafet.domain.items import Dream, Need
from stafet.use_cases import consents
from stafet.use_cases.consents import GrantIn
from stafet.use_cases.errors import Conflict, Invalid, NotFound
from tests.factories import an_id
from tests.world import Plan, TeamMember, World


def a_wish(world: World, scope: str = "needs", **facts: object) -> GrantIn:
    return GrantIn(
        **{"scope": scope, "verb": "see", "purpose": "support", "until": world.now + timedelta(days=90)} | facts
    )


def give(peter: Plan, jonas: TeamMember, wish: GrantIn, **words: object) -> None:
    usual = {"lang": "da", "name": "Jonas"}
    shown = peter.act(consents.wording_for, **usual, grants=[wish])
    peter.act(
        consents.give,
        **{"lang": "da", "member_id": jonas.id, "grants": [wish], "sha256": shown.sha256}
        | {"proved_at": peter.world.now, "now": peter.world.now}
        | words,
    )


def test_what_is_given_stands_in_the_citizens_list_with_its_words(world: World, peter: Plan, jonas: TeamMember) -> None:
    peter.share(jonas, "needs")

    peter.phone.sync()

    (grant,) = peter.phone.bodies("consents")
    shown = peter.act(consents.wording_for, lang="da", name="Jonas", grants=[a_wish(world)])
    assert (grant["member"], grant["scope"], grant["words"], grant["textId"], grant["sha256"]) == (
        jonas.id,
        "needs",
        shown.words,
        "share-da-1",
        shown.sha256,
    )


def test_a_yes_to_other_words_is_no_yes(world: World, peter: Plan, jonas: TeamMember) -> None:
    with pytest.raises(Conflict, match="wording_changed"):
        give(peter, jonas, a_wish(world), sha256="0" * 64)


def test_a_yes_in_english_is_no_yes_to_the_danish_words(world: World, peter: Plan, jonas: TeamMember) -> None:
    with pytest.raises(Conflict, match="wording_changed"):
        give(peter, jonas, a_wish(world), lang="en")


def test_a_yes_to_a_dream_that_has_other_words_now_is_no_yes(world: World, peter: Plan, jonas: TeamMember) -> None:
    dream = peter.write(Dream(text="Arbejde"))
    wish = a_wish(world, f"dream:{dream}")
    shown = peter.act(consents.wording_for, lang="da", name="Jonas", grants=[wish])
    peter.phone.change(dream, text="Noget helt andet")
    peter.phone.sync()

    with pytest.raises(Conflict, match="wording_changed"):
        give(peter, jonas, wish, sha256=shown.sha256)


def test_nothing_opens_when_the_words_do_not_match(world: World, peter: Plan, jonas: TeamMember) -> None:
    with pytest.raises(Conflict):
        give(peter, jonas, a_wish(world), sha256="0" * 64)

    jonas.phone.sync()

    assert "needs" not in jonas.phone.scopes


@pytest.mark.parametrize(
    ("distance", "code"),
    [
        (timedelta(0), "period_over"),
        (timedelta(milliseconds=-1), "period_over"),
        (timedelta(days=365, milliseconds=1), "period_too_long"),
        (timedelta(days=4000), "period_too_long"),
    ],
    ids=["now", "past", "a millisecond over a year", "for ever"],
)
def test_a_period_that_is_over_or_longer_than_a_year_is_refused(
    world: World, peter: Plan, jonas: TeamMember, distance: timedelta, code: str
) -> None:
    with pytest.raises(Invalid, match=code):
        give(peter, jonas, a_wish(world, until=world.now + distance))


def test_a_year_to_the_millisecond_is_allowed(world: World, peter: Plan, jonas: TeamMember) -> None:
    give(peter, jonas, a_wish(world, until=world.now + timedelta(days=365)))

    jonas.phone.sync()

    assert "needs" in jonas.phone.scopes


def test_a_period_without_a_zone_is_refused(world: World, peter: Plan, jonas: TeamMember) -> None:
    with pytest.raises(Invalid, match="period_without_zone"):
        give(peter, jonas, a_wish(world, until=datetime(2026, 12, 1)))  # noqa: DTZ001 - that is the point


@pytest.mark.parametrize("year", [1, 9999])
def test_the_words_of_an_impossible_period_are_refused(world: World, peter: Plan, year: int) -> None:
    until = datetime(1, 1, 1, tzinfo=UTC) if year == 1 else datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)

    with pytest.raises(Invalid):
        peter.act(consents.wording_for, lang="da", name="Jonas", grants=[a_wish(world, until=until)])


@pytest.mark.parametrize("scope", [f"dream:{an_id()}", f"meeting:{an_id()}"], ids=["a dream", "a meeting"])
def test_what_does_not_exist_cannot_be_shared(world: World, peter: Plan, jonas: TeamMember, scope: str) -> None:
    with pytest.raises(Invalid, match="scope_unknown"):
        give(peter, jonas, a_wish(world, scope))


def test_a_deleted_dream_cannot_be_shared(world: World, peter: Plan, jonas: TeamMember) -> None:
    dream = peter.write(Dream(text="Arbejde"))
    peter.phone.write("delete", item=dream)
    peter.phone.sync()

    with pytest.raises(Invalid, match="scope_unknown"):
        give(peter, jonas, a_wish(world, f"dream:{dream}"))


def test_a_new_consent_takes_the_place_of_the_earlier_one(world: World, peter: Plan, jonas: TeamMember) -> None:
    peter.share(jonas, "needs", verb="edit", days=300)

    peter.share(jonas, "needs", verb="see", days=10)
    jonas.phone.sync()

    scope = jonas.phone.told[peter.id]["scopes"]["needs"]
    assert (scope["verb"], scope["until"]) == ("see", "2026-11-26T09:00:00Z")


def test_the_earlier_consent_stays_in_the_list_as_ended(peter: Plan, jonas: TeamMember) -> None:
    peter.share(jonas, "needs", verb="edit")

    peter.share(jonas, "needs", verb="see")
    peter.phone.sync()

    ended = {grant["verb"]: "endedAt" in grant for grant in peter.phone.bodies("consents")}
    assert ended == {"edit": True, "see": False}


def test_a_consent_on_one_scope_leaves_the_others_alone(peter: Plan, jonas: TeamMember) -> None:
    peter.share(jonas, "safety")

    peter.share(jonas, "needs")
    jonas.phone.sync()

    assert jonas.phone.scopes == {"responsible", "safety", "needs"}


def test_a_consent_to_one_member_opens_nothing_to_another(peter: Plan, jonas: TeamMember, karen: TeamMember) -> None:
    peter.share(jonas, "needs")

    karen.phone.sync()

    assert "needs" not in karen.phone.scopes


def test_c6_only_the_citizen_gives_consent(world: World, peter: Plan, jonas: TeamMember) -> None:
    with pytest.raises(NotFound):
        give(peter, jonas, a_wish(world), by=jonas.person.id)


def test_the_words_are_shown_only_to_the_citizen(world: World, peter: Plan, jonas: TeamMember) -> None:
    with pytest.raises(NotFound):
        peter.act(consents.wording_for, lang="da", name="Jonas", grants=[a_wish(world)], by=jonas.person.id)


def test_nothing_is_shared_with_who_is_not_on_the_team(world: World, peter: Plan, jonas: TeamMember) -> None:
    with pytest.raises(NotFound):
        give(peter, jonas, a_wish(world), member_id=MemberId(random_id()))


def test_nothing_is_shared_with_who_has_left(world: World, peter: Plan, jonas: TeamMember) -> None:
    jonas.phone.write("leave")
    jonas.phone.sync()

    with pytest.raises(NotFound):
        give(peter, jonas, a_wish(world))


# Stopping


def test_a_withdrawal_is_applied_before_the_other_edits_of_its_request(peter: Plan, jonas: TeamMember) -> None:
    peter.share(jonas, "needs")
    peter.phone.create(Need(text="Ro"), "needs")
    peter.phone.write("withdraw", member=jonas.id, scope="needs")

    answer = peter.phone.sync()

    need, stop = answer.results
    assert stop["rev"] < need["rev"]


def test_a_withdrawal_ends_also_an_extension_made_meanwhile(peter: Plan, jonas: TeamMember) -> None:
    peter.share(jonas, "needs", days=10)
    peter.phone.write("withdraw", member=jonas.id, scope="needs")
    peter.share(jonas, "needs", days=300)

    peter.phone.sync()
    jonas.phone.sync()

    assert "needs" not in jonas.phone.scopes


def test_a_withdrawal_of_one_scope_leaves_the_others_open(peter: Plan, jonas: TeamMember) -> None:
    peter.share(jonas, "needs", "safety")

    peter.phone.write("withdraw", member=jonas.id, scope="needs")
    peter.phone.sync()
    jonas.phone.sync()

    assert jonas.phone.scopes == {"responsible", "safety"}


def test_a_withdrawal_without_a_scope_closes_everything(peter: Plan, jonas: TeamMember) -> None:
    peter.share(jonas, "needs", "safety", "dreams")

    peter.phone.write("withdraw", member=jonas.id)
    peter.phone.sync()
    jonas.phone.sync()

    assert jonas.phone.scopes == {"responsible"}


def test_a_withdrawal_closes_nothing_to_anybody_else(peter: Plan, jonas: TeamMember, karen: TeamMember) -> None:
    peter.share(jonas, "needs")
    peter.share(karen, "needs")

    peter.phone.write("withdraw", member=jonas.id)
    peter.phone.sync()
    karen.phone.sync()

    assert "needs" in karen.phone.scopes


def test_a_withdrawal_that_was_made_days_ago_offline_is_not_refused(
    world: World, peter: Plan, jonas: TeamMember
) -> None:
    peter.share(jonas, "needs")
    peter.phone.write("withdraw", member=jonas.id, scope="needs")
    world.later(days=30)

    answer = peter.phone.sync()

    assert answer.outcomes == ["applied"]


def test_stopping_what_has_stopped_is_no_fault(peter: Plan, jonas: TeamMember) -> None:
    peter.phone.write("withdraw", member=jonas.id, scope="needs")
    peter.phone.write("withdraw", member=jonas.id)

    answer = peter.phone.sync()

    assert answer.outcomes == ["applied", "applied"]


def test_a_member_cannot_stop_somebody_elses_consent(peter: Plan, jonas: TeamMember, karen: TeamMember) -> None:
    peter.share(karen, "needs")
    peter.share(jonas, "needs", verb="edit")
    jonas.phone.write("withdraw", member=karen.id)

    answer = jonas.phone.sync()

    assert answer.outcomes == ["refused: not_allowed"]


def test_a_professionals_edit_after_the_stop_is_refused_and_not_applied(peter: Plan, jonas: TeamMember) -> None:
    peter.share(jonas, "needs", verb="edit")
    jonas.phone.create(Need(text="For sent"), "needs")
    peter.phone.write("withdraw", member=jonas.id)
    peter.phone.sync()

    answer = jonas.phone.sync()
    peter.phone.sync()

    assert (answer.outcomes, peter.phone.texts("needs")) == (["refused: not_found"], [])


def test_a_withdrawal_has_the_phones_own_time_beside_the_servers(world: World, peter: Plan, jonas: TeamMember) -> None:
    peter.share(jonas, "needs")
    peter.phone.write("withdraw", member=jonas.id, scope="needs")
    world.later(days=3)

    peter.phone.sync()

    (grant,) = peter.phone.bodies("consents")
    assert grant["endedAt"] == "2026-11-19T09:00:00Z"
