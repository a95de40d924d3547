"""Peter's plan, end to end (mission.md, J1 and J2): the whole main job, through the real app."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.journeys.acts import (
    accepts,
    answers_the_point,
    begins_a_plan,
    books_the_follow_up,
    comes_in,
    everything_is_sent,
    holds_the_meeting,
    invites,
    looks_at_the_log,
    main_of,
    makes_a_meeting,
    opens_the_next_meeting,
    press,
    says_how_it_was,
    says_yes_to,
    sees,
    stops,
    turns_on_reminders,
    writes_a_dream,
    writes_a_goal,
    writes_a_need,
    writes_an_agreement,
)
from tests.journeys.conftest import House
from tests.support.accessibility import assert_accessible
from tests.support.browser import People
from tests.support.phone_push import push_to_worker, tap_notification, visible_notifications
from tests.support.push_service import PushService

UP, OUT, WORK = "Noget at stå op til", "Ud af misbruget", "Tilbage i arbejde"

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


def days_ahead(first: int) -> Iterator[date]:
    return (datetime.now(COPENHAGEN).date() + timedelta(days=ahead) for ahead in count(first))


@pytest.mark.notifications
def test_peters_plan_from_the_first_dream_to_the_stop_on_the_train(
    house: House, people: People, push_service: PushService
) -> None:
    peter = people("peter", house.url)

    # On the ward he writes three dreams and makes a goal from each.
    comes_in(peter, "Peter Dam")
    begins_a_plan(peter, UP)
    writes_a_dream(peter, OUT)
    writes_a_dream(peter, WORK)
    writes_a_goal(peter, UP, "Komme ud af lejligheden hver dag")
    writes_a_goal(peter, OUT, "Tale med Rikke hver uge")
    writes_a_goal(peter, WORK, "Et par timer om ugen")
    writes_a_need(peter, "Ro om morgenen")
    turns_on_reminders(peter)
    everything_is_sent(peter)
    assert_accessible(peter.page, "plan")

    # He picks his team. Each sees what he chose, and nothing opens before his yes.
    jonas = people("jonas", house.url, desk=True)
    link, _ = invites(peter, "Jonas Lind", role="Jobcenteret", sees=[f"Drømmen {WORK}", "Det, jeg har brug for"])
    accepts(jonas, "Jonas Lind", link)
    says_yes_to(peter, "Jonas Lind")
    mads = people("mads", house.url, desk=True)
    link, _ = invites(peter, "Mads Lund", role="Psykiatrien", sees=["Alle mine drømme"])
    accepts(mads, "Mads Lund", link)
    says_yes_to(peter, "Mads Lund")
    rikke = people("rikke", house.url, desk=True)
    link, _ = invites(peter, "Rikke Bang", role="Kommunen", sees=[f"Drømmen {OUT}"])
    accepts(rikke, "Rikke Bang", link)
    says_yes_to(peter, "Rikke Bang")
    holm = people("holm", house.url, desk=True)
    link, _ = invites(peter, "Anne Holm", role="Egen læge", sees=["Det, jeg kan"])
    accepts(holm, "Anne Holm", link)
    says_yes_to(peter, "Anne Holm")

    # Jonas reads the dream of work with its goal, and no word of the other dreams.
    jonas.goto("/")
    turns_on_reminders(jonas)
    jonas.goto("/")
    press(jonas.page, "Personer")
    press(main_of(jonas), "Peter Dam")
    sees(jonas, "Et par timer om ugen")
    assert OUT not in jonas.page.content()
    assert UP not in jonas.page.content()

    # A Tuesday, so that the follow-up two weeks later is a working day too.
    first = next(day for day in days_ahead(3) if day.weekday() == 1)

    # He sets up a meeting with three points, out of his dreams. Jonas' telephone knocks, and says nothing.
    makes_a_meeting(
        peter,
        on=first,
        with_=["Jonas", "Mads", "Rikke", "Anne"],
        points={UP: "Anne", OUT: "Rikke", WORK: "Jonas"},
    )
    # News is told within five minutes, not in the second it happens (T10).
    house.passed += timedelta(minutes=5)
    knock = push_service.wait(1)[0]
    house.passed = timedelta()
    assert all(word.encode() not in knock.plain for word in (WORK, "Peter", "Koordinationsmøde", "psyk"))

    # Jonas answers before the meeting.
    answers_the_point(jonas, WORK, "Ja. Vi kan begynde med tre timer om ugen.")
    opens_the_next_meeting(peter)
    sees(peter, "Ja. Vi kan begynde med tre timer om ugen.")
    assert_accessible(peter.page, "meeting")

    # The meeting is held without a network. Everybody speaks, and what is said is written, point by point; the phone is
    # locked and opened again in the middle. He writes for himself until he says yes; then Jonas reads it.
    peter.wait_for_the_worker()
    with peter.offline():
        holds_the_meeting(peter, ["", "Rikke ringer mandag.", "Jeg starter i det små."])
    everything_is_sent(peter)
    jonas.goto("/desk?show=meetings")
    jonas.page.get_by_role("listitem").get_by_role("link").filter(has_text="Peter Dam").first.click()
    sees(jonas, "Peter har ikke sagt ja til det endnu.")
    assert "Jeg starter i det små." not in jonas.page.content()
    press(peter.page, "Ja, det må de læse")
    sees(peter, "Du har sagt ja.")
    everything_is_sent(peter)
    jonas.page.reload()
    sees(jonas, "Jeg starter i det små.")

    # How it was is his own.
    says_how_it_was(peter)
    everything_is_sent(peter)
    jonas.page.reload()
    sees(jonas, "Jeg starter i det små.")
    assert "Lyttede de andre" not in jonas.page.content()

    # Three agreements are written, each with who and when, and the follow-up is booked.
    writes_an_agreement(peter, "Jeg begynder hos Rikke", who="Rikke", thread=OUT)
    writes_an_agreement(peter, "Jonas finder et sted", who="Jonas", thread=WORK)
    writes_an_agreement(peter, "Jeg træner mit knæ", who="Jeg", thread=UP)
    books_the_follow_up(peter, "14 dage")
    everything_is_sent(peter)

    # Karen is invited later. She sees the safety plan and the next meeting, and nothing else.
    karen = people("karen", house.url)
    link, code = invites(peter, "Karen Møller", role="Pårørende eller ven", sees=["Tryghedsplan"], code=True)
    accepts(karen, "Karen Møller", link, code)
    says_yes_to(peter, "Karen Møller")
    karen.goto("/")
    sees(karen, "Tryghedsplan")
    assert all(dream not in karen.page.content() for dream in (UP, OUT, WORK))
    assert_accessible(karen.page, "what Karen sees")

    # The day before the follow-up, with the app closed, his phone reminds him.
    peter.wait_for_the_worker()
    already = len(push_service.came(peter.push))
    # Thirteen days go by for the server: an open page of the others may ask meanwhile, and their sessions have ended.
    for other in (jonas, holm, karen):
        other.expects(r"401 \(Unauthorized\)")
    house.passed = datetime.combine(first + timedelta(days=13), time(10, 1), COPENHAGEN) - datetime.now(UTC)
    reminder = push_service.wait(already + 1, phone=peter.push)[-1]
    peter.page.goto("about:blank")
    push_to_worker(peter.page, house.url, reminder.plain)
    shown = visible_notifications(peter.page)
    assert [(note["title"], note["body"]) for note in shown] == [("Stafet", "Du har en påmindelse.")]
    opened = tap_notification(peter.page)
    assert opened is not None
    house.passed = timedelta()
    peter.goto(opened.removeprefix(house.url))
    expect(peter.page.get_by_role("heading", level=1)).to_contain_text("kl.")

    # He sees who has looked.
    looks_at_the_log(peter)
    sees(peter, "Jonas Lind")

    # On the train, without coverage, he adds a dream and stops Jonas' access to his needs. It holds.
    peter.goto("/")
    peter.wait_for_the_worker()
    with peter.offline():
        writes_a_dream(peter, "Have en hund igen")
        stops(peter, "Jonas", "Det, jeg har brug for")
        sees(peter, "Telefonen sender det først af alt")
    peter.goto("/")
    everything_is_sent(peter)
    jonas.goto("/")
    press(jonas.page, "Personer")
    press(main_of(jonas), "Peter Dam")
    sees(jonas, "Et par timer om ugen")
    assert "Ro om morgenen" not in jonas.page.content()
    peter.goto("/plan")
    sees(peter, "Have en hund igen")
