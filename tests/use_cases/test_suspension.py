"""Death, or a case to look into: everything stops for everybody but the citizen, at once, and can go on (C23)."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa

from stafet.domain.ids import ItemId, PlanId, random_id
from stafet.domain.items import Need
from stafet.store import reminders as stored
from stafet.store.tables import reminder
from stafet.use_cases import consents, plans, reminders, suspension, team, units
from stafet.use_cases.consents import GrantIn
from stafet.use_cases.errors import Conflict, Invalid, NotFound
from stafet.use_cases.log import log_of
from tests.factories import a_meeting, an_agreement
from tests.world import Plan, TeamMember, World

OPERATORS = ("Anne Krogh", "Bent Holm")


def suspend(world: World, peter: Plan) -> None:
    with world.tx() as tx:
        suspension.suspend(tx, plan_id=peter.id, operators=OPERATORS, now=world.now)


def resume(world: World, peter: Plan) -> None:
    with world.tx() as tx:
        suspension.resume(tx, plan_id=peter.id, operators=OPERATORS, now=world.now)


def pending(world: World) -> int:
    with world.tx() as tx:
        query = sa.select(sa.func.count()).where(reminder.c.state == "pending")
        return int(tx.execute(query).scalar_one())


def test_c23_nothing_is_open_to_anybody_else(world: World, peter: Plan, jonas: TeamMember) -> None:
    peter.write(Need(text="Ro"), "needs")
    peter.share(jonas, "needs", "dreams", "team")

    suspend(world, peter)

    assert jonas.phone.sync().plans == []


def test_c23_an_agreement_that_names_somebody_reaches_them_no_more(
    world: World, peter: Plan, jonas: TeamMember
) -> None:
    peter.write(an_agreement(responsible=jonas.id, state="agreed"), "agreements")

    suspend(world, peter)

    assert jonas.phone.sync().plans == []


def test_c23_nobody_writes_into_it(world: World, peter: Plan, jonas: TeamMember) -> None:
    peter.share(jonas, "needs", verb="edit")
    jonas.phone.create(Need(text="For sent"), "needs")

    suspend(world, peter)

    assert jonas.phone.sync().outcomes == ["refused: not_found"]


def test_c23_the_preview_shows_nothing_either(world: World, peter: Plan, jonas: TeamMember) -> None:
    peter.share(jonas, "needs")

    suspend(world, peter)

    answer = peter.act(plans.preview, member_id=jonas.id, by=peter.owner, now=world.now)
    assert answer.scopes == {}


def test_c23_a_link_that_was_sent_lets_nobody_in(world: World, peter: Plan) -> None:
    link = peter.invite("Mads")

    suspend(world, peter)

    with pytest.raises(NotFound, match="invitation_not_found"):
        peter.accept(link, world.person("Mads", "professional"))


def acts_that_let_somebody_in(world: World, peter: Plan, jonas: TeamMember) -> dict[str, tuple[Any, dict[str, Any]]]:
    until = world.now + timedelta(days=1)
    grants = [GrantIn(scope="needs", verb="see", purpose="support", until=until)]
    more = {"lang": "da", "proved_at": world.now, "now": world.now}
    return {
        "invite": (team.invite, {"invitation": team.InvitationIn(role="gp", name="Anne"), **more}),
        "a new link": (team.invite_again, {"member_id": jonas.id, "now": world.now}),
        "a yes": (team.say_yes, {"member_id": jonas.id, "now": world.now}),
        "a unit": (units.make_unit, {"unit": units.UnitIn(role="gp", name="Huset"), **more}),
        "a consent": (
            consents.give,
            {"member_id": jonas.id, "grants": grants, "sha256": "", **more},
        ),
    }


@pytest.mark.parametrize("act", ["invite", "a new link", "a yes", "a unit", "a consent"])
def test_c23_nobody_is_let_in_meanwhile(world: World, peter: Plan, jonas: TeamMember, act: str) -> None:
    suspend(world, peter)
    function, words = acts_that_let_somebody_in(world, peter, jonas)[act]

    with pytest.raises(Conflict, match="plan_suspended"):
        peter.act(function, **words)


def test_c23_every_push_that_waits_is_gone(world: World, peter: Plan, jonas: TeamMember) -> None:
    meeting = peter.write(a_meeting())
    peter.invite_to(ItemId(meeting), jonas)
    peter.share(jonas, "needs")
    assert pending(world) > 0

    suspend(world, peter)

    assert pending(world) == 0


def test_c23_a_push_that_is_being_sent_is_judged_again(world: World, peter: Plan, jonas: TeamMember) -> None:
    peter.invite_to(ItemId(peter.write(a_meeting())), jonas)
    world.later(days=17, hours=23)
    with world.tx() as tx:
        rows = stored.claim(tx, world.now, lease=timedelta(minutes=2), limit=50)
    assert rows

    suspend(world, peter)

    with world.tx() as tx:
        assert not any(reminders.may_still_be_sent(tx, row, world.now) for row in rows)


def test_the_citizen_goes_on_reading_writing_and_stopping(world: World, peter: Plan, jonas: TeamMember) -> None:
    peter.share(jonas, "needs")
    suspend(world, peter)

    peter.phone.create(Need(text="Ro"), "needs")
    peter.phone.write("withdraw", member=jonas.id)

    assert peter.phone.sync().outcomes == ["applied", "applied"]


def test_the_citizens_phone_is_told(world: World, peter: Plan) -> None:
    peter.phone.sync()
    suspend(world, peter)

    assert peter.phone.sync().plan["suspended"] is True


def test_when_it_goes_on_what_was_open_is_open(world: World, peter: Plan, jonas: TeamMember) -> None:
    peter.write(Need(text="Ro"), "needs")
    peter.share(jonas, "needs")
    suspend(world, peter)

    resume(world, peter)
    jonas.phone.sync()

    assert jonas.phone.texts("needs") == ["Ro"]


def test_when_it_goes_on_what_was_stopped_or_ran_out_stays_closed(world: World, peter: Plan, jonas: TeamMember) -> None:
    peter.share(jonas, "needs", days=10)
    peter.share(jonas, "safety", days=90)
    suspend(world, peter)
    peter.phone.write("withdraw", member=jonas.id, scope="safety")
    peter.phone.sync()
    world.later(days=11)

    resume(world, peter)
    jonas.phone.sync()

    assert jonas.phone.scopes == {"responsible"}


def test_when_it_goes_on_meetings_ahead_remind_again(world: World, peter: Plan, jonas: TeamMember) -> None:
    peter.invite_to(ItemId(peter.write(a_meeting())), jonas)
    suspend(world, peter)

    resume(world, peter)

    # A day and two hours before, for the citizen and for Jonas.
    assert pending(world) == 4


@pytest.mark.parametrize(
    "operators", [(), ("Anne Krogh",), ("Anne Krogh", " anne  krogh "), ("Anne Krogh", "")],
    ids=["nobody", "one", "the same twice", "one and nobody"],
)  # fmt: skip
def test_one_operator_alone_suspends_nothing(world: World, peter: Plan, operators: tuple[str, ...]) -> None:
    with pytest.raises(Invalid, match="two_operators_needed"), world.tx() as tx:
        suspension.suspend(tx, plan_id=peter.id, operators=operators, now=world.now)


def test_another_plan_is_not_touched(world: World, peter: Plan) -> None:
    other = world.plan(world.person("Sanne"))
    bo = other.member("Bo")
    other.share(bo, "needs")

    suspend(world, peter)
    bo.phone.sync()

    assert "needs" in bo.phone.scopes


def test_an_unknown_plan_is_not_found(world: World) -> None:
    with pytest.raises(NotFound), world.tx() as tx:
        suspension.suspend(tx, plan_id=PlanId(random_id()), operators=OPERATORS, now=world.now)


def test_both_operators_stand_in_the_citizens_log(world: World, peter: Plan) -> None:
    suspend(world, peter)
    resume(world, peter)

    rows = peter.act(log_of, after=0).rows
    said = [(row.kind, row.who, msgspec.json.decode(row.payload or "")["operators"]) for row in rows]
    assert said == [("suspended", "system", list(OPERATORS)), ("resumed", "system", list(OPERATORS))]
