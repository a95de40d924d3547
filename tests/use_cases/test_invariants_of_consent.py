"""Promises of consent across many acts: what moves or is copied, what stays of what one wrote, what a no costs.

Numbers are those of docs/consent.md.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from stafet.domain import items
from stafet.domain.ids import ItemId
from stafet.domain.items import (
    KINDS,
    AgendaItem,
    Answer,
    Coping,
    Dream,
    Goal,
    Need,
    PrivateNote,
    Strength,
    WishIfIll,
    kind_of,
)
from stafet.store.tables import reminder
from stafet.use_cases import copies, export, log, team, versions
from tests.factories import a_meeting, an_agreement
from tests.world import Plan, TeamMember, World

# C8: what is moved or copied carries no visibility with it

Move = Callable[[Plan, TeamMember], str]


def a_need_becomes_a_point(peter: Plan, jonas: TeamMember) -> str:
    """From a part that Jonas reads to a meeting that he is not asked to."""
    need = peter.write(Need(text="Ro"), "needs")
    meeting = peter.write(a_meeting())
    peter.share(jonas, "needs")
    return peter.write(AgendaItem(text="Ro"), f"meeting:{meeting}", from_={"scope": "needs", "item": need})


def a_point_goes_on_to_the_next_meeting(peter: Plan, jonas: TeamMember) -> str:
    first = peter.write(a_meeting())
    peter.invite_to(first, jonas)
    point = peter.write(AgendaItem(text="Bolig"), f"meeting:{first}")
    second = peter.write(a_meeting("2026-12-18T10:00"))
    moved = peter.write(
        AgendaItem(text="Bolig"), f"meeting:{second}", from_={"scope": f"meeting:{first}", "item": point}
    )
    peter.phone.write("delete", item=point)
    peter.phone.sync()
    return moved


def an_answer_becomes_an_agreement_on_a_dream(peter: Plan, jonas: TeamMember) -> str:
    """Jonas' own words: even he reads them by the dream's consent, once they stand there."""
    meeting = peter.write(a_meeting())
    peter.invite_to(meeting, jonas)
    point = peter.write(AgendaItem(text="Arbejde"), f"meeting:{meeting}")
    jonas.phone.sync()
    link = {"scope": f"meeting:{meeting}", "item": point}
    answer = jonas.phone.create(Answer(does="Jeg finder en praktik"), f"meeting:{meeting}", from_=link)
    assert jonas.phone.sync().outcomes == ["applied"]
    dream = peter.write(Dream(text="Arbejde"))
    agreement = an_agreement(what="Jeg finder en praktik", responsible="citizen", state="agreed")
    return peter.write(agreement, f"dream:{dream}", from_={"scope": f"meeting:{meeting}", "item": answer})


def a_goal_is_written_again_on_another_dream(peter: Plan, jonas: TeamMember) -> str:
    shared = peter.write(Dream(text="Arbejde"))
    other = peter.write(Dream(text="Ud af misbruget"))
    goal = peter.write(Goal(text="Op om morgenen"), f"dream:{shared}")
    peter.share(jonas, f"dream:{shared}")
    link = {"scope": f"dream:{shared}", "item": goal}
    return peter.write(Goal(text="Op om morgenen"), f"dream:{other}", from_=link)


def a_wish_is_written_again_only_for_oneself(peter: Plan, jonas: TeamMember) -> str:
    wish = peter.write(WishIfIll(text="Ring til Karen"), "safety")
    peter.share(jonas, "safety")
    return peter.write(PrivateNote(text="Ring til Karen"), "private", from_={"scope": "safety", "item": wish})


@pytest.mark.parametrize(
    "move",
    [
        a_need_becomes_a_point,
        a_point_goes_on_to_the_next_meeting,
        an_answer_becomes_an_agreement_on_a_dream,
        a_goal_is_written_again_on_another_dream,
        a_wish_is_written_again_only_for_oneself,
    ],
    ids=lambda move: str(move.__name__).replace("_", " "),
)
def test_c8_who_read_it_where_it_stood_does_not_read_it_where_it_stands_now(
    peter: Plan, jonas: TeamMember, move: Move
) -> None:
    moved = move(peter, jonas)

    answers = jonas.phone.sync_all()

    assert jonas.phone.find(moved) is None
    assert not any(moved in answer.raw.decode() for answer in answers)


def test_c8_no_act_takes_an_item_to_another_part(peter: Plan, jonas: TeamMember) -> None:
    peter.share(jonas, "needs")
    hidden = peter.write(Coping(text="Gå en tur"), "safety")
    for fields in ({"scope": "needs"}, {"kind": "need"}, {"from": {"scope": "needs", "item": hidden}}):
        peter.phone.write("change", item=hidden, fields=fields, base=dict.fromkeys(fields, hidden))
    peter.phone.write("place", item=hidden, order="b")

    outcomes = peter.phone.sync().outcomes
    jonas.phone.sync()

    assert outcomes[-1] == "applied"
    assert not any(one in ("applied", "conflict") for one in outcomes[:-1])
    assert (jonas.phone.find(hidden), (peter.phone.find(hidden) or {}).get("id")) == (None, hidden)
    assert hidden in {one["id"] for one in peter.phone.items("safety")}


def test_c8_a_text_that_lost_is_read_by_those_who_read_the_part_it_is_in(
    peter: Plan, jonas: TeamMember, karen: TeamMember
) -> None:
    peter.share(jonas, "needs")
    peter.share(karen, "safety")
    need = peter.write(Need(text="Ro"), "needs")
    tablet = peter.phone_of(peter.owner)
    tablet.sync()
    peter.phone.change(need, text="Ro om natten")
    peter.phone.sync()
    tablet.change(need, text="Ro om dagen")
    assert tablet.sync().outcomes == ["conflict"]

    jonas.phone.sync()

    assert "Ro om dagen" in jonas.phone.texts("needs")
    assert "Ro om dagen" not in karen.phone.sync().raw.decode()


# C14: everybody knows of their own consents, and of nobody else's


def test_c14_a_member_is_told_of_their_own_consents_and_of_no_others(
    peter: Plan, jonas: TeamMember, karen: TeamMember
) -> None:
    peter.share(jonas, "needs", "team", verb="edit", days=10)
    peter.share(karen, "safety", "wellbeing", verb="respond", days=300)

    answer = jonas.phone.sync()

    told = answer.plan["scopes"]
    assert {name: (one["verb"], one.get("until", "")[:10]) for name, one in told.items() if name != "responsible"} == {
        "needs": ("edit", "2026-11-26"),
        "team": ("edit", "2026-11-26"),
    }
    for secret in ("wellbeing", "safety", "respond", "2027-09-12"):
        assert secret not in answer.raw.decode()


def test_c14_the_team_is_a_part_of_its_own(peter: Plan, jonas: TeamMember, karen: TeamMember) -> None:
    peter.share(jonas, "strengths", "needs", "agreements", "safety", "wellbeing", "dreams", verb="edit")
    before = jonas.phone.sync().raw.decode()

    peter.share(jonas, "team")
    after = jonas.phone.sync().raw.decode()

    assert ("Karen" in before, "Karen" in after) == (False, True)


# C16: what one wrote follows the consent of its part; afterwards its author has the date


@pytest.fixture
def written(world: World, peter: Plan, jonas: TeamMember) -> str:
    """Jonas has written a need into Peter's plan; a day later it is closed to him."""
    peter.share(jonas, "needs", verb="edit")
    need = jonas.phone.create(Need(text="En fast tid"), "needs")
    assert jonas.phone.sync().outcomes == ["applied"]
    world.later(days=1)
    peter.phone.write("withdraw", member=jonas.id)
    peter.phone.sync()
    return need


