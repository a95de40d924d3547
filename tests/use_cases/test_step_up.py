"""Showing anew that it is you: needed before the first consent to somebody; never to stop (T4)."""

from datetime import datetime, timedelta

import pytest

from stafet.store import consents as stored_consents
from stafet.use_cases import consents, meetings, sign_in, step_up, team
from stafet.use_cases.consents import GrantIn
from stafet.use_cases.errors import NotAllowed, NotFound, SignInFailed
from stafet.use_cases.sign_in import SignedIn
from stafet.use_cases.team import InvitationIn
from tests.use_cases.test_meetings import meeting
from tests.use_cases.test_sign_in import come_in, signed_in, who
from tests.world import Plan, TeamMember, World

__all__ = ["meeting"]

ISSUER = "https://id.test"


def give(peter: Plan, member: TeamMember, proved_at: datetime | None, scope: str = "safety") -> None:
    now = peter.world.now
    grants = [GrantIn(scope=scope, verb="see", purpose="support", until=now + timedelta(days=30))]
    shown = peter.act(consents.wording_for, lang="da", name=member.person.name, grants=grants)
    peter.act(
        consents.give,
        lang="da",
        member_id=member.id,
        grants=grants,
        sha256=shown.sha256,
        proved_at=proved_at,
        now=now,
    )


def scopes_of(peter: Plan, member: TeamMember) -> list[str]:
    with peter.world.tx() as tx:
        return sorted(grant.scope for grant in stored_consents.of_member(tx, peter.id, member.id, peter.world.now))


def test_the_first_consent_to_somebody_needs_a_fresh_proof(peter: Plan, jonas: TeamMember) -> None:
    with pytest.raises(NotAllowed, match="step_up_needed"):
        give(peter, jonas, None)

    assert scopes_of(peter, jonas) == []


@pytest.mark.parametrize(("seconds", "is_enough"), [(0, True), (300, True), (301, False), (3600, False)])
def test_a_proof_is_fresh_for_five_minutes(peter: Plan, jonas: TeamMember, seconds: int, is_enough: bool) -> None:
    proved_at = peter.world.now - timedelta(seconds=seconds)

    if is_enough:
        give(peter, jonas, proved_at)
    else:
        with pytest.raises(NotAllowed, match="step_up_needed"):
            give(peter, jonas, proved_at)

    assert scopes_of(peter, jonas) == (["safety"] if is_enough else [])


def test_who_sees_something_already_gets_more_without_it(peter: Plan, jonas: TeamMember) -> None:
    give(peter, jonas, peter.world.now)
    peter.world.later(days=1)

    give(peter, jonas, None, "needs")

    assert scopes_of(peter, jonas) == ["needs", "safety"]


def test_who_has_lost_everything_is_a_new_person_again(peter: Plan, jonas: TeamMember) -> None:
    give(peter, jonas, peter.world.now)
    peter.phone.write("withdraw", member=jonas.id)
    peter.phone.sync()

    with pytest.raises(NotAllowed, match="step_up_needed"):
        give(peter, jonas, None)


def test_a_meeting_is_a_consent_too(peter: Plan, meeting: str, jonas: TeamMember) -> None:
    shown = peter.act(meetings.wording_for, meeting_id=meeting, lang="da", invited=[jonas.id])

    with pytest.raises(NotAllowed, match="step_up_needed"):
        peter.act(
            meetings.invite,
            meeting_id=meeting,
            lang="da",
            invited=[jonas.id],
            sha256=shown.sha256,
            proved_at=None,
            now=peter.world.now,
        )


def invite(peter: Plan, grants: list[GrantIn]) -> None:
    now = peter.world.now
    shown = peter.act(consents.wording_for, lang="da", name="Anne", grants=grants)
    asked = InvitationIn(role="gp", name="Anne", grants=grants, sha256=shown.sha256)
    peter.act(team.invite, lang="da", invitation=asked, proved_at=None, now=now)


