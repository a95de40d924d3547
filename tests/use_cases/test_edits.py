"""What becomes of an edit: done once, answered for good, and never in the way of the next."""

from datetime import timedelta

import msgspec
import pytest

from stafet.domain.items import AgendaItem, Dream, Goal, Need, PrivateNote, Strength
from stafet.use_cases.errors import Unreadable
from tests.factories import a_meeting, an_id
from tests.world import Plan, TeamMember, World


def test_sending_an_edit_twice_changes_nothing(peter: Plan) -> None:
    peter.phone.create(Need(text="Ro"), "needs")
    first = peter.phone.sync()

    again = peter.phone.post(peter.phone.sent)

    assert [again.results[0]["outcome"], again.results[0]["first"], again.plan["rev"]] == [
        "already",
        "applied",
        first.plan["rev"],
    ]


def test_a_refused_edit_sent_again_is_refused_for_the_same_reason(peter: Plan) -> None:
    peter.phone.create(Need(text="Ro"), "safety")
    peter.phone.sync()

    again = peter.phone.post(peter.phone.sent)

    assert again.results[0] | {"edit": ""} == {
        "edit": "",
        "outcome": "already",
        "first": "refused",
        "code": "wrong_scope",
    }


def test_the_same_id_with_other_content_is_refused(peter: Plan) -> None:
    peter.phone.create(Need(text="Ro"), "needs")
    peter.phone.sync()
    other = msgspec.json.decode(msgspec.json.encode(peter.phone.sent[0]))
    other["body"]["text"] = "Larm"

    answer = peter.phone.post([other])

    assert answer.outcomes == ["refused: edit_id_reused"]


def test_the_same_id_with_other_content_harms_nothing(peter: Plan) -> None:
    peter.phone.create(Need(text="Ro"), "needs")
    peter.phone.sync()
    other = msgspec.json.decode(msgspec.json.encode(peter.phone.sent[0]))
    other["body"]["text"] = "Larm"

    peter.phone.post([other])
    peter.phone.sync()

    assert peter.phone.texts("needs") == ["Ro"]


def test_somebody_elses_edit_sent_again_by_me_is_refused(peter: Plan, jonas: TeamMember) -> None:
    peter.share(jonas, "needs", verb="edit")
    peter.phone.create(Need(text="Ro"), "needs")
    peter.phone.sync()

    answer = jonas.phone.post(peter.phone.sent)

    assert answer.outcomes == ["refused: edit_id_reused"]


def test_one_refused_edit_does_not_stop_the_next(peter: Plan) -> None:
    peter.phone.create(Need(text="Ro"), "safety")
    peter.phone.create(Need(text="Ro"), "needs")

    answer = peter.phone.sync()

    assert answer.outcomes == ["refused: wrong_scope", "applied"]


def test_an_edit_that_cannot_be_understood_does_not_stop_the_next(peter: Plan) -> None:
    peter.phone.write("fly", item=an_id())
    peter.phone.create(Need(text="Ro"), "needs")

    answer = peter.phone.sync()

    assert answer.outcomes == ["refused: invalid_edit", "applied"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"unknown": 1},
        {"v": 3},
        {"madeAt": "2026-11-16T09:00:00"},
        {"scope": "private\n"},
        {"body": {"kind": "need"}},
        {"body": {"kind": "need", "text": ""}},
        {"body": {"kind": "need", "text": "x" * 4001}},
        {"body": {"kind": "need", "text": "x", "hidden": True}},
        {"body": {"kind": "diagnosis", "text": "x"}},
        {"order": "not a key"},
    ],
    ids=[
        "an unknown field", "another version", "no time zone", "a line break", "a missing text", "an empty text",
        "too long a text", "an unknown field of the body", "an unknown kind", "a wrong order",
    ],
)  # fmt: skip
def test_a_malformed_edit_gets_an_answer_of_its_own(peter: Plan, wrong: dict[str, object]) -> None:
    peter.phone.create(Need(text="Ro"), "needs")
    peter.phone.outbox[0] |= wrong

    answer = peter.phone.sync()

    assert answer.outcomes == ["refused: invalid_edit"]