def test_c16_after_the_stop_the_author_has_the_date_and_not_a_word(
    peter: Plan, jonas: TeamMember, written: str
) -> None:
    answer = jonas.phone.sync()

    assert answer.plan["me"]["wrote"] == ["2026-11-16T09:00:00Z"]
    for secret in ("En fast tid", written, "needs"):
        assert secret not in answer.raw.decode()


def test_c16_while_the_words_can_be_read_there_is_no_such_date(peter: Plan, jonas: TeamMember) -> None:
    peter.share(jonas, "needs", verb="edit")
    jonas.phone.create(Need(text="En fast tid"), "needs")
    jonas.phone.sync()

    told = peter.phone_of(jonas.person).sync().plan

    assert "wrote" not in told["me"]


def test_c16_the_date_goes_when_the_part_is_given_again(peter: Plan, jonas: TeamMember, written: str) -> None:
    jonas.phone.sync()
    peter.share(jonas, "needs")

    told = jonas.phone.sync().plan

    assert ("wrote" in told["me"], jonas.phone.texts("needs")) == (False, ["En fast tid"])


def test_c16_what_the_citizen_removed_is_not_told_apart(peter: Plan, jonas: TeamMember, written: str) -> None:
    before = jonas.phone.sync().plan["me"]["wrote"]
    peter.phone.sync()
    peter.phone.write("delete", item=written)
    peter.phone.sync()

    told = peter.phone_of(jonas.person).sync().plan

    assert told["me"]["wrote"] == before