def test_inviting_somebody_to_see_something_needs_it_and_leaves_no_place_without_it(peter: Plan) -> None:
    until = peter.world.now + timedelta(days=30)

    with pytest.raises(NotAllowed, match="step_up_needed"):
        invite(peter, [GrantIn(scope="safety", verb="see", purpose="support", until=until)])

    peter.phone.sync()
    assert peter.phone.items("team", "member") == []


def test_inviting_somebody_to_see_nothing_needs_none(peter: Plan) -> None:
    invite(peter, [])

    peter.phone.sync()
    assert [one["name"] for one in peter.phone.bodies("team", "member")] == ["Anne"]


def test_a_strangers_plan_is_no_plan_also_without_a_proof(world: World, peter: Plan, jonas: TeamMember) -> None:
    with pytest.raises(NotFound):
        peter.act(
            consents.give,
            by=jonas.person.id,
            lang="da",
            member_id=jonas.id,
            grants=[],
            sha256="",
            proved_at=None,
            now=world.now,
        )


def prove(world: World, token: str, subject: str = "peter") -> str:
    person = signed_in(world, token).person.id
    with world.tx() as tx:
        return step_up.prove(
            tx, token=token, person=person, issuer=ISSUER, subject=subject, proved_at=world.now, now=world.now
        )


def proved_at(world: World, token: str) -> datetime | None:
    found: SignedIn = signed_in(world, token)
    return found.session.proved_at


def test_a_proof_gives_a_new_token_and_the_old_one_dies_at_once(world: World) -> None:
    old = come_in(world)

    new = prove(world, old)

    assert (who(world, old), who(world, new)) == ("nobody", "Peter")


def test_a_proof_counts_from_when_it_was_given(world: World) -> None:
    old = come_in(world)
    world.later(hours=1)

    assert proved_at(world, prove(world, old)) == world.now


def test_the_device_stays_the_same_one_through_a_proof(world: World) -> None:
    token = come_in(world)
    session = signed_in(world, token).session.id

    assert signed_in(world, prove(world, token)).session.id == session


def test_somebody_elses_proof_proves_nothing_and_leaves_the_session_as_it_was(world: World) -> None:
    token = come_in(world)
    come_in(world, "karen")
    before = proved_at(world, token)
    world.later(hours=1)

    with pytest.raises(SignInFailed, match="other_person"):
        prove(world, token, "karen")

    assert (who(world, token), proved_at(world, token)) == ("Peter", before)


def test_a_session_that_was_ended_meanwhile_is_not_revived_by_a_proof(world: World) -> None:
    token = come_in(world)
    found = signed_in(world, token)
    with world.tx() as tx:
        sign_in.sign_out(tx, found, everywhere=True)

    with world.tx() as tx, pytest.raises(SignInFailed, match="sign_in_expired"):
        step_up.prove(
            tx,
            token=token,
            person=found.person.id,
            issuer=ISSUER,
            subject="peter",
            proved_at=world.now,
            now=world.now,
        )

    assert who(world, token) == "nobody"


def test_stopping_needs_no_proof(peter: Plan, jonas: TeamMember) -> None:
    give(peter, jonas, peter.world.now)
    peter.world.later(days=20)

    peter.phone.write("withdraw", member=jonas.id, scope="safety")
    peter.phone.sync()

    assert scopes_of(peter, jonas) == []


@pytest.mark.parametrize("minutes", [0, 3, 9])
def test_only_what_the_person_did_after_they_were_asked_counts(world: World, minutes: int) -> None:
    person = signed_in(world, come_in(world)).person
    asked = {"door": "citizen", "state": "s", "nonce": "n", "verifier": "v", "return_to": "/", "now": world.now}
    with world.tx() as tx:
        secret = sign_in.begin(tx, **asked, person=person.id)
        ordinary = sign_in.begin(tx, **asked)
    world.later(minutes=minutes)

    with world.tx() as tx:
        attempt = sign_in.take_attempt(tx, secret, world.now)
        other = sign_in.take_attempt(tx, ordinary, world.now)

    assert step_up.oldest_proof(attempt, world.now) == minutes * 60
    assert step_up.oldest_proof(other, world.now) is None
