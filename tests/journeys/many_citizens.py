"""A nurse with many citizens: each has a plan of their own, and lets her read one thing."""

from collections.abc import Sequence
from datetime import timedelta

from stafet.domain.ids import PlanId
from stafet.identity.people import Identity
from stafet.store import people
from stafet.store.people import PersonRow
from stafet.use_cases import consents, plans, sign_in, team
from stafet.use_cases.consents import GrantIn
from stafet.use_cases.team import InvitationIn
from tests.journeys.told import Told
from tests.phones import Phone


def let_in_by(told: Told, nurse: str, names: Sequence[str]) -> None:
    """Each of these citizens begins a plan, asks the nurse in, says yes to her, and shares what they need."""
    with told.db.read() as tx:
        her = people.find(tx, told.person(nurse))
    assert her is not None
    for name in names:
        citizen = _citizen(told, name)
        with told.db.write() as tx:
            plan = plans.start_plan(tx, by=citizen, now=told.clock())
        _shares(told, citizen, plan, her)


def _citizen(told: Told, name: str) -> PersonRow:
    identity = Identity(issuer="https://elsewhere.invalid", subject=name, name=name, door="citizen")
    with told.db.write() as tx:
        entered = sign_in.sign_in(
            tx, issuer=identity.issuer, subject=identity.subject, name=name, door=identity.door, label="Demo",
            old_token="", now=told.clock(),
        )  # fmt: skip
        signed_in = sign_in.who_is(tx, entered.token, told.clock())
    assert signed_in is not None
    return signed_in.person


def _shares(told: Told, citizen: PersonRow, plan: PlanId, her: PersonRow) -> None:
    now = told.clock()
    phone = Phone(told.db, told.clock, citizen.id, plan)  # type: ignore[arg-type]
    phone.create({"kind": "need", "text": f"Ord fra {citizen.name}"}, "needs")  # type: ignore[arg-type]
    assert phone.sync().outcomes == ["applied"]
    until = now + timedelta(days=90)
    grants = [GrantIn(scope="needs", verb="see", purpose="treatment", until=until)]
    with told.db.write() as tx:
        link = team.invite(
            tx, plan_id=plan, by=citizen.id, lang="da", invitation=InvitationIn(role="psychiatry", name=her.name),
            proved_at=now, now=now,
        )  # fmt: skip
        team.accept(tx, by=her, token=link.token, code=link.code, now=now)
        team.say_yes(tx, plan_id=plan, member_id=link.member, by=citizen.id, now=now)
        said = consents.wording_for(tx, plan_id=plan, by=citizen.id, lang="da", name=her.name, grants=grants)
        consents.give(
            tx, plan_id=plan, by=citizen.id, lang="da", member_id=link.member, grants=grants, sha256=said.sha256,
            proved_at=now, now=now,
        )  # fmt: skip