def test_an_edit_without_an_id_has_nobody_to_answer(peter: Plan) -> None:
    with pytest.raises(Unreadable):
        peter.phone.post([{"act": "delete"}])


@pytest.mark.parametrize("plan", ["", "x", "P" * 22, "\x00", "P" * 400], ids=["none", "x", "unknown", "nul", "long"])
def test_an_edit_for_a_plan_that_is_not_there_is_refused_like_one_for_a_plan_that_is_not_mine(
    world: World, peter: Plan, plan: str
) -> None:
    stranger = peter.phone_of(world.person("Ida"))
    stranger.create(Need(text="Ro"), "needs")
    stranger.create(Need(text="Ro"), "needs")
    stranger.outbox[1]["plan"] = plan

    answer = stranger.sync()

    assert answer.outcomes == ["refused: not_found"] * 2


def test_a_text_of_nothing_but_hidden_characters_is_refused(peter: Plan) -> None:
    peter.phone.create(Need(text="\u202e\u202e"), "needs")

    answer = peter.phone.sync()

    assert answer.outcomes == ["refused: invalid_field"]


def test_one_field_of_hidden_characters_does_not_let_another_through(peter: Plan) -> None:
    peter.phone.create(Dream(text="\u202e", more="\u202esdaM"))

    answer = peter.phone.sync()

    assert answer.outcomes == ["refused: invalid_field"]


def test_hidden_characters_never_reach_anybody(peter: Plan) -> None:
    peter.write(Need(text="Ro\u202e om morgenen"), "needs")

    assert peter.phone.texts("needs") == ["Ro om morgenen"]


def test_a_meeting_on_a_day_that_does_not_exist_is_refused(peter: Plan) -> None:
    peter.phone.create(a_meeting("2026-02-30T10:00"))

    answer = peter.phone.sync()

    assert answer.outcomes == ["refused: invalid_field"]


@pytest.mark.parametrize("kind", ["invitee", "alternative"])
def test_what_the_server_makes_no_phone_can_make(peter: Plan, jonas: TeamMember, kind: str) -> None:
    meeting = peter.write(a_meeting())
    bodies = {
        "invitee": {"kind": "invitee", "member": jonas.id},
        "alternative": {"kind": "alternative", "of": meeting, "field": "place", "value": "x"},
    }
    peter.phone.write("create", scope=f"meeting:{meeting}", body=bodies[kind])

    answer = peter.phone.sync()

    assert answer.outcomes == ["refused: not_allowed"]


def test_a_dream_cannot_be_put_in_another_dreams_thread(peter: Plan) -> None:
    dream = peter.write(Dream(text="En bil"))
    peter.phone.write("create", scope=f"dream:{dream}", body=msgspec.to_builtins(Dream(text="En båd")))

    answer = peter.phone.sync()

    assert answer.outcomes == ["refused: wrong_scope"]


def test_a_link_to_what_does_not_exist_is_refused(peter: Plan) -> None:
    dream = peter.write(Dream(text="En bil"))
    peter.phone.create(Goal(text="Kørekort"), f"dream:{dream}", from_={"scope": f"dream:{dream}", "item": an_id()})

    answer = peter.phone.sync()

    assert answer.outcomes == ["refused: link_not_found"]


def test_a_link_that_names_the_wrong_scope_is_refused(peter: Plan) -> None:
    dream = peter.write(Dream(text="En bil"))
    peter.phone.create(Goal(text="Kørekort"), f"dream:{dream}", from_={"scope": "needs", "item": dream})

    answer = peter.phone.sync()

    assert answer.outcomes == ["refused: link_not_found"]


