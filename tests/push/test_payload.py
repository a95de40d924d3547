"""A stranger who reads the lock screen learns nothing."""

import json
from typing import get_args

import pytest

from stafet.push.payload import LENGTH, TEXTS, Kind, Lang, neutral_payload

ALL = [(kind, lang) for kind in get_args(Kind) for lang in get_args(Lang)]


@pytest.mark.parametrize(("kind", "lang"), ALL)
def test_every_message_has_the_same_length(kind: Kind, lang: Lang) -> None:
    assert len(neutral_payload(kind, lang, "https://stafet.dk/r/1")) == LENGTH


@pytest.mark.parametrize(("kind", "lang"), ALL)
def test_a_message_says_the_neutral_words_and_where_a_tap_leads(kind: Kind, lang: Lang) -> None:
    message = json.loads(neutral_payload(kind, lang, "https://stafet.dk/r/1"))

    assert message == {
        "web_push": 8030,
        "notification": {
            "title": "Stafet",
            "body": TEXTS[lang][kind],
            "lang": lang,
            "navigate": "https://stafet.dk/r/1",
            "tag": "1",
            "silent": False,
        },
    }


def test_an_address_that_would_give_the_length_away_is_refused() -> None:
    with pytest.raises(ValueError):
        neutral_payload("news", "da", "https://stafet.dk/" + "x" * LENGTH)
