"""A member gets exactly the scopes that are open to them now, and what is no longer named is gone from their phone."""

from stafet.domain.items import Dream, Goal, Need, PrivateNote, WarningSign
from tests.factories import an_agreement, an_id
from tests.world import Plan, TeamMember, World


def a_full_plan(peter: Plan) -> tuple[str, str]:
    """Something in every kind of scope; answers two dreams."""
    work = peter.write(Dream(text="Arbejde"))
    peter.write(Goal(text="Praktik"), f"dream:{work}", from_={"scope": f"dream:{work}", "item": work})
    clean = peter.write(Dream(text="Ud af misbruget"))
    peter.write(Need(text="Ro"), "needs")
    peter.write(WarningSign(text="Jeg sover ikke"), "safety")
    peter.write(PrivateNote(text="Kun for mig"), "private")
    return work, clean


def test_without_a_consent_nothing_is_seen(peter: Plan, jonas: TeamMember) -> None:
    a_full_plan(peter)

    jonas.phone.sync()

    assert jonas.phone.scopes == {"responsible"}


def test_a_member_sees_only_what_was_shared(peter: Plan, jonas: TeamMember) -> None:
    work, _ = a_full_plan(peter)
    peter.share(jonas, f"dream:{work}")

    jonas.phone.sync()

    assert jonas.phone.scopes == {"responsible", f"dream:{work}"}


def test_nothing_that_was_not_shared_is_anywhere_in_the_answer(peter: Plan, jonas: TeamMember) -> None:
    work, _ = a_full_plan(peter)
    peter.share(jonas, f"dream:{work}")

    raw = jonas.phone.sync().raw.decode()

    assert [words for words in ("Ud af misbruget", '"Ro"', "sover ikke", "Kun for mig") if words in raw] == []


def test_what_is_shared_is_all_there(peter: Plan, jonas: TeamMember) -> None:
    work, _ = a_full_plan(peter)
    peter.share(jonas, f"dream:{work}")

    jonas.phone.sync()

    assert sorted(jonas.phone.texts(f"dream:{work}")) == ["Arbejde", "Praktik"]


def test_private_never_leaves_whatever_else_is_shared(peter: Plan, jonas: TeamMember) -> None:
    a_full_plan(peter)
    peter.share(jonas, "strengths", "needs", "agreements", "safety", "wellbeing", "team", "dreams", verb="edit")

    raw = jonas.phone.sync().raw.decode()

    assert "Kun for mig" not in raw
    assert "private" not in jonas.phone.scopes


def test_a_consent_on_all_dreams_covers_a_dream_written_later(peter: Plan, jonas: TeamMember) -> None:
    peter.share(jonas, "dreams")
    jonas.phone.sync()

    later = peter.write(Dream(text="En båd"))
    jonas.phone.sync()

    assert jonas.phone.texts(f"dream:{later}") == ["En båd"]


def test_an_expired_consent_closes_the_scope_without_any_write(world: World, peter: Plan, jonas: TeamMember) -> None:
    a_full_plan(peter)
    peter.share(jonas, "needs", days=1)
    before = jonas.phone.sync().plan["rev"]

    world.later(days=1)
    after = jonas.phone.sync().plan["rev"]

    assert ("needs" in jonas.phone.scopes, after) == (False, before)


def test_a_millisecond_before_its_end_a_consent_still_holds(world: World, peter: Plan, jonas: TeamMember) -> None:
    a_full_plan(peter)
    peter.share(jonas, "needs", days=1)

    world.later(days=1, milliseconds=-1)
    jonas.phone.sync()

    assert jonas.phone.texts("needs") == ["Ro"]


def test_a_withdrawn_scope_is_gone_after_the_next_answer(peter: Plan, jonas: TeamMember) -> None:
    a_full_plan(peter)
    peter.share(jonas, "needs", "safety")
    jonas.phone.sync()

    peter.phone.write("withdraw", member=jonas.id, scope="needs")
    peter.phone.sync()
    jonas.phone.sync()

    assert jonas.phone.scopes == {"responsible", "safety"}


def test_a_scope_given_back_is_sent_from_the_start(peter: Plan, jonas: TeamMember) -> None:
    a_full_plan(peter)
    peter.share(jonas, "needs")
    jonas.phone.sync()
    peter.phone.write("withdraw", member=jonas.id, scope="needs")
    peter.phone.sync()
    jonas.phone.sync()

    peter.share(jonas, "needs")
    jonas.phone.sync()

    assert jonas.phone.texts("needs") == ["Ro"]