def test_c16_nobody_else_is_told_who_wrote_where(
    peter: Plan, jonas: TeamMember, karen: TeamMember, written: str
) -> None:
    assert "wrote" not in karen.phone.sync().plan["me"]
    assert "wrote" not in peter.phone.sync().plan.get("me", {})


def test_c16_many_words_of_one_day_are_one_date_and_the_latest_day_is_first(
    world: World, peter: Plan, jonas: TeamMember
) -> None:
    peter.share(jonas, "needs", "strengths", verb="edit", days=3)
    for hours in (0, 1, 24):
        world.later(hours=hours)
        jonas.phone.create(Need(text="En fast tid"), "needs")
        jonas.phone.create(Strength(text="Du møder op"), "strengths")
        jonas.phone.sync()
    world.later(days=3)

    told = jonas.phone.sync().plan

    assert told["me"]["wrote"] == ["2026-11-17T10:00:00Z", "2026-11-16T10:00:00Z"]


# C17: a copy goes at the next contact, or with its time


def test_c17_a_withdrawn_part_leaves_the_phone_at_its_next_contact_and_the_citizen_is_told(
    world: World, peter: Plan, karen: TeamMember
) -> None:
    peter.write(Coping(text="Gå en tur"), "safety")
    peter.share(karen, "safety", "needs")
    karen.phone.sync()
    peter.phone.write("withdraw", member=karen.id, scope="safety")
    peter.phone.sync()

    karen.phone.sync()

    with world.tx() as tx:
        (copy,) = copies.copies_of(tx, plan_id=peter.id, by=peter.owner.id).copies
    assert karen.phone.scopes == {"responsible", "needs"}
    assert [(one.scope, one.at) for one in copy.removed] == [("safety", world.now)]


@pytest.mark.parametrize(("days", "hours"), [(30, 72), (1, 24)], ids=["72 hours", "never beyond the consent"])
def test_c17_a_copy_is_lent_until_a_moment_and_needs_no_contact_to_end(
    world: World, peter: Plan, karen: TeamMember, days: int, hours: int
) -> None:
    peter.share(karen, "safety", days=days)

    keep = karen.phone.sync().plan["keep"]

    assert (keep["kind"], datetime.fromisoformat(keep["until"]) - world.now) == ("lease", timedelta(hours=hours))


# C18: what somebody wrote offline, and sends when they may not any more


@pytest.mark.parametrize("end", ["withdrawn", "over", "paused", "off the team"])
def test_c18_what_a_former_reader_wrote_offline_is_refused_and_nothing_of_it_is_in_the_plan(
    world: World, peter: Plan, jonas: TeamMember, end: str
) -> None:
    peter.share(jonas, "needs", verb="edit", days=1)
    need = peter.write(Need(text="Ro"), "needs")
    jonas.phone.sync()
    jonas.phone.create(Need(text="For sent"), "needs")
    jonas.phone.change(need, text="For sent")
    jonas.phone.write("delete", item=need)
    match end:
        case "withdrawn":
            peter.phone.write("withdraw", member=jonas.id)
            peter.phone.sync()
        case "over":
            world.later(days=1)
        case "paused":
            peter.act(team.change, member_id=jonas.id, facts=team.MemberIn(status="paused"), now=world.now)
        case _:
            peter.act(team.remove, member_id=jonas.id, now=world.now)

    outcomes = jonas.phone.sync().outcomes
    peter.phone.sync()

    # Refused each by itself: the phone keeps the words under "Blev ikke sendt" (pwa/tests/core/sending.test.ts).
    assert outcomes == ["refused: not_found"] * 3
    assert peter.phone.texts("needs") == ["Ro"]


# C21: a no costs the citizen nothing

