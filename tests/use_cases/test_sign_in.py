"""Sessions: ours, renewed at every sign-in, and dead when they should be."""

from datetime import datetime, timedelta

import pytest

from stafet.domain.people import Door
from stafet.store.people import PersonRow
from stafet.store.sessions import SessionRow
from stafet.use_cases import sign_in
from stafet.use_cases.errors import Conflict, Invalid, NotAllowed, NotFound, SignInFailed
from stafet.use_cases.plans import start_plan
from stafet.use_cases.sign_in import Entered, SignedIn
from tests.world import Plan, TeamMember, World

DAY, HOUR, MINUTE = 24 * 60, 60, 1


def enter(
    world: World, subject: str = "peter", door: Door = "citizen", old_token: str = "", old_device: str = ""
) -> Entered:
    with world.tx() as tx:
        return sign_in.sign_in(
            tx,
            issuer="https://id.test",
            subject=subject,
            name=subject.title(),
            door=door,
            label="Telefon",
            old_token=old_token,
            old_device=old_device,
            proved_at=world.now,
            now=world.now,
        )


def come_in(world: World, subject: str = "peter", door: Door = "citizen", old_token: str = "") -> str:
    return enter(world, subject, door, old_token).token


def who(world: World, token: str) -> str:
    with world.tx() as tx:
        found = sign_in.who_is(tx, token, world.now)
    return found.person.name if found else "nobody"


def signed_in(world: World, token: str) -> SignedIn:
    with world.tx() as tx:
        found = sign_in.who_is(tx, token, world.now)
    assert found is not None
    return found


def a_session_of(person: PersonRow, now: datetime) -> SessionRow:
    return SessionRow(
        id="s",
        person=person.id,
        label="?",
        created_at=now,
        last_seen_at=now,
        expires_at=now,
        proved_at=None,
        device_hash=None,
    )


def touch(world: World, token: str) -> None:
    found = signed_in(world, token)
    with world.tx() as tx:
        sign_in.touch(tx, found, world.now)


def test_who_signs_in_is_known_by_the_token(world: World) -> None:
    assert who(world, come_in(world)) == "Peter"


def test_the_same_person_comes_back_as_the_same(world: World) -> None:
    first, second = come_in(world), come_in(world)

    assert signed_in(world, first).person.id == signed_in(world, second).person.id


@pytest.mark.parametrize("token", ["", "chosen-by-the-attacker", "A" * 43])
def test_a_token_we_did_not_make_is_nobody(world: World, token: str) -> None:
    come_in(world)

    assert who(world, token) == "nobody"


def test_a_token_the_browser_came_with_never_becomes_valid(world: World) -> None:
    come_in(world, old_token="chosen-by-the-attacker")

    assert who(world, "chosen-by-the-attacker") == "nobody"


def test_the_old_token_dies_when_somebody_signs_in_again(world: World) -> None:
    old = come_in(world)

    come_in(world, old_token=old)

    assert who(world, old) == "nobody"


def test_the_old_token_dies_also_when_somebody_else_signs_in(world: World) -> None:
    old = come_in(world, "peter")

    come_in(world, "karen", old_token=old)

    assert who(world, old) == "nobody"


def test_another_device_stays_signed_in(world: World) -> None:
    phone = come_in(world)

    come_in(world)

    assert who(world, phone) == "Peter"


@pytest.mark.parametrize(("first", "then"), [("citizen", "professional"), ("professional", "citizen")])
def test_a_person_comes_in_by_one_door_only(world: World, first: Door, then: Door) -> None:
    come_in(world, "peter", first)

    with pytest.raises(SignInFailed, match="wrong_door"):
        come_in(world, "peter", then)


@pytest.mark.parametrize(("door", "idle"), [("citizen", 30 * DAY), ("professional", 30 * MINUTE)])
def test_a_session_that_lies_unused_ends(world: World, door: Door, idle: int) -> None:
    token = come_in(world, door=door)

    world.later(minutes=idle)

    assert who(world, token) == "nobody"