def test_a_link_is_told_with_the_item(peter: Plan) -> None:
    dream = peter.write(Dream(text="En bil"))
    link = {"scope": f"dream:{dream}", "item": dream}

    goal = peter.write(Goal(text="Kørekort"), f"dream:{dream}", from_=link)

    assert (peter.phone.find(goal) or {}).get("from") == link


def test_a_point_on_a_meeting_that_is_gone_is_refused(peter: Plan) -> None:
    meeting = peter.write(a_meeting())
    peter.phone.write("delete", item=meeting)
    peter.phone.write("create", scope=f"meeting:{meeting}", body={"kind": "agenda_item", "text": "x"})

    answer = peter.phone.sync()

    assert answer.outcomes == ["applied", "refused: deleted"]


def test_an_agreement_with_somebody_who_is_not_on_the_team_is_refused(peter: Plan) -> None:
    peter.phone.write("create", scope="agreements", body={"kind": "agreement", "what": "x", "responsible": "X" * 22})

    answer = peter.phone.sync()

    assert answer.outcomes == ["refused: not_found"]


def test_an_item_is_moved_in_its_list(peter: Plan) -> None:
    first = peter.write(Strength(text="Cykler"), "strengths", order="a")
    peter.write(Strength(text="Musik"), "strengths", order="b")

    peter.phone.write("place", item=first, order="c")
    peter.phone.sync()

    assert peter.phone.texts("strengths") == ["Musik", "Cykler"]


def test_a_deleted_item_leaves_the_other_phone(peter: Plan) -> None:
    other = peter.phone_of(peter.owner)
    need = peter.write(Need(text="Ro"), "needs")
    other.sync()

    peter.phone.write("delete", item=need)
    peter.phone.sync()
    other.sync()

    assert other.items("needs") == []


def test_deleting_twice_is_deleting_once(peter: Plan) -> None:
    need = peter.write(Need(text="Ro"), "needs")
    peter.phone.write("delete", item=need)
    peter.phone.write("delete", item=need)

    answer = peter.phone.sync()

    assert answer.results[0]["rev"] == answer.results[1]["rev"]


def test_the_phones_clock_decides_nothing(world: World, peter: Plan) -> None:
    peter.phone.create(PrivateNote(text="x"), "private")
    peter.phone.outbox[0]["madeAt"] = world.now + timedelta(days=4000)

    peter.phone.sync()

    assert peter.phone.items("private")[0]["at"] == "2026-11-16T09:00:00Z"


def test_revisions_have_no_holes_also_when_an_edit_was_refused(peter: Plan) -> None:
    peter.phone.create(Need(text="Ro"), "needs")
    peter.phone.create(Need(text="Ro"), "safety")
    peter.phone.create(Need(text="Luft"), "needs")

    answer = peter.phone.sync()

    assert [one.get("rev") for one in answer.results] == [1, None, 2]


def test_who_has_left_and_never_heard_the_answer_is_told_that_it_holds(peter: Plan, jonas: TeamMember) -> None:
    jonas.phone.write("leave")
    packet = list(jonas.phone.outbox)
    jonas.phone.post(packet)

    answer = jonas.phone.post(packet)

    assert answer.outcomes == ["already"]


def test_what_was_made_on_the_train_hangs_together_when_it_comes_in_one_request(peter: Plan) -> None:
    dream = peter.phone.create(Dream(text="Et arbejde"))
    thread = f"dream:{dream}"
    goal = peter.phone.create(Goal(text="En praktik"), thread, from_={"scope": thread, "item": dream})
    peter.phone.create(Need(text="Ro"), "needs")
    peter.phone.write("change", item=goal, fields={"text": "En praktik til maj"}, base={"text": goal})
    meeting = peter.phone.create(a_meeting())
    point = peter.phone.create(AgendaItem(text="Praktik"), f"meeting:{meeting}", from_={"scope": thread, "item": goal})

    answer = peter.phone.sync()

    assert answer.outcomes == ["applied"] * 6
    assert peter.phone.find(goal)["body"]["text"] == "En praktik til maj"
    assert peter.phone.find(point)["from"]["item"] == goal