EVERYTHING: tuple[tuple[Any, str], ...] = (
    (Goal(text="Praktik"), "dream"),
    (items.Step(text="Ringe"), "dream"),
    (an_agreement(responsible="citizen", state="agreed"), "dream"),
    (Strength(text="Jeg kan lave mad"), "strengths"),
    (Need(text="Ro"), "needs"),
    (an_agreement(responsible="citizen", state="agreed"), "agreements"),
    (items.WarningSign(text="Jeg sover ikke"), "safety"),
    (Coping(text="Gå en tur"), "safety"),
    (items.SafePlace(text="Hos Karen"), "safety"),
    (items.SafetyContact(name="Karen"), "safety"),
    (items.SafeSurroundings(text="Karen har min medicin"), "safety"),
    (WishIfIll(text="Ring til Karen"), "safety"),
    (items.ToMyself(text="Det går over"), "safety"),
    (items.Wellbeing(on="2026-11-16", text="Træt"), "wellbeing"),
    (items.Who5(on="2026-11-16", cheerful=1, text="Træt"), "wellbeing"),
    (PrivateNote(text="Kun for mig"), "private"),
    (items.LookingBack(on="2026-11-16", text="Godt"), "private"),
    (items.CourseAnswer(on="2026-11-16", kept=4, text="Godt"), "private"),
    (items.Preparation(text="Et fyldt køleskab"), "meeting"),
    (AgendaItem(text="Bolig"), "meeting"),
    (items.Outcome(text="Vi er enige"), "meeting"),
)


def does_everything(plan: Plan) -> dict[str, Any]:
    """Every act that is the citizen's own, and what became of it: outcomes and figures, no ids."""
    world, phone = plan.world, plan.phone
    dream, meeting = plan.write(Dream(text="Arbejde")), plan.write(a_meeting())
    roots = {"dream": f"dream:{dream}", "meeting": f"meeting:{meeting}"}
    made = [phone.create(body, roots.get(scope, scope)) for body, scope in EVERYTHING]
    outcomes = phone.sync().outcomes
    phone.change(made[4], text="Ro om natten")
    phone.write("place", item=made[4], order="b")
    phone.write("delete", item=made[6])
    outcomes += phone.sync().outcomes
    world.later(days=1)
    with world.tx() as tx:
        own: dict[str, Any] = {"plan_id": plan.id, "by": plan.owner.id}
        export.begin(tx, **own, proved_at=world.now, label="Chrome", now=world.now)
        pending = (reminder.c.person_id == plan.owner.id, reminder.c.kind == "meeting", reminder.c.state == "pending")
        return {
            "outcomes": outcomes,
            "versions": len(versions.versions_of(tx, **own, item_id=ItemId(made[4])).versions),
            "removed": [one.kind for one in versions.removed_of(tx, **own, now=world.now).removed],
            "log": log.log_of(tx, **own, after=0).rows[-1].kind,
            "export": "Kun for mig" in "".join(export.file_of(tx, **own, lang="da", now=world.now)),
            "reminders": tx.execute(sa.select(sa.func.count()).where(*pending)).scalar_one(),
            "items": {
                name.partition(":")[0]: len(of) for name, of in phone.held[plan.id].items() if name not in OTHERS
            },
        }


OTHERS = ("team", "consents")
NOT_OF_THE_CITIZENS_MAKING = {"dream", "meeting", "answer", "invitee", "alternative"}


def test_c21_everything_that_is_the_citizens_is_tried() -> None:
    assert {kind_of(body) for body, _ in EVERYTHING} == set(KINDS) - NOT_OF_THE_CITIZENS_MAKING


def test_c21_who_shares_nothing_can_do_all_that_who_shares_everything_can(world: World) -> None:
    alone, refusing, sharing = (world.plan(world.person(name)) for name in ("Peter", "Lars", "Ditte"))
    refused = refusing.member("Jonas", "job_centre")
    refusing.share(refused, "needs")
    refusing.phone.write("withdraw", member=refused.id)
    refusing.phone.sync()
    shared = sharing.member("Rikke", "job_centre")
    sharing.share(shared, "strengths", "needs", "agreements", "safety", "wellbeing", "team", "dreams", verb="edit")
    begun = world.now

    done = []
    for plan in (alone, refusing, sharing):
        world.clock.at = begun
        done.append(does_everything(plan))

    assert {one.split(":")[0] for one in done[0]["outcomes"]} == {"applied"}
    assert done[0] == done[1] == done[2]
