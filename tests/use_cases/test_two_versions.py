"""Two phones, or two people, at one text: nothing is overwritten silently and nothing is lost."""

import pytest

from stafet.domain.items import Dream, Need
from tests.phones import Phone
from tests.world import Plan, TeamMember


@pytest.fixture
def dream(peter: Plan) -> str:
    return peter.write(Dream(text="En bil", more="Rød"))


@pytest.fixture
def tablet(peter: Plan, dream: str) -> Phone:
    """Peter's other device, with the dream on its screen."""
    tablet = peter.phone_of(peter.owner)
    tablet.sync()
    return tablet


@pytest.fixture
def alternative(peter: Plan, dream: str, tablet: Phone) -> str:
    """The tablet's text, which stands beside the phone's."""
    peter.phone.change(dream, text="En båd")
    peter.phone.sync()
    tablet.change(dream, text="En cykel")
    (kept,) = tablet.sync().results[0]["kept"]
    peter.phone.sync()
    return str(kept)


def text_of(phone: Phone, item: str) -> str:
    found = phone.find(item)
    return found["body"]["text"] if found else ""


def test_two_phones_keep_both_texts(peter: Plan, dream: str, alternative: str) -> None:
    assert sorted(peter.phone.texts(f"dream:{dream}")) == ["En båd", "En cykel"]


def test_the_second_phone_hears_that_there_are_two_versions(peter: Plan, dream: str, tablet: Phone) -> None:
    peter.phone.change(dream, text="En båd")
    peter.phone.sync()
    tablet.change(dream, text="En cykel")

    answer = tablet.sync()

    assert answer.outcomes == ["conflict"]


def test_a_conflict_sent_again_names_the_same_kept_text(peter: Plan, tablet: Phone, dream: str) -> None:
    peter.phone.change(dream, text="En båd")
    peter.phone.sync()
    tablet.change(dream, text="En cykel")
    first = tablet.sync()

    again = tablet.post(tablet.sent)

    assert again.results[0]["kept"] == first.results[0]["kept"]


def test_a_clash_in_two_fields_keeps_both_of_them(peter: Plan, tablet: Phone, dream: str) -> None:
    peter.phone.change(dream, text="En båd", more="Blå")
    peter.phone.sync()
    tablet.change(dream, text="En cykel", more="Grøn")
    tablet.sync()

    peter.phone.sync()

    assert sorted(peter.phone.texts(f"dream:{dream}", "alternative")) == ["En cykel", "Grøn"]


def test_different_fields_merge_without_a_question(peter: Plan, tablet: Phone, dream: str) -> None:
    peter.phone.change(dream, text="En båd")
    tablet.change(dream, more="Med sejl")
    peter.phone.sync()

    answer = tablet.sync()

    found = tablet.find(dream) or {}
    assert (answer.outcomes, found["body"]["text"], found["body"]["more"]) == (["applied"], "En båd", "Med sejl")


def test_two_changes_in_a_row_on_one_phone_do_not_clash_with_each_other(peter: Plan, dream: str) -> None:
    first = peter.phone.change(dream, text="En båd")
    peter.phone.write("change", item=dream, fields={"text": "En færge"}, base={"text": first})

    answer = peter.phone.sync()

    assert (answer.outcomes, text_of(peter.phone, dream)) == (["applied", "applied"], "En færge")


def test_keeping_the_current_text_changes_nothing_but_that_the_other_goes(
    peter: Plan, dream: str, alternative: str
) -> None:
    peter.phone.write("resolve", alternative=alternative, choose="current")
    peter.phone.sync()

    assert peter.phone.texts(f"dream:{dream}") == ["En båd"]


def test_taking_the_other_text_puts_it_in_place(peter: Plan, dream: str, alternative: str) -> None:
    peter.phone.write("resolve", alternative=alternative, choose="other")
    peter.phone.sync()

    assert peter.phone.texts(f"dream:{dream}") == ["En cykel"]


def test_own_words_take_the_place_of_both(peter: Plan, dream: str, alternative: str) -> None:
    peter.phone.write("resolve", alternative=alternative, choose="own", text="Noget med hjul")
    peter.phone.sync()

    assert peter.phone.texts(f"dream:{dream}") == ["Noget med hjul"]


def test_a_choice_made_on_two_phones_is_made_once(peter: Plan, tablet: Phone, dream: str, alternative: str) -> None:
    peter.phone.write("resolve", alternative=alternative, choose="current")
    peter.phone.sync()
    tablet.write("resolve", alternative=alternative, choose="other")

    answer = tablet.sync()

    assert (answer.outcomes, text_of(tablet, dream)) == (["refused: deleted"], "En båd")