@pytest.mark.parametrize(("door", "idle"), [("citizen", 30 * DAY), ("professional", 30 * MINUTE)])
def test_a_session_lives_until_just_before_that(world: World, door: Door, idle: int) -> None:
    token = come_in(world, door=door)

    world.later(minutes=idle, milliseconds=-1)

    assert who(world, token) == "Peter"


@pytest.mark.parametrize(("door", "step", "steps"), [("citizen", 29 * DAY, 3), ("professional", 29 * MINUTE, 16)])
def test_a_session_in_use_lives_on(world: World, door: Door, step: int, steps: int) -> None:
    token = come_in(world, door=door)

    for _ in range(steps):
        world.later(minutes=step)
        touch(world, token)

    assert who(world, token) == "Peter"


@pytest.mark.parametrize(("door", "step", "steps"), [("citizen", 18 * DAY, 5), ("professional", 24 * MINUTE, 20)])
def test_a_session_ends_at_last_however_much_it_is_used(world: World, door: Door, step: int, steps: int) -> None:
    token = come_in(world, door=door)
    for _ in range(steps - 1):
        world.later(minutes=step)
        touch(world, token)

    world.later(minutes=step)

    assert who(world, token) == "nobody"


def test_reading_does_not_write_the_session_each_time(world: World) -> None:
    token = come_in(world)

    world.later(minutes=10, milliseconds=-1)
    soon = sign_in.is_due_for_touch(signed_in(world, token), world.now)
    world.later(milliseconds=1)
    later = sign_in.is_due_for_touch(signed_in(world, token), world.now)

    assert (soon, later) == (False, True)


def test_signing_out_ends_this_device_only(world: World) -> None:
    phone, tablet = come_in(world), come_in(world)
    found = signed_in(world, phone)

    with world.tx() as tx:
        sign_in.sign_out(tx, found, everywhere=False)

    assert (who(world, phone), who(world, tablet)) == ("nobody", "Peter")


def test_signing_out_everywhere_ends_all_of_mine_and_nobody_elses(world: World) -> None:
    phone, tablet, karens = come_in(world), come_in(world), come_in(world, "karen")
    found = signed_in(world, phone)

    with world.tx() as tx:
        sign_in.sign_out(tx, found, everywhere=True)

    assert [who(world, token) for token in (phone, tablet, karens)] == ["nobody", "nobody", "Karen"]


def test_a_lost_phone_is_signed_out_from_another(world: World) -> None:
    lost, other = come_in(world), come_in(world)
    found, lost_session = signed_in(world, other), signed_in(world, lost).session.id

    with world.tx() as tx:
        sign_in.sign_out_device(tx, found, lost_session, world.now)

    assert (who(world, lost), who(world, other)) == ("nobody", "Peter")


def test_nobody_signs_somebody_else_out(world: World) -> None:
    peters, karens = come_in(world), come_in(world, "karen")
    found, session = signed_in(world, karens), signed_in(world, peters).session.id

    with world.tx() as tx, pytest.raises(NotFound):
        sign_in.sign_out_device(tx, found, session, world.now)

    assert who(world, peters) == "Peter"


def test_my_devices_are_mine_and_tell_which_one_this_is(world: World) -> None:
    phone, _, _ = come_in(world), come_in(world), come_in(world, "karen")
    found = signed_in(world, phone)

    with world.tx() as tx:
        devices = sign_in.my_devices(tx, found, world.now)

    assert sorted(device.current for device in devices) == [False, True]


def begin(world: World) -> str:
    with world.tx() as tx:
        return sign_in.begin(tx, door="citizen", state="s", nonce="n", verifier="v", return_to="/plan", now=world.now)


def take(world: World, secret: str) -> str:
    with world.tx() as tx:
        return sign_in.take_attempt(tx, secret, world.now).return_to


def test_a_sign_in_leads_back_to_where_it_began(world: World) -> None:
    assert take(world, begin(world)) == "/plan"


def test_a_sign_in_is_finished_once(world: World) -> None:
    secret = begin(world)
    take(world, secret)

    with pytest.raises(SignInFailed, match="sign_in_expired"):
        take(world, secret)


@pytest.mark.parametrize("secret", ["", "another-browsers"])
def test_another_browsers_sign_in_is_refused(world: World, secret: str) -> None:
    begin(world)

    with pytest.raises(SignInFailed, match="sign_in_expired"):
        take(world, secret)