def test_a_scope_granted_later_is_sent_from_the_start(peter: Plan, jonas: TeamMember) -> None:
    a_full_plan(peter)
    peter.share(jonas, "needs")
    jonas.phone.sync()

    peter.share(jonas, "safety")
    jonas.phone.sync()

    assert jonas.phone.texts("safety") == ["Jeg sover ikke"]


def test_a_link_to_what_is_not_shared_is_left_out(peter: Plan, jonas: TeamMember) -> None:
    work, _ = a_full_plan(peter)
    agreement = peter.write(
        an_agreement(responsible="citizen"), "agreements", from_={"scope": f"dream:{work}", "item": work}
    )
    peter.share(jonas, "agreements")

    raw = jonas.phone.sync().raw.decode()

    assert "from" not in (jonas.phone.find(agreement) or {"from": ""})
    assert work not in raw


def test_a_link_appears_when_its_other_end_is_shared(peter: Plan, jonas: TeamMember) -> None:
    work, _ = a_full_plan(peter)
    link = {"scope": f"dream:{work}", "item": work}
    agreement = peter.write(an_agreement(responsible="citizen"), "agreements", from_=link)
    peter.share(jonas, "agreements")
    jonas.phone.sync()

    peter.share(jonas, f"dream:{work}")
    jonas.phone.sync()

    assert (jonas.phone.find(agreement) or {}).get("from") == link


def test_the_team_is_not_seen_without_a_consent_on_it(peter: Plan, jonas: TeamMember, karen: TeamMember) -> None:
    peter.share(jonas, "needs")

    raw = jonas.phone.sync().raw.decode()

    assert "Karen" not in raw


def test_the_team_is_seen_with_a_consent_on_it(peter: Plan, jonas: TeamMember, karen: TeamMember) -> None:
    peter.share(jonas, "team")

    jonas.phone.sync()

    assert {(body["name"], body["isMe"]) for body in jonas.phone.bodies("team")} == {("Jonas", True), ("Karen", False)}


def test_the_list_of_consents_is_the_citizens_alone(peter: Plan, jonas: TeamMember) -> None:
    peter.share(jonas, "team", "needs", "dreams", verb="edit")

    jonas.phone.sync()

    assert "consents" not in jonas.phone.scopes


def test_who_wrote_something_is_named_to_a_member_who_sees_it(
    peter: Plan, jonas: TeamMember, karen: TeamMember
) -> None:
    peter.share(karen, "needs", verb="edit")
    karen.phone.create(Need(text="Besøg"), "needs")
    karen.phone.sync()
    peter.share(jonas, "needs")

    plan = jonas.phone.sync().plan

    assert plan["people"] == {karen.id: {"name": "Karen", "role": "relative"}}


def test_a_stranger_gets_no_plan_at_all(world: World, peter: Plan) -> None:
    a_full_plan(peter)
    stranger = peter.phone_of(world.person("Ida"))

    answer = stranger.sync()

    assert answer.plans == []


def test_somebody_who_only_waits_for_a_yes_gets_no_plan_at_all(world: World, peter: Plan) -> None:
    mads = world.person("Mads", "professional")
    peter.accept(peter.invite("Mads"), mads)

    answer = peter.phone_of(mads).sync()

    assert answer.plans == []


def test_what_may_not_be_seen_answers_an_edit_as_what_does_not_exist(peter: Plan, jonas: TeamMember) -> None:
    need = peter.write(Need(text="Ro"), "needs")
    peter.share(jonas, "safety", verb="edit")
    for item in (need, an_id()):
        jonas.phone.write("change", item=item, fields={"text": "x"}, base={"text": item})
        jonas.phone.write("delete", item=item)
        jonas.phone.write("place", item=item, order="b")
        jonas.phone.write("resolve", alternative=item, choose="current")

    answer = jonas.phone.sync()

    assert answer.outcomes == ["refused: not_found"] * 8


def test_a_link_to_what_may_not_be_seen_answers_as_one_to_what_does_not_exist(peter: Plan, jonas: TeamMember) -> None:
    need = peter.write(Need(text="Ro"), "needs")
    peter.share(jonas, "agreements", verb="respond")
    body = {"kind": "agreement", "what": "x", "responsible": "citizen"}
    for item in (need, an_id()):
        jonas.phone.write("create", scope="agreements", body=body, from_={"scope": "needs", "item": item})

    answer = jonas.phone.sync()

    assert answer.outcomes == ["refused: link_not_found"] * 2


def test_writing_in_a_closed_scope_answers_as_in_one_that_does_not_exist(peter: Plan, jonas: TeamMember) -> None:
    closed = peter.write(Dream(text="Arbejde"))
    for dream in (closed, an_id()):
        jonas.phone.create(Goal(text="x"), f"dream:{dream}")

    answer = jonas.phone.sync()

    assert answer.outcomes == ["refused: not_found"] * 2
