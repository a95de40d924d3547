"""A colleague who needs protection stands with a function and a number, and the account behind it stays known (T34)."""

from stafet.domain.items import Need
from stafet.store import log as stored_log
from stafet.store import members
from stafet.use_cases import looks
from tests.world import Plan, TeamMember, World


def test_a_colleague_who_needs_protection_is_called_by_function_wherever_the_citizen_reads(
    world: World, peter: Plan, mads: TeamMember
) -> None:
    peter.write(Need(text="Ro"), "needs")
    ward = peter.unit("Afsnit 4", doorkeeper=mads)
    named = world.person("Ida Hemmelig", "professional")
    nurse = ward.welcome(mads.person, "Sygeplejerske 12", named)
    peter.share(ward, "needs")
    nurse.phone.sync()

    told = peter.act(looks.who_has_looked, before=None, now=world.now)
    peter.phone.sync()
    with world.tx() as tx:
        rows = stored_log.rows_after(tx, peter.id, 0, 1000)
        behind = members.find(tx, peter.id, nurse.id)

    assert [(look.name, look.organisation) for look in told.looks] == [("Sygeplejerske 12", "Afsnit 4")]
    assert not any(b"Hemmelig" in (row.payload or b"") for row in rows)
    assert "Hemmelig" not in str(peter.phone.told)
    assert behind is not None
    assert behind.person == named.id
