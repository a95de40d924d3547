"""To invite is to let somebody read the meeting until 14 days after it; to take back is to close it."""

import pytest

from stafet.domain.ids import ItemId
from stafet.domain.items import Dream
from stafet.use_cases import meetings, team
from stafet.use_cases.errors import Conflict, Invalid, NotFound
from tests.factories import a_meeting, a_point, an_id
from tests.world import Plan, TeamMember, World


@pytest.fixture
def meeting(peter: Plan) -> str:
    """On 4 December 2026, from 10 to 11 in Copenhagen."""
    return peter.write(a_meeting("2026-12-04T10:00"))


def uninvite(peter: Plan, meeting: str, member: TeamMember) -> None:
    peter.act(meetings.uninvite, meeting_id=ItemId(meeting), member_id=member.id, now=peter.world.now)


def test_an_invited_member_sees_the_meeting_until_fourteen_days_after_it(
    peter: Plan, meeting: str, jonas: TeamMember
) -> None:
    peter.invite_to(meeting, jonas)

    jonas.phone.sync()

    scope = jonas.phone.told[peter.id]["scopes"][f"meeting:{meeting}"]
    assert (scope["verb"], scope["until"]) == ("respond", "2026-12-18T10:00:00Z")


def test_a_meeting_opens_no_dream_its_points_come_from(peter: Plan, meeting: str, jonas: TeamMember) -> None:
    dream = peter.write(Dream(text="Arbejde"))
    peter.write(a_point(), f"meeting:{meeting}", from_={"scope": f"dream:{dream}", "item": dream})
    peter.invite_to(meeting, jonas)

    raw = jonas.phone.sync().raw.decode()

    assert ("Hvordan kommer jeg i arbejde?" in raw, dream in raw) == (True, False)


def test_a_member_who_was_not_invited_sees_no_meeting(
    peter: Plan, meeting: str, jonas: TeamMember, karen: TeamMember
) -> None:
    peter.invite_to(meeting, jonas)

    karen.phone.sync()

    assert f"meeting:{meeting}" not in karen.phone.scopes


def test_an_invitation_makes_a_place_for_each(peter: Plan, meeting: str, jonas: TeamMember, karen: TeamMember) -> None:
    peter.invite_to(meeting, jonas, karen)

    peter.phone.sync()

    places = peter.phone.bodies(f"meeting:{meeting}", "invitee")
    assert {(place["member"], place["reply"]) for place in places} == {(jonas.id, "none"), (karen.id, "none")}


def test_inviting_twice_makes_one_place(peter: Plan, meeting: str, jonas: TeamMember) -> None:
    peter.invite_to(meeting, jonas)

    peter.invite_to(meeting, jonas)
    peter.phone.sync()

    assert len(peter.phone.items(f"meeting:{meeting}", "invitee")) == 1


@pytest.mark.parametrize(("lang", "names"), [("da", "Jonas og Karen må"), ("en", "Jonas and Karen may")])
def test_the_words_of_an_invitation_name_everybody(
    peter: Plan, meeting: str, jonas: TeamMember, karen: TeamMember, lang: str, names: str
) -> None:
    shown = peter.act(meetings.wording_for, meeting_id=ItemId(meeting), lang=lang, invited=[jonas.id, karen.id])

    assert shown.words.startswith(names)


def invite(peter: Plan, meeting: str, jonas: TeamMember, sha256: str) -> None:
    peter.act(
        meetings.invite,
        meeting_id=ItemId(meeting),
        lang="da",
        invited=[jonas.id],
        sha256=sha256,
        proved_at=peter.world.now,
        now=peter.world.now,
    )


def test_an_invitation_with_other_words_is_refused(peter: Plan, meeting: str, jonas: TeamMember) -> None:
    with pytest.raises(Conflict, match="wording_changed"):
        invite(peter, meeting, jonas, "")


def test_a_meeting_that_was_moved_meanwhile_has_other_words(peter: Plan, meeting: str, jonas: TeamMember) -> None:
    shown = peter.act(meetings.wording_for, meeting_id=ItemId(meeting), lang="da", invited=[jonas.id])
    peter.phone.change(meeting, startsAt="2026-12-05T10:00")
    peter.phone.sync()

    with pytest.raises(Conflict, match="wording_changed"):
        invite(peter, meeting, jonas, shown.sha256)


def test_nobody_is_invited_to_a_cancelled_meeting(peter: Plan, meeting: str, jonas: TeamMember) -> None:
    peter.phone.change(meeting, state="cancelled")
    peter.phone.sync()

    with pytest.raises(Conflict, match="meeting_cancelled"):
        peter.invite_to(meeting, jonas)


def test_nobody_is_invited_to_a_meeting_more_than_fourteen_days_ago(
    world: World, peter: Plan, meeting: str, jonas: TeamMember
) -> None:
    world.later(days=40)

    with pytest.raises(Invalid, match="period_over"):
        peter.invite_to(meeting, jonas)


def test_nobody_is_invited_to_a_meeting_that_does_not_exist(peter: Plan, jonas: TeamMember) -> None:
    with pytest.raises(NotFound):
        peter.invite_to(an_id(), jonas)


def test_nobody_who_has_left_is_invited(world: World, peter: Plan, meeting: str, jonas: TeamMember) -> None:
    peter.act(team.remove, member_id=jonas.id, now=world.now)

    with pytest.raises(NotFound):
        peter.invite_to(meeting, jonas)


def test_only_the_citizen_invites(peter: Plan, meeting: str, jonas: TeamMember, karen: TeamMember) -> None:
    peter.share(jonas, f"meeting:{meeting}", verb="edit")

    with pytest.raises(NotFound):
        peter.act(
            meetings.invite,
            meeting_id=ItemId(meeting),
            lang="da",
            invited=[karen.id],
            sha256="",
            proved_at=peter.world.now,
            now=peter.world.now,
            by=jonas.person.id,
        )


def test_who_is_uninvited_sees_the_meeting_no_more(peter: Plan, meeting: str, jonas: TeamMember) -> None:
    peter.invite_to(meeting, jonas)
    jonas.phone.sync()

    uninvite(peter, meeting, jonas)
    jonas.phone.sync()

    assert jonas.phone.scopes == {"responsible"}


def test_who_is_uninvited_has_no_place_any_more(peter: Plan, meeting: str, jonas: TeamMember) -> None:
    peter.invite_to(meeting, jonas)

    uninvite(peter, meeting, jonas)
    peter.phone.sync()

    assert peter.phone.items(f"meeting:{meeting}", "invitee") == []


def test_uninviting_one_leaves_the_others(peter: Plan, meeting: str, jonas: TeamMember, karen: TeamMember) -> None:
    peter.invite_to(meeting, jonas, karen)

    uninvite(peter, meeting, jonas)
    karen.phone.sync()

    assert len(karen.phone.items(f"meeting:{meeting}", "invitee")) == 1


def test_taking_away_a_place_offline_closes_the_meeting_too(peter: Plan, meeting: str, jonas: TeamMember) -> None:
    peter.invite_to(meeting, jonas)
    peter.phone.sync()
    (place,) = peter.phone.items(f"meeting:{meeting}", "invitee")

    peter.phone.write("delete", item=place["id"])
    peter.phone.sync()
    jonas.phone.sync()

    assert jonas.phone.scopes == {"responsible"}
