"""Fields merge by name, and no text is ever lost."""

from hypothesis import given
from hypothesis import strategies as st

from stafet.domain.ids import EditId
from stafet.domain.merge import merge

FIRST, SECOND = EditId("edit-1"), EditId("edit-2")


def test_a_field_whose_version_is_the_one_on_the_screen_is_written() -> None:
    merged = merge({"text": "gammel"}, {"text": FIRST}, {"text": "ny"}, {"text": FIRST})

    assert (merged.written, merged.clashing) == ({"text": "ny"}, {})


def test_a_field_that_moved_on_meanwhile_clashes_and_is_not_written() -> None:
    merged = merge({"text": "fra den anden"}, {"text": SECOND}, {"text": "min"}, {"text": FIRST})

    assert (merged.written, merged.clashing) == ({}, {"text": "min"})


def test_another_field_merges_without_question() -> None:
    merged = merge(
        {"text": "a", "more": "fra den anden"}, {"text": FIRST, "more": SECOND}, {"text": "b"}, {"text": FIRST}
    )

    assert (merged.written, merged.clashing) == ({"text": "b"}, {})


def test_one_edit_may_write_one_field_and_clash_in_another() -> None:
    merged = merge(
        {"text": "a", "more": "fra den anden"},
        {"text": FIRST, "more": SECOND},
        {"text": "b", "more": "min"},
        {"text": FIRST, "more": FIRST},
    )

    assert (merged.written, merged.clashing) == ({"text": "b"}, {"more": "min"})


def test_two_people_who_wrote_the_same_agree() -> None:
    merged = merge({"text": "ens"}, {"text": SECOND}, {"text": "ens"}, {"text": FIRST})

    assert (merged.written, merged.clashing) == ({}, {})


def test_a_change_that_names_no_base_never_overwrites() -> None:
    merged = merge({"text": "står her"}, {"text": FIRST}, {"text": "min"}, {})

    assert (merged.written, merged.clashing) == ({}, {"text": "min"})


names = st.sampled_from(["text", "more", "what", "myPart"])
texts = st.text(max_size=3)
edits = st.sampled_from([FIRST, SECOND])


@given(
    current=st.dictionaries(names, texts),
    versions=st.dictionaries(names, edits),
    fields=st.dictionaries(names, texts),
    base=st.dictionaries(names, edits),
)
def test_no_text_is_ever_lost(
    current: dict[str, str], versions: dict[str, EditId], fields: dict[str, str], base: dict[str, EditId]
) -> None:
    merged = merge(current, versions, fields, base)

    for name, value in fields.items():
        stands = current.get(name) == value and name in current
        assert [stands, merged.written.get(name) == value, merged.clashing.get(name) == value].count(True) == 1


@given(
    current=st.dictionaries(names, texts),
    versions=st.dictionaries(names, edits),
    fields=st.dictionaries(names, texts),
    base=st.dictionaries(names, edits),
)
def test_nothing_is_written_that_was_not_sent(
    current: dict[str, str], versions: dict[str, EditId], fields: dict[str, str], base: dict[str, EditId]
) -> None:
    merged = merge(current, versions, fields, base)

    assert (merged.written | merged.clashing).items() <= fields.items()