def test_the_other_text_is_not_thrown_away_when_there_is_nothing_to_put_it_in(
    peter: Plan, dream: str, alternative: str
) -> None:
    peter.phone.write("delete", item=dream)
    peter.phone.write("resolve", alternative=alternative, choose="other")

    answer = peter.phone.sync()

    assert (answer.outcomes[1], peter.phone.texts(f"dream:{dream}")) == ("refused: deleted", ["En cykel"])


def test_an_empty_text_cannot_be_chosen(peter: Plan, alternative: str) -> None:
    peter.phone.write("resolve", alternative=alternative, choose="own", text="")

    answer = peter.phone.sync()

    assert answer.outcomes == ["refused: invalid_field"]


def test_only_an_alternative_can_be_resolved(peter: Plan, dream: str) -> None:
    peter.phone.write("resolve", alternative=dream, choose="other")

    answer = peter.phone.sync()

    assert answer.outcomes == ["refused: invalid_edit"]


def test_a_helper_does_not_choose_for_the_citizen(peter: Plan, dream: str, alternative: str, jonas: TeamMember) -> None:
    peter.share(jonas, "dreams", verb="edit")
    jonas.phone.write("resolve", alternative=alternative, choose="other")

    answer = jonas.phone.sync()

    assert answer.outcomes == ["refused: not_allowed"]


def test_a_helpers_words_that_the_citizen_takes_keep_the_helpers_voice(
    peter: Plan, dream: str, jonas: TeamMember
) -> None:
    peter.share(jonas, "dreams", verb="edit")
    jonas.phone.sync()
    peter.phone.change(dream, text="En båd")
    peter.phone.sync()
    jonas.phone.change(dream, text="En cykel")
    (kept,) = jonas.phone.sync().results[0]["kept"]

    peter.phone.write("resolve", alternative=kept, choose="other")
    peter.phone.sync()

    assert (peter.phone.find(dream) or {})["voice"] == jonas.id


def test_an_edit_of_a_deleted_item_is_refused_as_deleted(peter: Plan, tablet: Phone, dream: str) -> None:
    peter.phone.write("delete", item=dream)
    peter.phone.sync()
    tablet.change(dream, text="En cykel")

    answer = tablet.sync()

    assert answer.outcomes == ["refused: deleted"]


def test_moving_a_deleted_item_is_refused_as_deleted(peter: Plan, dream: str) -> None:
    peter.phone.write("delete", item=dream)
    peter.phone.write("place", item=dream, order="b")

    answer = peter.phone.sync()

    assert answer.outcomes == ["applied", "refused: deleted"]


@pytest.mark.parametrize(
    "fields",
    [{"colour": "rød"}, {"kind": "need"}, {"text": ""}, {"text": None}, {"text": 7}, {"text": "x" * 4001}],
    ids=["unknown", "another kind", "empty", "null", "a number", "too long"],
)
def test_a_change_that_would_make_a_wrong_item_is_refused(peter: Plan, dream: str, fields: dict[str, object]) -> None:
    peter.phone.write("change", item=dream, fields=fields, base=dict.fromkeys(fields, dream))

    answer = peter.phone.sync()

    assert answer.outcomes == ["refused: invalid_field"]


def test_a_wrong_text_is_refused_also_when_it_would_only_have_stood_beside(
    peter: Plan, tablet: Phone, dream: str
) -> None:
    peter.phone.change(dream, text="En båd")
    peter.phone.sync()
    tablet.change(dream, text="x" * 4001)

    answer = tablet.sync()

    assert answer.outcomes == ["refused: invalid_field"]


def test_the_kept_text_of_a_clash_never_takes_an_id_that_is_in_use(peter: Plan, tablet: Phone, dream: str) -> None:
    need = peter.write(Need(text="Ro"), "needs")
    peter.phone.change(dream, text="En båd", more="Blå")
    peter.phone.sync()
    tablet.change(dream, text="En cykel", more="Grøn")
    # The second kept text would get the id after its edit's: make that one the need's.
    tablet.outbox[0]["id"] = f"{need[:24]}{int(need[24:], 16) - 1:012x}"

    answer = tablet.sync()

    assert (answer.outcomes[0].partition(":")[0], peter.phone.texts("needs")) == ("refused", ["Ro"])
