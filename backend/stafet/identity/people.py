"""What a sign-in ends with: a person, and the door they came through."""

from datetime import datetime
from typing import Literal

import msgspec

Door = Literal["citizen", "professional"]


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """One human being at one issuer. The pair (issuer, subject) is the key; the name is only for reading.

    The name is empty when the issuer protects it: the person then chooses what to be called.
    """

    issuer: str
    subject: str
    name: str
    door: Door
    # When the person proved to the issuer who they are; None when it did not say.
    proved_at: datetime | None = None
