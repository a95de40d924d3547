"""What a phone is told: that there is something, never what. Every message has the same length.

The texts may stand on a lock screen beside a stranger: no place, no person, no organisation, no illness.
"""

from typing import Literal

import msgspec

Kind = Literal["meeting", "news", "test"]
Lang = Literal["da", "en"]

LENGTH = 512  # one length for all, so that the push service cannot tell the kinds apart
TEXTS: dict[Lang, dict[Kind, str]] = {
    "da": {
        "meeting": "Du har en påmindelse.",
        "news": "Der er nyt til dig i Stafet.",
        "test": "Det virker. Sådan ser en påmindelse ud.",
    },
    "en": {
        "meeting": "You have a reminder.",
        "news": "There is something new for you in Stafet.",
        "test": "It works. This is what a reminder looks like.",
    },
}


class Notification(msgspec.Struct, frozen=True, kw_only=True):
    """What the browser shows, and where a tap leads."""

    title: str
    body: str
    lang: Lang
    navigate: str
    # A message that comes twice is one line on the screen, and does not ring again.
    tag: str
    # Shown without a sound: in quiet hours, when after them would be too late.
    silent: bool


class Payload(msgspec.Struct, frozen=True, kw_only=True):
    """The declarative form that Safari shows by itself; the worker reads the same."""

    web_push: int = 8030
    notification: Notification


def neutral_payload(kind: Kind, lang: Lang, navigate: str, *, silent: bool = False) -> bytes:
    """A message ready to be encrypted. Spaces after JSON mean nothing, so they are the padding."""
    tag = navigate.rpartition("/")[2]
    notification = Notification(
        title="Stafet", body=TEXTS[lang][kind], lang=lang, navigate=navigate, tag=tag, silent=silent
    )
    encoded = msgspec.json.encode(Payload(notification=notification))
    if len(encoded) > LENGTH:
        raise ValueError("The address is too long for a payload of one length")
    return encoded.ljust(LENGTH)
