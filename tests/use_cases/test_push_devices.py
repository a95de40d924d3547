"""The devices a person wants to be reminded on."""

import pytest

from stafet.store.push_subscriptions import of_person
from stafet.use_cases import push_devices, sign_in
from stafet.use_cases.errors import Conflict, Invalid, NotFound
from stafet.use_cases.push_devices import EndpointRules, KeysIn, ShownIn, SubscriptionIn
from tests.support.phone_push import PhonePush
from tests.support.push_service import PushService
from tests.use_cases.carrying import failures, give_device
from tests.world import Plan, World


def test_a_device_at_no_known_push_service_is_refused(world: World, peter: Plan) -> None:
    subscription = SubscriptionIn(
        endpoint="https://inside.example.org/x", keys=KeysIn(**PhonePush().keys), label="Telefon"
    )

    with world.tx() as tx, pytest.raises(Invalid, match="push_endpoint_refused"):
        push_devices.add_device(
            tx, person=peter.owner.id, session="s", subscription=subscription, rules=EndpointRules(), now=world.now
        )


def test_a_browser_that_renews_its_subscription_is_the_same_device_and_is_not_told_twice(
    world: World, peter: Plan, push_service: PushService, device: str
) -> None:
    with world.tx() as tx:
        session = push_devices.device_of(tx, person=peter.owner.id, device=device).session
        push_service.give_endpoint(phone := PhonePush())
        again = push_devices.add_device(
            tx,
            person=peter.owner.id,
            session=session,
            subscription=SubscriptionIn(endpoint=phone.endpoint, keys=KeysIn(**phone.keys), label="Telefon"),
            rules=EndpointRules(extra_origins=(push_service.origin,)),
            now=world.now,
        )

        assert (again, len(of_person(tx, peter.owner.id))) == (device, 1)


def test_what_a_device_shows_is_kept_when_it_comes_back(
    world: World, peter: Plan, push_service: PushService, device: str
) -> None:
    with world.tx() as tx:
        shown = ShownIn(minutes_before=[120], news=False)
        push_devices.choose_for_device(tx, person=peter.owner.id, device=device, shown=shown)
        row = push_devices.device_of(tx, person=peter.owner.id, device=device)
        push_devices.add_device(
            tx,
            person=peter.owner.id,
            session=row.session,
            subscription=SubscriptionIn(
                endpoint=row.endpoint, keys=KeysIn(p256dh=row.p256dh, auth=row.auth), label="Telefon"
            ),
            rules=EndpointRules(extra_origins=(push_service.origin,)),
            now=world.now,
        )

        (kept,) = push_devices.my_devices(tx, person=peter.owner.id, session=row.session)
    assert (kept.minutes_before, kept.news) == ([120], False)


def test_nobody_chooses_for_somebody_elses_device(world: World, peter: Plan, device: str) -> None:
    ida = world.person("Ida")

    with world.tx() as tx, pytest.raises(NotFound):
        push_devices.choose_for_device(
            tx, person=ida.id, device=device, shown=ShownIn(minutes_before=[120], news=False)
        )


def test_the_eleventh_device_is_refused(world: World, peter: Plan, push_service: PushService) -> None:
    for _ in range(10):
        give_device(world, peter, push_service, PhonePush())

    with pytest.raises(Conflict, match="too_many_devices"):
        give_device(world, peter, push_service, PhonePush())


def test_nobody_turns_off_somebody_elses_device(world: World, peter: Plan, device: str) -> None:
    ida = world.person("Ida")

    with world.tx() as tx, pytest.raises(NotFound):
        push_devices.remove_device(tx, person=ida.id, device=device)


def test_signing_out_takes_the_device_with_it(world: World, peter: Plan, device: str) -> None:
    with world.tx() as tx:
        row = push_devices.device_of(tx, person=peter.owner.id, device=device)
        sign_in.sessions.end(tx, peter.owner.id, row.session)

    assert failures(world, peter) == []