def test_a_sign_in_that_took_ten_minutes_is_refused(world: World) -> None:
    secret = begin(world)

    world.later(minutes=10)

    with pytest.raises(SignInFailed, match="sign_in_expired"):
        take(world, secret)


def test_a_person_has_their_own_plan_and_the_places_they_have_accepted(
    world: World, peter: Plan, karen: TeamMember
) -> None:
    own = world.plan(karen.person)

    with world.tx() as tx:
        me = sign_in.me(tx, SignedIn(karen.person, a_session_of(karen.person, world.now)), demo=False, now=world.now)

    assert [(one.plan, one.role, one.name) for one in me.plans] == [
        (own.id, "citizen", "Karen"),
        (peter.id, "member", "Peter"),
    ]


def test_a_name_of_nothing_is_refused(world: World) -> None:
    found = signed_in(world, come_in(world))

    with world.tx() as tx, pytest.raises(Invalid):
        sign_in.change_me(tx, found, {"name": "\u202e"})


def test_a_professional_cannot_make_a_plan(world: World) -> None:
    mads = world.person("Mads", "professional")

    with world.tx() as tx, pytest.raises(NotAllowed, match="wrong_door"):
        start_plan(tx, by=mads, now=world.now)


def test_a_citizen_has_one_plan(world: World, peter: Plan) -> None:
    with world.tx() as tx, pytest.raises(Conflict, match="has_plan"):
        start_plan(tx, by=peter.owner, now=world.now)


def test_a_touch_moves_only_the_last_time(world: World) -> None:
    token = come_in(world)
    ends = signed_in(world, token).session.expires_at
    world.later(days=1)

    touch(world, token)

    session = signed_in(world, token).session
    assert (session.last_seen_at, session.expires_at) == (world.now, ends)
    assert ends - session.created_at == timedelta(days=90)


def test_a_device_is_new_once(world: World) -> None:
    first = enter(world)

    again = enter(world, old_device=first.device)

    assert (first.is_new_device, again.is_new_device) == (True, False)


def test_a_device_is_known_to_each_person_by_itself(world: World) -> None:
    peters = enter(world)

    karens = enter(world, "karen", old_device=peters.device)

    assert karens.is_new_device
    assert karens.device != peters.device


@pytest.mark.parametrize("value", ["chosen-by-the-attacker", "A" * 43])
def test_a_device_value_we_did_not_make_is_never_taken_over(world: World, value: str) -> None:
    entered = enter(world, old_device=value)

    assert entered.is_new_device
    assert entered.device != value


def test_a_device_that_was_signed_out_from_another_is_new_when_it_comes_back(world: World) -> None:
    lost, other = enter(world), enter(world)
    session = signed_in(world, lost.token).session.id
    found = signed_in(world, other.token)
    with world.tx() as tx:
        sign_in.sign_out_device(tx, found, session, world.now)

    assert enter(world, old_device=lost.device).is_new_device


def test_after_signing_out_everywhere_every_device_is_new(world: World) -> None:
    phone = enter(world)
    found = signed_in(world, phone.token)
    with world.tx() as tx:
        sign_in.sign_out(tx, found, everywhere=True)

    assert enter(world, old_device=phone.device).is_new_device


def test_a_device_that_signs_out_here_is_known_when_it_comes_back(world: World) -> None:
    phone = enter(world)
    found = signed_in(world, phone.token)
    with world.tx() as tx:
        sign_in.sign_out(tx, found, everywhere=False)

    assert not enter(world, old_device=phone.device).is_new_device


def test_signing_in_again_on_the_same_phone_goes_on_in_the_same_session(world: World) -> None:
    first = enter(world)
    session = signed_in(world, first.token).session.id

    second = enter(world, old_token=first.token)

    assert signed_in(world, second.token).session.id == session


def test_a_session_that_has_ended_is_not_on_the_list_of_my_devices(world: World) -> None:
    come_in(world)
    world.later(days=30)
    found = signed_in(world, come_in(world))

    with world.tx() as tx:
        devices = sign_in.my_devices(tx, found, world.now)

    assert [device.current for device in devices] == [True]
