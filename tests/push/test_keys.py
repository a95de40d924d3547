"""The key of an installation, and whom a push service may write to."""

import pytest

from stafet.push.keys import SubjectRefused, check_subject, load_keys, make_keys


def test_a_key_that_was_made_can_be_loaded_again() -> None:
    pem = make_keys()

    assert load_keys(pem, "mailto:drift@region.dk") == load_keys(pem, "mailto:drift@region.dk")


def test_the_public_key_is_what_a_browser_subscribes_with() -> None:
    keys = load_keys(make_keys(), "mailto:drift@region.dk")

    assert len(keys.public_key) == 87


@pytest.mark.parametrize("subject", ["mailto:drift@region.dk", "https://stafet.dk"])
def test_a_contact_that_can_be_written_to_is_accepted(subject: str) -> None:
    assert check_subject(subject) == subject


@pytest.mark.parametrize(
    "subject",
    ["", "drift@region.dk", "mailto:drift@localhost", "mailto:drift@127.0.0.1", "mailto:drift@stafet.invalid",
     "mailto:@region.dk", "mailto:a b@region.dk", "http://stafet.dk", "https://localhost", "https://stafet.test",
     "https://stafet.dk/contact", "mailto:drift@region.dk\n"],
)  # fmt: skip
def test_a_contact_that_apple_would_answer_403_is_refused_at_once(subject: str) -> None:
    with pytest.raises(SubjectRefused):
        check_subject(subject)
