"""Meetings one after the other: each is a meeting of its own, and one yes can ask to all of them (J6).

What must be ready at home is ticked by whoever is asked; a network meeting is asked for without sharing anything.
"""

import pytest
import sqlalchemy as sa

from stafet.domain.ids import ItemId
from stafet.domain.items import Preparation
from stafet.store.tables import reminder
from stafet.use_cases import meetings
from stafet.use_cases.errors import Conflict, NotFound
from tests.factories import a_meeting, an_agreement, an_id
from tests.world import Plan, TeamMember, World

SERIES = an_id()
# The clocks go forward on 28 March 2027, between the third and the fourth.
DAYS = ("2026-12-10", "2026-12-26", "2027-01-26", "2027-04-26")


@pytest.fixture
def series(peter: Plan) -> list[str]:
    """Four meetings at nine, as the phone counts them out."""
    return [
        peter.write(a_meeting(f"{day}T09:00", meeting_kind="follow_up", series=SERIES, called_by="citizen"))
        for day in DAYS
    ]


def ask(peter: Plan, series: list[str], *members: TeamMember, sha256: str = "") -> None:
    first, *also = series
    invited = [member.id for member in members]
    shown = peter.act(meetings.wording_for, meeting_id=ItemId(first), also=also, lang="da", invited=invited)
    peter.act(
        meetings.invite,
        meeting_id=ItemId(first),
        also=also,
        lang="da",
        invited=invited,
        sha256=sha256 or shown.sha256,
        proved_at=peter.world.now,
        now=peter.world.now,
    )


def reminded_of(world: World, member: TeamMember) -> set[str]:
    """The moments of the meetings somebody has a reminder of, in the world's time."""
    query = sa.select(reminder.c.starts_at).where(
        reminder.c.person_id == member.person.id, reminder.c.kind == "meeting", reminder.c.state == "pending"
    )
    with world.tx() as tx:
        return {row[0].strftime("%y-%m-%d %H:%M") for row in tx.execute(query)}


def waiting_meetings(world: World, member: TeamMember) -> set[str]:
    query = sa.select(reminder.c.meeting_id).where(
        reminder.c.person_id == member.person.id, reminder.c.kind == "meeting", reminder.c.state == "pending"
    )
    with world.tx() as tx:
        return set(tx.execute(query).scalars())


def test_one_yes_asks_to_every_meeting_and_each_consent_ends_fourteen_days_after_its_own(
    peter: Plan, series: list[str], jonas: TeamMember
) -> None:
    ask(peter, series, jonas)

    jonas.phone.sync()

    scopes = jonas.phone.told[peter.id]["scopes"]
    assert [scopes[f"meeting:{one}"]["until"] for one in series] == [
        "2026-12-24T09:00:00Z", "2027-01-09T09:00:00Z", "2027-02-09T09:00:00Z", "2027-05-10T08:00:00Z",
    ]  # fmt: skip


def test_the_words_name_every_meeting_of_the_yes(peter: Plan, series: list[str], jonas: TeamMember) -> None:
    first, *also = series

    shown = peter.act(meetings.wording_for, meeting_id=ItemId(first), also=also, lang="da", invited=[jonas.id])

    assert [words in shown.words for words in ("10. december 2026 kl. 9.00", "26. april 2027 kl. 9.00")] == [True, True]
    assert shown.words.count("Jonas må læse og svare på mødet") == 4


def test_other_words_than_those_of_all_the_meetings_are_another_yes(
    peter: Plan, series: list[str], jonas: TeamMember
) -> None:
    only_the_first = peter.act(meetings.wording_for, meeting_id=ItemId(series[0]), lang="da", invited=[jonas.id])

    with pytest.raises(Conflict, match="wording_changed"):
        ask(peter, series, jonas, sha256=only_the_first.sha256)

    jonas.phone.sync()
    assert jonas.phone.scopes == {"responsible"}


def test_a_meeting_that_is_not_there_is_not_passed_over_in_silence(
    peter: Plan, series: list[str], jonas: TeamMember
) -> None:
    with pytest.raises(NotFound):
        ask(peter, [*series, an_id()], jonas)


def test_reminders_of_every_meeting_are_made_with_the_yes_at_the_same_clock_on_the_wall(
    world: World, peter: Plan, series: list[str], jonas: TeamMember
) -> None:
    ask(peter, series, jonas)

    # At nine in Copenhagen: eight in the world's time in winter, seven in summer.
    assert reminded_of(world, jonas) == {"26-12-10 08:00", "26-12-26 08:00", "27-01-26 08:00", "27-04-26 07:00"}


def test_one_meeting_cancelled_leaves_the_others_and_their_reminders(
    world: World, peter: Plan, series: list[str], jonas: TeamMember
) -> None:
    ask(peter, series, jonas)
    before = waiting_meetings(world, jonas)

    peter.phone.sync()
    peter.phone.change(series[1], state="cancelled")
    peter.phone.sync()

    assert (before, waiting_meetings(world, jonas)) == (set(series), set(series) - {series[1]})


def test_a_meeting_that_was_cancelled_takes_nobody_in(peter: Plan, series: list[str], jonas: TeamMember) -> None:
    peter.phone.sync()
    peter.phone.change(series[2], state="cancelled")
    peter.phone.sync()

    with pytest.raises(Conflict, match="meeting_cancelled"):
        ask(peter, series, jonas)


# What must be ready at home


@pytest.fixture
def discharge(peter: Plan) -> str:
    return peter.write(a_meeting("2026-12-04T10:00", meeting_kind="discharge", discharge_on="2026-12-07"))


@pytest.fixture
def food(peter: Plan, discharge: str) -> str:
    return peter.write(Preparation(text="Der er mad i huset"), f"meeting:{discharge}")


def test_who_is_asked_to_the_meeting_ticks_what_is_ready(
    peter: Plan, discharge: str, food: str, jonas: TeamMember
) -> None:
    peter.invite_to(discharge, jonas)
    jonas.phone.sync()

    jonas.phone.change(food, done=True)
    answer = jonas.phone.sync()
    peter.phone.sync()

    assert answer.outcomes == ["applied"]
    assert peter.phone.bodies(f"meeting:{discharge}", "preparation")[0]["done"] is True


def test_the_words_of_the_list_are_the_citizens(peter: Plan, discharge: str, food: str, jonas: TeamMember) -> None:
    peter.invite_to(discharge, jonas)
    jonas.phone.sync()

    jonas.phone.change(food, text="Der er øl i huset")

    assert [result.get("code") for result in jonas.phone.sync().results] == ["needs_the_citizens_yes"]


def test_who_is_not_asked_hears_nothing_of_the_list(peter: Plan, food: str, jonas: TeamMember) -> None:
    assert b"mad i huset" not in jonas.phone.sync().raw


# A network meeting asked for


def test_the_baton_holder_has_the_request_with_its_last_day_and_nothing_else(peter: Plan, jonas: TeamMember) -> None:
    asked = an_agreement(
        what="Finder en tid til et netværksmøde", verb="Finder", responsible=jonas.id, state="agreed",
        by_on="2026-11-23", asks_for="network_meeting",
    )  # fmt: skip
    peter.write(asked, "agreements")

    jonas.phone.sync()

    (told,) = jonas.phone.bodies("responsible", "agreement")
    assert (told["asksFor"], told["byOn"]) == ("network_meeting", "2026-11-23")
    assert jonas.phone.scopes == {"responsible"}
